import { expect, test } from 'vitest';
import { addDays, countDays, parseDate, today, typedDate } from './date';

test.each([
  ['24/09/2026', '2026-09-24'],
  ['4/9/2026', '2026-09-04'],
  ['24-09-2026', '2026-09-24'],
  ['24.9.2026', '2026-09-24'],
  [' 24092026 ', '2026-09-24'],
  ['2026-09-24', '2026-09-24'],
  ['29/02/2028', '2028-02-29'],
  ['29/02/2026', null],
  ['31/04/2026', null],
  ['13/13/2026', null],
  ['24/09/26', null],
  ['2409', null],
  ['besok', null],
  ['', null],
])('%s is read as %s', (typed, iso) => expect(parseDate(typed)).toBe(iso));

test('a day is written back as people type it', () => {
  expect(typedDate('2026-09-24')).toBe('24/09/2026');
  expect(typedDate('')).toBe('');
});

test.each([
  ['2026-09-24', '2026-10-20', 27],
  ['2026-09-24', '2026-09-24', 1],
  ['2026-09-24', '2026-09-23', 0],
])('%s to %s are %i days', (first, last, days) => expect(countDays(first, last)).toBe(days));

test('days are added over the end of a year', () => {
  expect(addDays('2026-12-31', 20)).toBe('2027-01-20');
  expect(addDays('2026-09-30', -6)).toBe('2026-09-24');
});

test('today is the day in WIB, seven hours ahead of Greenwich', () => {
  expect(today(Date.parse('2026-11-22T17:30:00Z'))).toBe('2026-11-23');
});
