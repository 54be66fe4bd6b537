import type { TeamListQuery } from './team.documents';

export type Team = TeamListQuery['team'];
export type Member = Team['members'][number];

/** none: nothing rated yet; draft; correcting: a result stands and is being corrected; held: waits for activation. */
export type MemberStatus = 'none' | 'draft' | 'correcting' | 'held' | 'sent' | 'read';
export type Filter = 'all' | 'none' | 'draft' | 'sent' | 'read';

export const FILTERS: Filter[] = ['all', 'none', 'draft', 'sent', 'read'];

/** How far the review of a member is. A draft that was opened but holds no rating is not begun. */
export function statusOf(member: Member): MemberStatus {
  if (member.correcting) return 'correcting';
  if (member.state === null || (member.state === 'DRAFT' && member.rated === 0)) return 'none';
  if (member.state === 'DRAFT') return 'draft';
  if (member.readAt !== null) return 'read';
  return member.state === 'SUBMITTED' ? 'held' : 'sent';
}

const GROUP: Record<MemberStatus, Exclude<Filter, 'all'>> = {
  none: 'none',
  draft: 'draft',
  correcting: 'draft',
  held: 'sent',
  sent: 'sent',
  read: 'read',
};

/** No result stands yet. */
export const isDue = (member: Member): boolean =>
  member.excused === null && (member.state === null || member.state === 'DRAFT');

export function countBy(members: Member[]): Record<Filter, number> {
  const counts: Record<Filter, number> = {
    all: members.length,
    none: 0,
    draft: 0,
    sent: 0,
    read: 0,
  };
  for (const member of members) counts[GROUP[statusOf(member)]] += 1;
  return counts;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Members of a filter whose name or job holds every typed word; those still due come first. */
export function pickMembers(members: Member[], filter: Filter, search: string): Member[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = members.filter((member) => {
    const text = plain(`${member.person.name} ${member.person.position}`);
    const fits = filter === 'all' || GROUP[statusOf(member)] === filter;
    return fits && words.every((word) => text.includes(word));
  });
  return [...found.filter(isDue), ...found.filter((member) => !isDue(member))];
}

/** Whom to rate next: the first one still due after `afterId`, and round to the beginning. */
export function nextDue(members: Member[], afterId: string): Member | null {
  const at = members.findIndex((member) => member.person.id === afterId);
  const round = [...members.slice(at + 1), ...members.slice(0, Math.max(at, 0))];
  return round.find(isDue) ?? null;
}
