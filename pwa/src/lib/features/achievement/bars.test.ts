import { expect, test } from 'vitest';
import { barsOf } from './bars';
import type { PatternRule, Spread } from './types';

const spread: Spread = {
  unit: { id: '1', name: 'Puskesmas (contoh)' },
  people: 12,
  rated: 10,
  hidden: '',
  achievement: 'BAIK',
  counts: [
    { predikat: 'BAIK', people: 8 },
    { predikat: 'SANGAT_BAIK', people: 2 },
  ],
  warnings: [],
};
const rule = {
  patterns: [
    {
      achievement: 'BAIK',
      dominant: 'BAIK',
      text: 'Sebagian besar Baik.',
      limits: [
        { kind: 'MAX', any: ['BAIK'], value: 70 },
        { kind: 'LEAST', any: ['BUTUH_PERBAIKAN', 'KURANG'], value: 1 },
      ],
    },
  ],
} as unknown as PatternRule;

test('bars go best first, with shares of the rated and the mark of the pattern', () => {
  const bars = barsOf(spread, rule);
  expect(bars.map(({ people }) => people)).toEqual([2, 8, 0, 0, 0]);
  expect(bars.map(({ share }) => share)).toEqual([20, 80, 0, 0, 0]);
  expect(bars[1]).toMatchObject({ mark: { kind: 'MAX', value: 70 }, dominant: true });
  expect(bars.filter(({ mark }) => mark)).toHaveLength(1);
});

test('without an achievement or a rule there is no mark', () => {
  expect(barsOf({ ...spread, achievement: null }, rule).every(({ mark }) => !mark)).toBe(true);
  expect(barsOf(spread, null).some(({ dominant }) => dominant)).toBe(false);
});

test('a group without results divides by nothing', () => {
  expect(barsOf({ ...spread, rated: 0, counts: [] }, rule)[0]?.share).toBe(0);
});
