import type { DataOf } from '#lib/graphql';
import type { ResultSheet } from '#lib/features/review';
import { belowExpectation } from '#lib/features/review';
import type { HomePeriods, HomeTeam } from './home.documents';

export type HomePeriod = DataOf<typeof HomePeriods>['periods'][number];
export type Team = DataOf<typeof HomeTeam>['team'];

export interface Due {
  period: NonNullable<Team['period']>;
  /** Members who have no result yet. */
  left: number;
  total: number;
}

/** What a rater still owes in the period; null when there is no period or nobody to rate. */
export function dueOf(team: Team): Due | null {
  if (team.period === null || team.members.length === 0) return null;
  const rated = team.members.filter(({ excused }) => excused === null);
  const left = rated.filter(({ state }) => state === null || state === 'DRAFT').length;
  return rated.length === 0 ? null : { period: team.period, left, total: rated.length };
}

/** The rating that comes or runs: open ones before those to come, the nearest end first. */
export function comingPeriod(
  periods: readonly HomePeriod[],
  hasResult: (periodId: string) => boolean,
): HomePeriod | null {
  const waiting = periods.filter(({ id, phase }) => phase === 'OPEN' && !hasResult(id));
  const upcoming = periods.filter(({ phase }) => phase === 'UPCOMING');
  const nearest = (list: HomePeriod[], by: 'opens' | 'closes'): HomePeriod | undefined =>
    [...list].sort((a, b) => a[by].localeCompare(b[by]))[0];
  return nearest(waiting, 'closes') ?? nearest(upcoming, 'opens') ?? null;
}

/** What helps now: reading it, working on what is below expectation, or going on like this. */
export type NextStep =
  | { kind: 'read' }
  | { kind: 'improve'; items: { key: string; title: string }[] }
  | { kind: 'keep' };

const MOST = 3; // more at once is no next step

export function nextStep(result: Pick<ResultSheet, 'readAt' | 'items'>): NextStep {
  if (result.readAt === null) return { kind: 'read' };
  const items = belowExpectation(result.items).slice(0, MOST);
  if (items.length === 0) return { kind: 'keep' };
  return { kind: 'improve', items: items.map(({ key, title }) => ({ key, title })) };
}
