import type { PeriodKind, PeriodPhase } from '#lib/graphql';
import { addDays } from '#lib/ui';

/** What makes a period the same as another one. */
export interface PeriodKey {
  kind: PeriodKind;
  year: number;
  /** Month 1-12, quarter 1-4, 1 for the year. */
  number: number;
}

const LAST_NUMBER: Record<PeriodKind, number> = { BULANAN: 12, TRIWULAN: 4, TAHUNAN: 1 };

export const lastNumber = (kind: PeriodKind): number => LAST_NUMBER[kind];

/** First and last day of a period. */
export function periodDays({ kind, year, number }: PeriodKey): { starts: string; ends: string } {
  const months = 12 / LAST_NUMBER[kind];
  const day = (month: number, date: number): string =>
    new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
  return { starts: day((number - 1) * months, 1), ends: day(number * months, 0) };
}

/**
 * The window offered for a new period: the last week of the period and twenty days after it; a year
 * gets two weeks and a month more. HR decides; this only saves typing.
 */
export function offerWindow(key: PeriodKey): { opens: string; closes: string } {
  const { ends } = periodDays(key);
  const [before, after] = key.kind === 'TAHUNAN' ? [13, 31] : [6, 20];
  return { opens: addDays(ends, -before), closes: addDays(ends, after) };
}

/** Where a day stands against a window; both ends are included. */
export function phaseOn(day: string, window: { opens: string; closes: string }): PeriodPhase {
  if (day < window.opens) return 'UPCOMING';
  return day <= window.closes ? 'OPEN' : 'CLOSED';
}

/** The quarter to offer for a new period: the first since the newest known one that is not there. */
export function nextQuarter(known: PeriodKey[], day: string): PeriodKey {
  const quarters = known
    .filter((period) => period.kind === 'TRIWULAN')
    .map((period) => period.year * 4 + period.number - 1);
  const running = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  const next = quarters.length > 0 ? Math.max(...quarters) + 1 : running;
  return { kind: 'TRIWULAN', year: Math.floor(next / 4), number: (next % 4) + 1 };
}
