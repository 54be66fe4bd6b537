import { expect, test } from 'vitest';
import type { Turned } from './types';
import { itemTurns, overallTurns } from './whatif';

const turned = (said: Partial<Turned>): Turned => ({
  aspect: 'HASIL',
  key: null,
  given: 'SESUAI',
  instead: 'DI_ATAS',
  hasil: 'DI_ATAS',
  perilaku: 'DI_ATAS',
  predikat: 'SANGAT_BAIK',
  steps: 1,
  ...said,
});
const TITLES = new Map([
  ['rhk:1', 'Imunisasi'],
  ['rhk:2', 'Laporan'],
]);

test('items that lead to the same predikat stand together, others apart', () => {
  const found = itemTurns(
    [
      turned({ key: 'rhk:1' }),
      turned({ key: 'rhk:2' }),
      turned({ key: 'rhk:2', instead: 'DI_BAWAH', predikat: 'KURANG' }),
      turned({}),
    ],
    TITLES,
  );
  expect(found).toEqual([
    { instead: 'DI_ATAS', predikat: 'SANGAT_BAIK', titles: ['Imunisasi', 'Laporan'] },
    { instead: 'DI_BAWAH', predikat: 'KURANG', titles: ['Laporan'] },
  ]);
});

test('an item without a known title is still named', () => {
  expect(itemTurns([turned({ key: 'rhk:9' })], TITLES)[0]?.titles).toEqual(['rhk:9']);
});

test('overall ratings are those without an item', () => {
  const overall = turned({ aspect: 'PERILAKU' });
  expect(overallTurns([turned({ key: 'rhk:1' }), overall])).toEqual([overall]);
});
