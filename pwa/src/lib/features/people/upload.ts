import { Offline, SignedOut, type Refused } from '#lib/graphql';
import { m } from '#lib/messages';

/** The importer takes files up to this size; the server checks it again. */
export const MOST_BYTES = 20 * 1024 * 1024;
export const ENDINGS = ['.xlsx', '.xlsm', '.csv', '.txt'];
const WAIT_MS = 10 * 60_000;

/** What stands beside the form after a refusal; `field` "" is the form as a whole. */
export interface UploadProblem {
  field: 'file' | 'effectiveDate' | '';
  text: string;
}

export interface StaffUpload {
  file: File;
  /** yyyy-mm-dd */
  effectiveDate: string;
  /** Sheet of a workbook; "" for the first visible one. */
  sheet: string;
}

/** What is wrong with a chosen file before it is sent, or "". */
export function fileProblem(file: { name: string; size: number }): string {
  const { name } = file;
  const ending = /\.[^.]+$/.exec(name.toLowerCase())?.[0] ?? '';
  if (!ENDINGS.includes(ending)) return m.people_file_type({ name });
  if (file.size === 0) return m.people_file_empty({ name });
  if (file.size > MOST_BYTES)
    return m.people_file_large({ name, size: sizeWords(file.size), most: sizeWords(MOST_BYTES) });
  return '';
}

/** "1,4 MB" */
export function sizeWords(bytes: number): string {
  const kilo = bytes / 1024;
  if (kilo < 1024) return `${Math.max(1, Math.round(kilo))} KB`;
  return `${(kilo / 1024).toFixed(1).replace('.0', '').replace('.', ',')} MB`;
}

/** A refusal of the upload door in words, with the place where it belongs. */
export function uploadProblem(
  status: number,
  refused: Partial<Refused>,
  name: string,
): UploadProblem {
  const code = refused.code ?? '';
  if (status === 413)
    return {
      field: 'file',
      text: m.people_file_too_large({ name, message: refused.message ?? '' }),
    };
  if (status === 415) return { field: 'file', text: m.people_file_type({ name }) };
  if (code === 'NOT_ALLOWED') return { field: '', text: m.people_upload_not_allowed() };
  if (status === 403) return { field: '', text: m.people_upload_blocked() };
  if (code === 'FILE_MISSING') return { field: 'file', text: m.people_file_missing() };
  if (code === 'DATE_OUT_OF_RANGE') return { field: 'effectiveDate', text: m.people_date_range() };
  if (status === 400) {
    const field = refused.field === 'effectiveDate' ? 'effectiveDate' : '';
    return { field, text: field ? m.people_date_missing() : m.people_upload_torn({ name }) };
  }
  return { field: '', text: m.people_upload_failed({ name, id: refused.errorId ?? status }) };
}

function parsed(text: string): Partial<Refused> & { id?: string } {
  try {
    return JSON.parse(text) as Partial<Refused> & { id?: string };
  } catch {
    return {}; // a proxy's page: the status alone speaks
  }
}

/**
 * Sends a staff file; gives the id of its import, or what was refused. `progress` hears the part that
 * has left (0 to 1); fetch cannot tell it, XMLHttpRequest can. Throws Offline and SignedOut.
 */
export function sendStaffFile(
  upload: StaffUpload,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<string | UploadProblem> {
  return new Promise((resolve, reject) => {
    const door = new XMLHttpRequest();
    door.open('POST', '/uploads/staff');
    door.setRequestHeader('accept', 'application/json');
    door.setRequestHeader('x-adil', '1');
    door.timeout = WAIT_MS;
    door.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    door.onerror = door.ontimeout = door.onabort = () => reject(new Offline('no answer'));
    door.onload = () => {
      const answer = parsed(door.responseText);
      if (door.status === 201 && answer.id) resolve(answer.id);
      else if (door.status === 401) reject(new SignedOut(answer.message ?? ''));
      else if (door.status >= 502 && door.status <= 504) reject(new Offline('server away'));
      else resolve(uploadProblem(door.status, answer, upload.file.name));
    };
    signal.addEventListener('abort', () => door.abort(), { once: true });
    door.send(formOf(upload));
  });
}

function formOf({ file, effectiveDate, sheet }: StaffUpload): FormData {
  const form = new FormData();
  form.set('effectiveDate', effectiveDate);
  if (sheet) form.set('sheet', sheet);
  form.set('file', file);
  return form;
}

/** Files sent in this visit, by import: another sheet of the same workbook needs no second choosing. */
export const sentFiles = new Map<string, File>();
