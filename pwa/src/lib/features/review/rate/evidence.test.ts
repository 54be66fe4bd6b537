import type { Evidence } from './form';
import { expect, test } from 'vitest';
import { completeAddress, faultOf, hostOf } from './evidence';

const links = (count: number): Evidence[] =>
  Array.from({ length: count }, (_, at) => ({ url: `https://contoh.id/${at}`, label: '' }));

test.each([
  ['drive.google.com/berkas', 'https://drive.google.com/berkas'],
  ['  https://contoh.id ', 'https://contoh.id'],
  ['http://contoh.id', 'http://contoh.id'],
  ['', ''],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('%j is meant as %j', (typed, address) => {
  expect(completeAddress(typed)).toBe(address);
});

test.each([
  ['https://contoh.id/laporan', '', 0, null],
  ['', '', 0, 'empty'],
  ['javascript:alert(1)', '', 0, 'address'],
  ['https://dua kata.id', '', 0, 'address'],
  ['https://katasaja', '', 0, 'address'],
  ['ftp://contoh.id', '', 0, 'address'],
  [`https://contoh.id/${'a'.repeat(500)}`, '', 0, 'long'],
  ['https://contoh.id/0', '', 1, 'double'],
  ['https://contoh.id/x', '', 5, 'many'],
  ['https://contoh.id/x', 'a'.repeat(121), 0, 'label'],
])('%j with label %j beside %i links: %j', (url, label, count, fault) => {
  expect(faultOf(url, label, links(count))).toBe(fault);
});

test('shows where a link leads', () => {
  expect(hostOf('https://www.contoh.id/a/b')).toBe('contoh.id');
});
