import type { ResultLine } from './types';

type Placed = Pick<ResultLine, 'reviewId' | 'number' | 'period'>;

/** What is the same result in two answers: one version of one review. */
export const resultKey = (result: Pick<ResultLine, 'reviewId' | 'number'>): string =>
  `${result.reviewId}:${result.number}`;

/** The server's order: newest period first, then the newest row. */
function newestFirst(a: Placed, b: Placed): number {
  return b.period.ends.localeCompare(a.period.ends) || Number(b.reviewId) - Number(a.reviewId);
}

/**
 * A list with one result put in its place: never twice, and an older version never over a newer one.
 * Replays and events that overtake an answer are harmless.
 */
export function withResult<Result extends Placed>(
  results: readonly Result[],
  result: Result,
  most: number,
): Result[] {
  const before = results.find(({ reviewId }) => reviewId === result.reviewId);
  if (before && before.number > result.number) return [...results];
  const others = results.filter(({ reviewId }) => reviewId !== result.reviewId);
  return [...others, result].sort(newestFirst).slice(0, most);
}

/** The next page behind what is shown already; a result that moved between pages stays once. */
export function withPage<Result extends Placed>(
  shown: readonly Result[],
  page: readonly Result[],
): Result[] {
  const known = new Set(shown.map(({ reviewId }) => reviewId));
  return [...shown, ...page.filter(({ reviewId }) => !known.has(reviewId))];
}

/** Results of `now` that were not in `before` and that nobody has opened yet: what just arrived. */
export function arrivals<Result extends Pick<ResultLine, 'reviewId' | 'number' | 'readAt'>>(
  before: readonly Pick<ResultLine, 'reviewId' | 'number'>[],
  now: readonly Result[],
): Result[] {
  const known = new Set(before.map(resultKey));
  return now.filter((result) => result.readAt === null && !known.has(resultKey(result)));
}
