import { capacityWord, m, periodWord, predikatWord } from '#lib/messages';
import type { Capacity, PeriodKind, Predikat, Rating } from '#lib/messages';
import { plainName } from '#lib/ui';
import type {
  CopiedFromFragment,
  WeighedLineFragment,
  YearChangeLineFragment,
  YearResultFragment,
} from '../result/result.documents';

export type YearChange = YearChangeLineFragment;
export type Copied = CopiedFromFragment;

/** One result of a year as it stands beside others: never summed up. */
export interface YearLine {
  reviewId: string;
  number: number;
  period: { kind: PeriodKind; year: number; number: number };
  starts: string;
  ends: string;
  months: number;
  rater: string;
  capacity: Capacity;
  position: string;
  unit: string;
  hasil: Rating;
  perilaku: Rating;
  predikat: Predikat;
}

/** A result as it was weighed. */
export function weighedLine(kept: WeighedLineFragment): YearLine {
  const { periodKind: kind, year, periodNumber: number, ...rest } = kept;
  return { ...rest, period: { kind, year, number } };
}

/** A result as it stands today. */
export function resultLine(result: YearResultFragment): YearLine {
  const { reviewId, number, period, months, capacity, hasil, perilaku, predikat } = result;
  return {
    ...{ reviewId, number, period, months, capacity, hasil, perilaku, predikat },
    starts: result.coversFrom,
    ends: result.coversTo,
    rater: result.rater.name,
    position: result.employee.position,
    unit: result.employee.unit,
  };
}

/** "Dinilai Hendra Gunawan (Plt)". */
export function raterWords({ rater, capacity }: YearLine): string {
  const name = plainName(rater);
  return capacity === 'DEFINITIF'
    ? m.annual_by({ name })
    : m.annual_by_acting({ name, capacity: capacityWord(capacity) });
}

/** What happened to a result of the year after the annual one, in a sentence. */
export function changeWords(change: YearChange): string {
  const period = periodWord(periodOf(change));
  const now = change.predikat && predikatWord(change.predikat);
  if (change.kind === 'LATER')
    return now ? m.annual_later({ period, now }) : m.annual_later_hidden({ period });
  if (!now || !change.was) return m.annual_changed_hidden({ period });
  if (change.was === change.predikat) return m.annual_changed_same({ period, now });
  return m.annual_changed({ period, was: predikatWord(change.was), now });
}

type Period = YearLine['period'];

/** The period that a kept line names. */
export function periodOf(of: {
  periodKind: PeriodKind;
  year: number;
  periodNumber: number;
}): Period {
  return { kind: of.periodKind, year: of.year, number: of.periodNumber };
}

/** From where an item was copied, in words; null for words that others got. */
export function sourceOf(copied: Copied): { words: string; href: string } | null {
  const { reviewId, number, periodKind, year, periodNumber } = copied;
  if (!reviewId || !periodKind || year === null || periodNumber === null) return null;
  const words = periodWord(periodOf({ periodKind, year, periodNumber }));
  return { words, href: `/hasil/${reviewId}?v=${number}` };
}

/** "Disalin dari Triwulan II 2026". */
export function copiedWords(copied: Copied): string {
  const source = sourceOf(copied);
  if (!source) return m.copy_others();
  return copied.kind === 'TAKEN'
    ? m.copy_taken({ period: source.words })
    : m.copy_same({ period: source.words });
}
