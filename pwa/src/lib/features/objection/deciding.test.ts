import { describe, expect, test } from 'vitest';
import {
  changesSomething,
  departs,
  emptyDeciding,
  lacking,
  predikatAfter,
  type Advice,
  type Deciding,
} from './deciding';
import type { Sheet } from './types';

const RATINGS = ['DI_ATAS', 'SESUAI', 'DI_BAWAH'] as const;
const sheet = {
  hasil: 'SESUAI',
  perilaku: 'SESUAI',
  predikat: 'BAIK',
  rule: {
    matrix: RATINGS.flatMap((hasil) =>
      RATINGS.map((perilaku) => ({
        hasil,
        perilaku,
        predikat: hasil === 'DI_ATAS' && perilaku === 'DI_ATAS' ? 'SANGAT_BAIK' : 'BAIK',
      })),
    ),
  },
} as Sheet;
const advice: Advice = { hasil: 'SESUAI', perilaku: 'SESUAI' };
const REASON = 'Capaian Agustus terbukti dari laporan.';
const deciding = (part: Partial<Deciding>): Deciding => ({ ...emptyDeciding(), ...part });

test('the predikat follows the suggestion until the decider says otherwise', () => {
  expect(predikatAfter(sheet, deciding({}), advice)).toBe('BAIK');
  const both: Advice = { hasil: 'DI_ATAS', perilaku: 'DI_ATAS' };
  expect(predikatAfter(sheet, deciding({}), both)).toBe('SANGAT_BAIK');
  expect(predikatAfter(sheet, deciding({ hasil: 'SESUAI' }), both)).toBe('BAIK');
  expect(predikatAfter(sheet, deciding({}), { hasil: null, perilaku: 'SESUAI' })).toBeNull();
});

test('a reason is owed only where the decider departs from a known suggestion', () => {
  expect(departs(deciding({ hasil: 'DI_ATAS' }), advice, 'hasil')).toBe(true);
  expect(departs(deciding({}), advice, 'hasil')).toBe(false);
  expect(departs(deciding({ hasil: 'DI_ATAS' }), { ...advice, hasil: null }, 'hasil')).toBe(false);
});

test('another suggestion changes the result, the same ratings do not', () => {
  expect(changesSomething(sheet, deciding({}), advice)).toBe(false);
  expect(changesSomething(sheet, deciding({ ratings: { a: 'DI_ATAS' } }), advice)).toBe(true);
  expect(changesSomething(sheet, deciding({}), { ...advice, hasil: 'DI_ATAS' })).toBe(true);
});

describe('what is missing', () => {
  test.each<[string, Partial<Deciding>, string[]]>([
    ['the choice', {}, ['decision']],
    ['a reason', { decision: 'UPHELD', reason: 'pendek' }, ['reason']],
    ['nothing, upheld', { decision: 'UPHELD', reason: REASON }, []],
    ['a change', { decision: 'CHANGED', reason: REASON }, ['change']],
    ['why not as suggested', { decision: 'CHANGED', reason: REASON, hasil: 'DI_ATAS' }, ['hasil']],
    [
      'nothing, changed',
      {
        decision: 'CHANGED',
        reason: REASON,
        hasil: 'DI_ATAS',
        reasonHasil: 'Jauh di atas target.',
      },
      [],
    ],
  ])('%s', (_what, part, lacks) => {
    expect(lacking(sheet, deciding(part), advice)).toEqual(lacks);
  });
});
