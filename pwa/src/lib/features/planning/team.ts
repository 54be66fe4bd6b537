import type { TeamPlansQuery } from './team.documents';

export type Member = TeamPlansQuery['teamPlans']['members'][number];

/** yours: submitted, the leader's turn; writing: with the employee; none: not begun; agreed; excluded: not planned for. */
export type Group = 'yours' | 'writing' | 'none' | 'agreed' | 'excluded';
export type Filter = 'all' | Exclude<Group, 'excluded'>;

export const FILTERS: Filter[] = ['all', 'yours', 'none', 'writing', 'agreed'];

export function groupOf({ plan, excluded }: Member): Group {
  if (!plan) return excluded ? 'excluded' : 'none';
  if (plan.state === 'SUBMITTED') return 'yours';
  return plan.state === 'AGREED' || plan.state === 'CLOSED' ? 'agreed' : 'writing';
}

const ORDER: Group[] = ['yours', 'none', 'writing', 'agreed', 'excluded'];

/** How many of each; `all` without those who are not planned for. */
export function countTeam(members: Member[]): Record<Filter, number> {
  const counts: Record<Filter, number> = { all: 0, yours: 0, writing: 0, none: 0, agreed: 0 };
  for (const member of members) {
    const group = groupOf(member);
    if (group === 'excluded') continue;
    counts.all += 1;
    counts[group] += 1;
  }
  return counts;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Members of a filter whose name or job holds every typed word: those who wait for the leader first. */
export function pickMembers(members: Member[], filter: Filter, search: string): Member[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = members.filter((member) => {
    const text = plain(`${member.person.name} ${member.person.position}`);
    const fits = filter === 'all' || groupOf(member) === filter;
    return fits && words.every((word) => text.includes(word));
  });
  return found
    .map((member, at) => ({ member, at, rank: ORDER.indexOf(groupOf(member)) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ member }) => member);
}
