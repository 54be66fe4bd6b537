import { describe, expect, test } from 'vitest';
import { changeWords, copiedWords, raterWords, sourceOf, weighedLine } from './lines';

const change = {
  kind: 'CHANGED' as const,
  reviewId: '7',
  number: 2,
  periodKind: 'TRIWULAN' as const,
  year: 2026,
  periodNumber: 2,
  at: '2027-01-06T03:00:00Z',
  was: 'BAIK' as const,
  predikat: 'SANGAT_BAIK' as const,
};

describe('what happened to a result of the year', () => {
  test.each([
    [{}, 'Hasil Triwulan II 2026 berubah setelah penilaian tahunan ini: Baik menjadi Sangat Baik.'],
    [
      { predikat: 'BAIK' as const },
      'Hasil Triwulan II 2026 diperbaiki setelah penilaian tahunan ini; predikatnya tetap Baik.',
    ],
    [{ predikat: null }, 'Hasil Triwulan II 2026 berubah setelah penilaian tahunan ini.'],
    [
      { kind: 'LATER' as const, was: null },
      'Hasil Triwulan II 2026 (Sangat Baik) disampaikan setelah penilaian tahunan ini, jadi belum dipertimbangkan.',
    ],
  ])('%o', (over, words) => {
    expect(changeWords({ ...change, ...over })).toBe(words);
  });
});

describe('a copied item', () => {
  const copied = {
    kind: 'TAKEN' as const,
    reviewId: '7',
    number: 1,
    periodKind: 'TRIWULAN' as const,
    year: 2026,
    periodNumber: 2,
    reason: 'Memang sama.',
  };
  test('names the result it came from and leads to its version', () => {
    expect(copiedWords(copied)).toBe('Disalin dari Triwulan II 2026');
    expect(copiedWords({ ...copied, kind: 'SAME_AS_BEFORE' })).toBe('Sama dengan Triwulan II 2026');
    expect(sourceOf(copied)?.href).toBe('/hasil/7?v=1');
  });
  test('of the team names nobody', () => {
    const others = {
      ...copied,
      kind: 'SAME_FOR_OTHERS' as const,
      ...{ reviewId: null, number: null, periodKind: null, year: null, periodNumber: null },
    };
    expect(sourceOf(others)).toBeNull();
    expect(copiedWords(others)).toBe('Catatan yang sama diberikan kepada pegawai lain dalam tim');
  });
});

test('who rated as what', () => {
  const line = weighedLine({
    ...{ reviewId: '7', number: 1, periodKind: 'TAHUNAN', year: 2026, periodNumber: 1 },
    ...{ starts: '2026-01-01', ends: '2026-06-30', months: 6, rater: 'dr. Rahmat, M.Kes.' },
    ...{ capacity: 'PLT', position: 'Perawat', unit: 'Bidang', hasil: 'SESUAI' },
    ...{ perilaku: 'SESUAI', predikat: 'BAIK' },
  });
  expect(line.period).toEqual({ kind: 'TAHUNAN', year: 2026, number: 1 });
  expect(raterWords(line)).toContain('(Plt');
});
