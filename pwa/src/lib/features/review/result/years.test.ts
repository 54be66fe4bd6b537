import { expect, test } from 'vitest';
import { samplePeriod, sampleResult } from './sample';
import type { ResultSheet } from './types';
import { byYear, yearLines } from './years';

const of = (
  reviewId: string,
  kind: 'TRIWULAN' | 'TAHUNAN' | 'BULANAN',
  year: number,
  n: number,
): ResultSheet => sampleResult({ reviewId, period: samplePeriod(kind, year, n, `${year}-12-31`) });
const results = [
  of('5', 'TRIWULAN', 2026, 2),
  of('4', 'BULANAN', 2026, 5),
  of('3', 'BULANAN', 2026, 4),
  of('2', 'TAHUNAN', 2025, 1),
  of('1', 'TRIWULAN', 2025, 4),
];

test('a year has four quarters and itself, with gaps where nothing was given', () => {
  const lines = yearLines(results);
  expect(lines.map(({ year }) => year)).toEqual([2026, 2025]);
  expect(lines.map(({ slots }) => slots.map(({ result }) => result?.reviewId ?? null))).toEqual([
    [null, '5', null, null, null],
    [null, null, null, '1', '2'],
  ]);
});

test('months stand beside the quarters, oldest first', () => {
  expect(yearLines(results)[0]?.months.map(({ reviewId }) => reviewId)).toEqual(['3', '4']);
});

test('a list by year keeps the order in which it came', () => {
  expect(byYear(results).map(({ year, results: own }) => [year, own.length])).toEqual([
    [2026, 3],
    [2025, 2],
  ]);
});
