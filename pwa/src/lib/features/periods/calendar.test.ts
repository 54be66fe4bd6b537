import { describe, expect, test } from 'vitest';
import { nextQuarter, offerWindow, periodDays, phaseOn, type PeriodKey } from './calendar';

const key = (kind: PeriodKey['kind'], year: number, number: number): PeriodKey => ({
  kind,
  year,
  number,
});

test.each([
  [key('BULANAN', 2028, 2), '2028-02-01', '2028-02-29'],
  [key('BULANAN', 2026, 12), '2026-12-01', '2026-12-31'],
  [key('TRIWULAN', 2026, 1), '2026-01-01', '2026-03-31'],
  [key('TRIWULAN', 2026, 3), '2026-07-01', '2026-09-30'],
  [key('TAHUNAN', 2026, 1), '2026-01-01', '2026-12-31'],
])('the days of %o', (period, starts, ends) =>
  expect(periodDays(period)).toEqual({ starts, ends }),
);

test('the offered window of a quarter is the last week and twenty days after', () => {
  expect(offerWindow(key('TRIWULAN', 2026, 3))).toEqual({
    opens: '2026-09-24',
    closes: '2026-10-20',
  });
});

test.each([
  ['2026-09-23', 'UPCOMING'],
  ['2026-09-24', 'OPEN'],
  ['2026-10-20', 'OPEN'],
  ['2026-10-21', 'CLOSED'],
])('on %s the window is %s', (day, phase) =>
  expect(phaseOn(day, { opens: '2026-09-24', closes: '2026-10-20' })).toBe(phase),
);

describe('nextQuarter', () => {
  test('follows the newest known quarter, over the end of a year', () => {
    const known = [key('TRIWULAN', 2026, 4), key('TAHUNAN', 2026, 1), key('TRIWULAN', 2026, 3)];
    expect(nextQuarter(known, '2026-11-23')).toEqual(key('TRIWULAN', 2027, 1));
  });

  test('is the running one when there is none', () => {
    expect(nextQuarter([], '2026-11-23')).toEqual(key('TRIWULAN', 2026, 4));
  });
});
