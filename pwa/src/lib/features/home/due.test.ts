import { describe, expect, test } from 'vitest';
import { comingPeriod, dueOf, nextStep, type HomePeriod, type Team } from './due';
import type { ResultSheet } from '#lib/features/review';
import { greeting } from './greeting';

const period = (
  id: string,
  phase: HomePeriod['phase'],
  opens: string,
  closes: string,
): HomePeriod =>
  ({
    id,
    kind: 'TRIWULAN',
    year: 2026,
    number: 1,
    starts: opens,
    ends: closes,
    opens,
    closes,
    phase,
    daysLeft: 3,
  }) as HomePeriod;
type Member = Team['members'][number];
type Item = ResultSheet['items'][number];

const old = period('1', 'CLOSED', '2026-03-01', '2026-04-20');
const open = period('2', 'OPEN', '2026-06-24', '2026-07-20');
const next = period('3', 'UPCOMING', '2026-09-24', '2026-10-20');
const later = period('4', 'UPCOMING', '2026-12-24', '2027-01-20');
const nothing = (): boolean => false;

describe('the rating that comes', () => {
  test('one that runs comes before those to come', () => {
    expect(comingPeriod([later, next, open, old], nothing)).toBe(open);
  });
  test('one that has given its result is over', () => {
    expect(comingPeriod([later, next, open, old], (id) => id === '2')).toBe(next);
  });
  test('none when nothing is planned', () => {
    expect(comingPeriod([old], nothing)).toBeNull();
  });
});

describe('what a rater owes', () => {
  const member = (state: Member['state']): Member => ({
    state,
    correcting: false,
    excused: null,
  });
  test('everybody without a result counts, a begun draft too', () => {
    const members = [member(null), member('DRAFT'), member('SUBMITTED'), member('DELIVERED')];
    expect(dueOf({ period: open, members })).toEqual({ period: open, left: 2, total: 4 });
  });
  test('nobody to rate, or no period, is nothing to show', () => {
    expect(dueOf({ period: open, members: [] })).toBeNull();
    expect(dueOf({ period: null, members: [member(null)] })).toBeNull();
  });
});

describe('the next step', () => {
  const item = (key: string, rating: Item['rating']): Item => ({
    key,
    rating,
    part: 'SIKAP' as const,
    kind: null,
    title: key,
    expectation: '',
    note: '',
    evidence: [],
    copied: null,
  });
  const below = ['a', 'b', 'c', 'd'].map((key) => item(key, 'DI_BAWAH'));
  test('what was not opened is read first', () => {
    expect(nextStep({ readAt: null, items: below })).toEqual({ kind: 'read' });
  });
  test('at most three things to work on', () => {
    const step = nextStep({ readAt: '2026-10-01T00:00:00Z', items: below });
    expect(step).toMatchObject({
      kind: 'improve',
      items: [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
    });
  });
  test('nothing below expectation: go on', () => {
    const read = { readAt: '2026-10-01T00:00:00Z', items: [item('a', 'SESUAI')] };
    expect(nextStep(read)).toEqual({ kind: 'keep' });
  });
});

test.each([
  ['2026-10-06T03:00:00+07:00', 'Selamat malam'],
  ['2026-10-06T04:00:00+07:00', 'Selamat pagi'],
  ['2026-10-06T11:00:00+07:00', 'Selamat siang'],
  ['2026-10-06T15:00:00+07:00', 'Selamat sore'],
  ['2026-10-06T18:00:00+07:00', 'Selamat malam'],
])('at %s one says %s', (at, words) => {
  expect(greeting(Date.parse(at))).toBe(words);
});
