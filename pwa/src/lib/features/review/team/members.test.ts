import { describe, expect, test } from 'vitest';
import { countBy, nextDue, pickMembers, statusOf, type Member } from './members';

const member = (change: Partial<Member> & { name?: string; id?: string } = {}): Member => {
  const { name = 'Sari Contoh', id = '1', ...rest } = change;
  return {
    person: { id, name, position: 'Perawat Ahli Pertama', unit: 'Puskesmas (contoh)' },
    capacity: 'DEFINITIF',
    reviewId: null,
    state: null,
    rated: 0,
    total: 0,
    draftVersion: null,
    savedAt: null,
    submittedAt: null,
    readAt: null,
    correcting: false,
    coversFrom: '2026-07-01',
    coversTo: '2026-09-30',
    months: 3,
    excused: null,
    inputs: 0,
    away: [],
    ...rest,
  };
};

test.each([
  ['not opened', {}, 'none'],
  ['opened, nothing rated', { state: 'DRAFT' as const, total: 10 }, 'none'],
  ['begun', { state: 'DRAFT' as const, rated: 4, total: 10 }, 'draft'],
  ['given to somebody without account', { state: 'SUBMITTED' as const }, 'held'],
  ['delivered', { state: 'DELIVERED' as const }, 'sent'],
  ['read', { state: 'DELIVERED' as const, readAt: '2026-10-06T03:44:00Z' }, 'read'],
  ['being corrected', { state: 'DELIVERED' as const, correcting: true }, 'correcting'],
])('%s', (_, change, expected) => {
  expect(statusOf(member(change))).toBe(expected);
});

const team = [
  member({ id: '1', name: 'Andi Contoh', state: 'DELIVERED' }),
  member({ id: '2', name: 'Budi Contoh', state: 'DRAFT', rated: 1, total: 10 }),
  member({ id: '3', name: 'Citra Contoh' }),
  member({ id: '4', name: 'José Contoh', state: 'DELIVERED', readAt: '2026-10-06T03:44:00Z' }),
];
const names = (members: Member[]): (string | undefined)[] =>
  members.map(({ person }) => person.name.split(' ')[0]);

test('counts add up', () => {
  expect(countBy(team)).toEqual({ all: 4, none: 1, draft: 1, sent: 1, read: 1 });
});

describe('the list', () => {
  test.each([
    ['all' as const, '', ['Budi', 'Citra', 'Andi', 'José']],
    ['draft' as const, '', ['Budi']],
    ['read' as const, '', ['José']],
    ['all' as const, 'jose', ['José']],
    ['all' as const, 'contoh perawat', ['Budi', 'Citra', 'Andi', 'José']],
    ['none' as const, 'budi', []],
  ])('%s, %j', (filter, search, expected) => {
    expect(names(pickMembers(team, filter, search))).toEqual(expected);
  });
});

test.each([
  ['1', '2'],
  ['2', '3'],
  ['3', '2'],
  ['9', '2'],
])('after %s comes %s', (after, expected) => {
  expect(nextDue(team, after)?.person.id).toBe(expected);
});

test('nobody comes when all are given', () => {
  expect(nextDue([member({ state: 'DELIVERED' })], '1')).toBeNull();
});
