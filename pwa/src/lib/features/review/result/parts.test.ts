import { describe, expect, test } from 'vitest';
import { belowExpectation, countRatings, evidenceHost, mainFeedback } from './parts';
import { sampleItem, sampleResult } from './sample';
import { stateOf } from './state';

test('ratings are counted best first, without those never given', () => {
  const items = (['DI_BAWAH', 'SESUAI', 'SESUAI'] as const).map((rating) => sampleItem({ rating }));
  expect(countRatings(items)).toEqual([
    { rating: 'SESUAI', count: 2 },
    { rating: 'DI_BAWAH', count: 1 },
  ]);
});

describe('the feedback shown first', () => {
  const noted = sampleItem({ title: 'Rekam medis', note: 'Rapi.' });
  const below = sampleItem({ title: 'Laporan', note: 'Terlambat.', rating: 'DI_BAWAH' });
  test.each([
    ['the words on the whole', { summary: ' Terima kasih. ', items: [below] }, 'Terima kasih.', ''],
    ['the note on what is below', { summary: '', items: [noted, below] }, 'Terlambat.', 'Laporan'],
    ['any note', { summary: '', items: [sampleItem({}), noted] }, 'Rapi.', 'Rekam medis'],
  ])('%s', (_name, given, text, about) => {
    expect(mainFeedback(given)).toEqual({ text, about });
  });
  test('none when the rater wrote nothing', () => {
    expect(mainFeedback({ summary: ' ', items: [sampleItem({})] })).toBeNull();
  });
  test('below expectation is found in the order of the sheet', () => {
    expect(belowExpectation([noted, below])).toEqual([below]);
  });
});

test.each([
  ['https://bukti.contoh.example/a?b=1', 'bukti.contoh.example'],
  ['http://contoh.example:8080/', 'contoh.example:8080'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['laporan.pdf', null],
])('evidence %s leads to %s', (address, host) => {
  expect(evidenceHost(address)).toBe(host);
});

test.each([
  [{ deliveredAt: null, readAt: null }, 'submitted', '2026-10-04T03:00:00Z'],
  [{ deliveredAt: '2026-10-05T00:00:00Z', readAt: null }, 'delivered', '2026-10-05T00:00:00Z'],
  [{ readAt: '2026-10-06T00:00:00Z' }, 'read', '2026-10-06T00:00:00Z'],
])('the state of %o is %s', (over, step, at) => {
  expect(stateOf(sampleResult(over))).toMatchObject({ step, at });
});
