import { describe, expect, test } from 'vitest';
import { initials } from './initials';
import { formatDate, formatDateTime, formatRelative, formatSeenAt } from './time';

const NOON = Date.parse('2026-11-23T12:00:00+07:00');

test('dates and times are written the Indonesian way, in WIB', () => {
  expect(formatDateTime('2026-11-22T17:05:00Z')).toBe('23/11/2026 00.05 WIB');
  expect(formatDate('2026-11-23')).toBe('23/11/2026');
});

describe('formatRelative', () => {
  test.each([
    ['2026-11-23T11:59:30+07:00', 'baru saja'],
    ['2026-11-23T11:55:00+07:00', '5 menit lalu'],
    ['2026-11-23T08:05:00+07:00', 'hari ini 08.05'],
    ['2026-11-22T23:59:00+07:00', 'kemarin 23.59'],
    ['2026-11-21T08:05:00+07:00', '21/11/2026'],
  ])('%s', (moment, words) => expect(formatRelative(moment, NOON)).toBe(words));
});

test('the age of kept data names the day only when it is not today', () => {
  expect(formatSeenAt('2026-11-23T10:42:00+07:00', NOON)).toBe('10.42');
  expect(formatSeenAt('2026-11-20T10:42:00+07:00', NOON)).toBe('20/11 10.42');
});

describe('initials', () => {
  test.each([
    ['dr. Siti Rahma, M.Kes.', 'SR'],
    ['H. Budi Santoso Wijaya, S.E.', 'BW'],
    ['Sukarno', 'S'],
    ['', '?'],
  ])('%s', (name, letters) => expect(initials(name)).toBe(letters));
});
