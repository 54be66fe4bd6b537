import { m } from '#lib/messages';
import { zipped } from './zip';

/** The columns of a staff file, by the names the importer knows; each with what belongs in it. */
export const COLUMNS: { name: string; required: boolean; words: () => string }[] = [
  { name: 'NIP', required: true, words: m.people_column_nip },
  { name: 'NAMA', required: true, words: m.people_column_name },
  { name: 'GELAR DEPAN', required: false, words: m.people_column_front },
  { name: 'GELAR BELAKANG', required: false, words: m.people_column_back },
  { name: 'JENIS PEGAWAI', required: false, words: m.people_column_employment },
  { name: 'GOLONGAN', required: false, words: m.people_column_golongan },
  { name: 'JABATAN', required: true, words: m.people_column_position },
  { name: 'JENIS JABATAN', required: false, words: m.people_column_kind },
  { name: 'ESELON', required: false, words: m.people_column_eselon },
  { name: 'JENJANG', required: false, words: m.people_column_jenjang },
  { name: 'TMT JABATAN', required: false, words: m.people_column_tmt },
  { name: 'UNIT KERJA', required: true, words: m.people_column_unit },
  { name: 'UNIT ATASAN', required: false, words: m.people_column_parent },
  { name: 'UNOR INDUK', required: false, words: m.people_column_opd },
  { name: 'NIP ATASAN', required: false, words: m.people_column_superior },
  { name: 'KAPASITAS PENILAI', required: false, words: m.people_column_capacity },
  { name: 'KEDUDUKAN HUKUM', required: false, words: m.people_column_standing },
];

export const TEMPLATE_NAME = 'templat-pegawai.xlsx';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * An empty workbook with the headings, every column formatted as text: a spreadsheet would otherwise
 * round the 18 digits of a NIP.
 */
export function template(): Blob {
  const cells = COLUMNS.map(({ name }) => `<c t="inlineStr" s="2"><is><t>${name}</t></is></c>`);
  const files = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Pegawai" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="49" applyNumberFormat="1" xfId="0"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${MAIN}"><cols><col min="1" max="${COLUMNS.length}" width="22" style="1" customWidth="1"/></cols><sheetData><row r="1">${cells.join('')}</row></sheetData></worksheet>`,
  };
  return new Blob([zipped(files)], { type: `${KIND}.sheet` });
}
