import { expect, test } from 'vitest';
import type { ObjectionLine } from './types';
import { ballOf, ownMove, routeWords, termOf } from './words';

const line = (part: Partial<ObjectionLine>): ObjectionLine =>
  ({
    state: 'FILED',
    running: true,
    rater: { name: 'Hendra Gunawan, S.KM.' },
    decider: { name: 'dr. Dewi Anggraini' },
    filedAt: '2026-10-06T20:00:00+00:00',
    answerDue: '2026-10-14',
    answerWorkDaysLeft: 5,
    answerOverdue: false,
    decisionDue: '2026-10-27',
    decisionWorkDaysLeft: 14,
    actions: [],
    myParts: [],
    ...part,
  }) as unknown as ObjectionLine;

test.each<[string, Partial<ObjectionLine>, string, boolean]>([
  ['filed', {}, 'Giliran Hendra Gunawan menjelaskan', false],
  ['filed, to the rater', { actions: ['ANSWER'] }, 'Giliran Anda menjelaskan', true],
  ['answered', { state: 'ANSWERED' }, 'Giliran dr. Dewi Anggraini memutuskan', false],
  ['rater silent', { answerOverdue: true }, 'Giliran dr. Dewi Anggraini memutuskan', false],
  [
    'to the team',
    { state: 'ANSWERED', decider: null },
    'Giliran Tim Penilai Kinerja memutuskan',
    false,
  ],
  [
    'to the decider',
    { state: 'ANSWERED', actions: ['UPHOLD', 'CHANGE'] },
    'Giliran Anda memutuskan',
    true,
  ],
  ['over', { state: 'UPHELD', running: false }, 'Hasil tetap', false],
])('who has the ball: %s', (_when, part, word, own) => {
  const ball = ballOf(line(part));
  expect([ball.word, ball.own]).toEqual([word, own]);
});

test('amending an explanation is possible, but nobody waits for it', () => {
  expect(ownMove(line({ state: 'ANSWERED', actions: ['ANSWER'] }))).toBeNull();
});

test('the term that runs is the answer first, then the decision, from the day of filing in WIB', () => {
  expect(termOf(line({}))).toMatchObject({ starts: '2026-10-07', due: '2026-10-14', daysLeft: 5 });
  expect(termOf(line({ state: 'ANSWERED' }))).toMatchObject({ due: '2026-10-27', daysLeft: 14 });
  expect(termOf(line({ state: 'WITHDRAWN', running: false }))).toBeNull();
});

test('each reason of the way is said once, in the order of looking', () => {
  expect(routeWords(['POST_VACANT', 'POST_VACANT', 'NEXT_LEVEL_UP'])).toHaveLength(2);
});
