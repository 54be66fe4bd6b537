import type { PeriodKind } from '#lib/graphql';
import { nextQuarter, offerWindow, type PeriodKey } from './calendar';

/** What stands in the form of a period, as typed. */
export interface PeriodDraft {
  kind: PeriodKind;
  year: string;
  number: string;
  opens: string;
  closes: string;
  reason: string;
}

type Known = PeriodKey & { id: string; opens: string; closes: string };

/** The form of an existing period, or of the one that comes next. */
export function beginDraft(period: Known | null, known: PeriodKey[], day: string): PeriodDraft {
  const key = period ?? nextQuarter(known, day);
  const { opens, closes } = period ?? offerWindow(key);
  const { kind, year, number } = key;
  return { kind, year: String(year), number: String(number), opens, closes, reason: '' };
}

/** The period that the form names; null while the year is not four digits. */
export function keyOf(draft: PeriodDraft): PeriodKey | null {
  if (!/^\d{4}$/.test(draft.year.trim())) return null;
  return { kind: draft.kind, year: Number(draft.year), number: Number(draft.number) };
}

/** Forms left half written in this visit, by person and period: opened again, they are as they were. */
export const unfinished = new Map<string, PeriodDraft>();
