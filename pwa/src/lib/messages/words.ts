import * as m from './generated/index';

/** The official words (Permenpan RB 6/2022) for the values of the schema. */
export type Rating = 'DI_ATAS' | 'SESUAI' | 'DI_BAWAH';
export type Predikat = 'SANGAT_BAIK' | 'BAIK' | 'BUTUH_PERBAIKAN' | 'KURANG' | 'SANGAT_KURANG';
export type Achievement = 'ISTIMEWA' | 'BAIK' | 'BUTUH_PERBAIKAN' | 'KURANG' | 'SANGAT_KURANG';
export type PeriodKind = 'BULANAN' | 'TRIWULAN' | 'TAHUNAN';
export type Capacity = 'DEFINITIF' | 'PLT' | 'PLH';

const RATING = { DI_ATAS: m.word_di_atas, SESUAI: m.word_sesuai, DI_BAWAH: m.word_di_bawah };

const RATING_SHORT = {
  DI_ATAS: m.word_di_atas_short,
  SESUAI: m.word_sesuai_short,
  DI_BAWAH: m.word_di_bawah_short,
};

const PREDIKAT = {
  SANGAT_BAIK: m.word_sangat_baik,
  BAIK: m.word_baik,
  BUTUH_PERBAIKAN: m.word_butuh_perbaikan,
  KURANG: m.word_kurang,
  SANGAT_KURANG: m.word_sangat_kurang,
};

const PREDIKAT_SHORT = {
  SANGAT_BAIK: m.word_sangat_baik_short,
  BAIK: m.word_baik_short,
  BUTUH_PERBAIKAN: m.word_butuh_perbaikan_short,
  KURANG: m.word_kurang_short,
  SANGAT_KURANG: m.word_sangat_kurang_short,
};

const ACHIEVEMENT = {
  ISTIMEWA: m.word_achievement_istimewa,
  BAIK: m.word_achievement_baik,
  BUTUH_PERBAIKAN: m.word_achievement_butuh_perbaikan,
  KURANG: m.word_achievement_kurang,
  SANGAT_KURANG: m.word_achievement_sangat_kurang,
};

const CAPACITY = { DEFINITIF: m.word_definitif, PLT: m.word_plt, PLH: m.word_plh };
const QUARTERS = ['I', 'II', 'III', 'IV'];

export const ratingWord = (rating: Rating): string => RATING[rating]();
/** For narrow places, where "ekspektasi" stands nearby. */
export const ratingShort = (rating: Rating): string => RATING_SHORT[rating]();
export const predikatWord = (predikat: Predikat): string => PREDIKAT[predikat]();
/** For the cells of the matrix, where the word stands alone in a narrow place. */
export const predikatShort = (predikat: Predikat): string => PREDIKAT_SHORT[predikat]();
/** What a unit achieved (SE MenPANRB 3/2023). */
export const achievementWord = (value: Achievement): string => ACHIEVEMENT[value]();
export const capacityWord = (capacity: Capacity): string => CAPACITY[capacity]();

/** "Triwulan III 2026", "September 2026", "Tahun 2026". */
export function periodWord(period: { kind: PeriodKind; year: number; number: number }): string {
  const { kind, year, number } = period;
  if (kind === 'TAHUNAN') return m.word_tahunan({ year });
  if (kind === 'TRIWULAN') return m.word_triwulan({ number: QUARTERS[number - 1] ?? number, year });
  return m.word_bulanan({ month: month(number), year });
}

const MONTHS = [
  m.word_month_1,
  m.word_month_2,
  m.word_month_3,
  m.word_month_4,
  m.word_month_5,
  m.word_month_6,
  m.word_month_7,
  m.word_month_8,
  m.word_month_9,
  m.word_month_10,
  m.word_month_11,
  m.word_month_12,
];

function month(number: number): string {
  return MONTHS[number - 1]?.() ?? String(number);
}
