import {
  achievementWord,
  m,
  predikatWord,
  ratingWord,
  type Achievement,
  type Predikat,
  type Rating,
} from '#lib/messages';

/** One step of the rule as the server sends it: a code and the values of its sentence. */
export interface RuleStep {
  code: string;
  values: { name: string; value: string }[];
}

type Values = Record<string, string>;
type Counts = { atas: string; sesuai: string; bawah: string };
type Departure = { suggested: string; decided: string };
const counts = ({ atas = '0', sesuai = '0', bawah = '0' }: Values): Counts => ({
  atas,
  sesuai,
  bawah,
});
const rating = (values: Values, name: string): string =>
  ratingWord((values[name] ?? 'SESUAI') as Rating);
const departed = (values: Values): Departure => ({
  suggested: rating(values, 'suggested'),
  decided: rating(values, 'decided'),
});

const SENTENCES: Record<string, (values: Values) => string> = {
  HASIL_NO_UTAMA: () => m.review_step_hasil_no_utama(),
  HASIL_TOGETHER: () => m.review_step_hasil_together(),
  HASIL_COUNTED: (values) => m.review_step_hasil_counted(counts(values)),
  HASIL_COUNTED_TAMBAHAN: (values) => m.review_step_hasil_counted_tambahan(counts(values)),
  HASIL_MAJORITY: (values) => m.review_step_hasil_majority({ rating: rating(values, 'rating') }),
  HASIL_TIE: (values) => m.review_step_hasil_tie({ rating: rating(values, 'rating') }),
  HASIL_DEPARTED: (values) => m.review_step_hasil_departed(departed(values)),
  HASIL_UNIT: (values) =>
    m.review_step_hasil_unit({
      achievement: achievementWord((values['achievement'] ?? 'BAIK') as Achievement),
      rating: rating(values, 'rating'),
    }),
  PERILAKU_COUNTED: (values) => m.review_step_perilaku_counted(counts(values)),
  PERILAKU_MAJORITY: (values) =>
    m.review_step_perilaku_majority({ rating: rating(values, 'rating') }),
  PERILAKU_TIE: (values) => m.review_step_perilaku_tie({ rating: rating(values, 'rating') }),
  PERILAKU_DEPARTED: (values) => m.review_step_perilaku_departed(departed(values)),
  MATRIX: (values) =>
    m.review_step_matrix({
      hasil: rating(values, 'hasil'),
      perilaku: rating(values, 'perilaku'),
      predikat: predikatWord((values['predikat'] ?? 'BAIK') as Predikat),
    }),
};

/** A step in words; a code this app does not know yet (an older app, a newer rule) shows as it is. */
export function stepWords(step: RuleStep): string {
  const values = Object.fromEntries(step.values.map(({ name, value }) => [name, value]));
  return SENTENCES[step.code]?.(values) ?? step.code;
}
