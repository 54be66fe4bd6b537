import { expect, test } from 'vitest';
import { arrivals, withPage, withResult } from './merge';
import { samplePeriod, sampleResult } from './sample';
import type { ResultSheet } from './types';

const quarter = (reviewId: string, number: number, ends: string, version = 1): ResultSheet =>
  sampleResult({
    reviewId,
    number: version,
    period: samplePeriod('TRIWULAN', Number(ends.slice(0, 4)), number, ends),
  });
const one = quarter('1', 1, '2026-03-31');
const two = quarter('2', 2, '2026-06-30');
const three = quarter('3', 3, '2026-09-30');
const ids = (list: { reviewId: string; number: number }[]): string[] =>
  list.map(({ reviewId, number }) => `${reviewId}:${number}`);

test('a new result takes its place by its period', () => {
  expect(ids(withResult([two, one], three, 8))).toEqual(['3:1', '2:1', '1:1']);
  expect(ids(withResult([three, one], two, 8))).toEqual(['3:1', '2:1', '1:1']);
});

test('the same event twice shows one result', () => {
  const once = withResult([one], two, 8);
  expect(ids(withResult(once, two, 8))).toEqual(['2:1', '1:1']);
});

test('a correction replaces, and an older version that comes late does not', () => {
  const corrected = quarter('2', 2, '2026-06-30', 2);
  const list = withResult([two, one], corrected, 8);
  expect(ids(list)).toEqual(['2:2', '1:1']);
  expect(ids(withResult(list, two, 8))).toEqual(['2:2', '1:1']);
});

test('the list keeps its length', () => {
  expect(ids(withResult([two, one], three, 2))).toEqual(['3:1', '2:1']);
});

test('the next page adds only what is not there', () => {
  expect(ids(withPage([three, two], [two, one]))).toEqual(['3:1', '2:1', '1:1']);
});

test('what arrived is what was not there before and was not opened yet', () => {
  const read = { ...three, readAt: '2026-10-05T00:00:00Z' };
  expect(ids(arrivals([two, one], [three, two, one]))).toEqual(['3:1']);
  expect(arrivals([two, one], [read, two, one])).toEqual([]);
  expect(ids(arrivals([two], [quarter('2', 2, '2026-06-30', 2)]))).toEqual(['2:2']);
});
