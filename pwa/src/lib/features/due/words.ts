import { m, periodWord } from '#lib/messages';
import { formatDate, today } from '#lib/ui';
import type { DutyLineFragment } from './due.documents';

export type Duty = DutyLineFragment;

/** What waits, in one line. */
export function dutyWord(duty: Duty): string {
  const { waiting, total } = duty;
  const year = duty.year ?? '';
  switch (duty.kind) {
    case 'RATE_TEAM':
      return duty.late ? m.duty_missed({ waiting }) : m.duty_rate({ waiting, total });
    case 'SIGN_RESULT':
      return m.duty_sign();
    case 'ANSWER_OBJECTION':
      return m.duty_answer();
    case 'DECIDE_OBJECTION':
      return m.duty_decide();
    case 'WRITE_SKP':
      return m.duty_skp({ year });
    case 'AGREE_SKP':
      return m.duty_agree({ waiting, year });
  }
}

/** Until when, and of which period. */
export function dueWord(duty: Duty, now: number): string {
  const date = formatDate(duty.due);
  const until = duty.late
    ? m.duty_late({ date })
    : duty.due === today(now)
      ? m.duty_today()
      : m.duty_until({ date });
  return duty.period ? `${periodWord(duty.period)} · ${until}` : until;
}

type Place = Pick<Duty, 'kind' | 'reviewId' | 'objectionId'>;

/** One tap leads there. */
export function placeOf({ kind, reviewId, objectionId }: Place): string {
  switch (kind) {
    case 'RATE_TEAM':
      return '/tim';
    case 'SIGN_RESULT':
      return reviewId ? `/hasil/${reviewId}#tanggapan` : '/hasil';
    case 'ANSWER_OBJECTION':
    case 'DECIDE_OBJECTION':
      return objectionId ? `/keberatan/${objectionId}` : '/keberatan';
    case 'WRITE_SKP':
      return '/skp';
    case 'AGREE_SKP':
      return '/skp/tim';
  }
}
