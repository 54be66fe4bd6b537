import { expect, test } from 'vitest';
import type { AbsenceKind } from '#lib/graphql';
import { specialParts } from './parts';

interface Part {
  period: { id: string; starts: string; ends: string };
  starts: string;
  ends: string;
  excused: AbsenceKind | null;
  away: object[];
}

const quarter = { id: '3', starts: '2026-07-01', ends: '2026-09-30' };
const whole: Part = { period: quarter, ...quarter, excused: null, away: [] };
const first: Part = { ...whole, ends: '2026-08-15' };
const second: Part = { ...whole, starts: '2026-08-16' };
const excused: Part = { ...whole, excused: 'CLTN' };
const onLeave: Part = { ...whole, away: [{}] };

test.each<[string, Part[], Part[]]>([
  ['a period that is one whole part is not shown', [whole], []],
  ['two parts are', [first, second], [first, second]],
  ['a part that is not evaluated is', [excused], [excused]],
  ['days away are', [onLeave], [onLeave]],
  ['appointed within the period', [second], [second]],
  [
    'only the period it is about',
    [{ ...whole, period: { ...quarter, id: '2' } }, excused],
    [excused],
  ],
])('%s', (_, parts, expected) => {
  expect(specialParts(parts)).toEqual(expected);
});
