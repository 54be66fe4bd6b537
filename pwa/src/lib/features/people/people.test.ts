import { describe, expect, test } from 'vitest';
import { findingsPlace, gravest, placeQuery, spacedNip } from './row';
import { fileProblem, MOST_BYTES, sizeWords, uploadProblem } from './upload';
import { crc32, zipped } from './zip';

describe('a file before it is sent', () => {
  test.each([
    ['pegawai.xlsx', 10, ''],
    ['PEGAWAI.CSV', MOST_BYTES, ''],
    ['foto.jpg', 10, 'foto.jpg'],
    ['pegawai', 10, 'pegawai'],
    ['kosong.csv', 0, 'kosong'],
    ['besar.xlsx', MOST_BYTES + 1, '20 MB'],
  ])('%s of %i bytes', (name, size, says) => {
    const problem = fileProblem({ name, size });
    if (says === '') expect(problem).toBe('');
    else expect(problem).toContain(says);
  });

  test('sizes are written with a decimal comma', () => {
    expect(sizeWords(1_500_000)).toBe('1,4 MB');
    expect(sizeWords(20 * 1024 * 1024)).toBe('20 MB');
    expect(sizeWords(10)).toBe('1 KB');
  });
});

test.each([
  [413, { code: 'FILE_TOO_LARGE', message: 'Berkas ini lebih besar dari 20 MiB.' }, 'file'],
  [415, { code: 'NOT_MULTIPART', message: '' }, 'file'],
  [400, { code: 'FILE_MISSING', message: '', field: 'file' }, 'file'],
  [400, { code: 'INVALID_INPUT', message: '', field: 'effectiveDate' }, 'effectiveDate'],
  [400, { code: 'DATE_OUT_OF_RANGE', message: '', field: 'effectiveDate' }, 'effectiveDate'],
  [400, { code: 'BAD_REQUEST', message: '' }, ''],
  [403, { code: 'NOT_ALLOWED', message: '' }, ''],
  [403, { code: 'BAD_ORIGIN', message: '' }, ''],
  [500, { code: 'UNEXPECTED', message: '', errorId: 'e7' }, ''],
  [413, {}, 'file'],
])('a refusal %i %o lands on "%s"', (status, refused, field) => {
  const problem = uploadProblem(status, refused, 'pegawai.xlsx');
  expect(problem.field).toBe(field);
  expect(problem.text).not.toBe('');
});

test('the number of a failure is passed on', () => {
  const refused = { code: 'UNEXPECTED', message: '', errorId: 'e7' };
  expect(uploadProblem(500, refused, 'pegawai.xlsx').text).toContain('e7');
});

test.each([
  ['tingkat=kesalahan&hal=3', 'ERROR', 3],
  ['tingkat=semua', 'ALL', 1],
  ['tingkat=toString&hal=-1', null, 1],
  ['hal=abc', null, 1],
  ['hal=1.5', null, 1],
  ['', null, 1],
])('the address "%s" is a place in the findings', (query, level, page) =>
  expect(findingsPlace(new URLSearchParams(query))).toEqual({ level, page }),
);

test('a place is written into the address only as far as it differs from the start', () => {
  expect(placeQuery({ level: 'ERROR', page: 2 })).toBe('?tingkat=kesalahan&hal=2');
  expect(placeQuery({ level: null, page: 1 })).toBe('');
});

test.each([
  [{ errors: 1, warnings: 5 }, 'ERROR'],
  [{ errors: 0, warnings: 5 }, 'WARNING'],
  [{ errors: 0, warnings: 0 }, 'ALL'],
])('with %o the page begins with %s', (counts, level) => expect(gravest(counts)).toBe(level));

test('a NIP is spaced as it is read aloud; anything else stays', () => {
  expect(spacedNip('198503122010011005')).toBe('19850312 201001 1 005');
  expect(spacedNip('sistem')).toBe('sistem');
});

describe('the archive', () => {
  test('has the checksum of the standard', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  test('names each file twice and counts them at its end', () => {
    const bytes = zipped({ 'a.xml': '<a/>', 'b/c.xml': '' });
    const end = new DataView(bytes.buffer, bytes.length - 22);
    expect(end.getUint32(0, true)).toBe(0x06054b50);
    expect(end.getUint16(10, true)).toBe(2);
    const directory = new DataView(bytes.buffer, end.getUint32(16, true));
    expect(directory.getUint32(0, true)).toBe(0x02014b50);
    expect(new TextDecoder().decode(bytes).match(/b\/c\.xml/g)).toHaveLength(2);
  });
});
