import type { ResultLine } from './types';

type Placed = Pick<ResultLine, 'reviewId' | 'number' | 'predikat' | 'readAt' | 'period'>;

export interface YearLine<Result> {
  year: number;
  /** Quarters I to IV, then the year; null where no result was given. */
  slots: { kind: 'TRIWULAN' | 'TAHUNAN'; number: number; result: Result | null }[];
  /** Monthly results, oldest first: only agencies that rate by the month have them. */
  months: Result[];
}

/** Results as lines of a year each, newest year first. */
export function yearLines<Result extends Placed>(results: readonly Result[]): YearLine<Result>[] {
  const years = [...new Set(results.map(({ period }) => period.year))].sort((a, b) => b - a);
  return years.map((year) => {
    const own = results.filter(({ period }) => period.year === year);
    const at = (kind: string, number: number): Result | null =>
      own.find(({ period }) => period.kind === kind && period.number === number) ?? null;
    const quarters = [1, 2, 3, 4].map((number) => ({
      kind: 'TRIWULAN' as const,
      number,
      result: at('TRIWULAN', number),
    }));
    return {
      year,
      slots: [...quarters, { kind: 'TAHUNAN', number: 1, result: at('TAHUNAN', 1) }],
      months: own
        .filter(({ period }) => period.kind === 'BULANAN')
        .sort((a, b) => a.period.number - b.period.number),
    };
  });
}

/** Results of each year in the order they came, newest year first. */
export function byYear<Result extends Placed>(
  results: readonly Result[],
): { year: number; results: Result[] }[] {
  const years = [...new Set(results.map(({ period }) => period.year))].sort((a, b) => b - a);
  return years.map((year) => ({
    year,
    results: results.filter(({ period }) => period.year === year),
  }));
}
