import { m, periodWord } from '#lib/messages';
import { formatDate, plainName } from '#lib/ui';
import type { InboxPageQuery } from './rhythm.documents';
import { placeOf } from './words';

export type Told = InboxPageQuery['inbox']['reminders'][number];

/** What a notification is about. */
export function toldTitle(told: Told): string {
  const year = told.year ?? '';
  const period = told.period ? periodWord(told.period) : '';
  switch (told.duty) {
    case 'RATE_TEAM':
      return m.inbox_rate({ period });
    case 'SIGN_RESULT':
      return m.inbox_sign();
    case 'ANSWER_OBJECTION':
      return m.inbox_answer();
    case 'DECIDE_OBJECTION':
      return m.inbox_decide();
    case 'WRITE_SKP':
      return m.inbox_skp({ year });
    case 'AGREE_SKP':
      return m.inbox_agree({ year });
  }
}

/** What was said, politely. */
export function toldWord(told: Told): string {
  const date = formatDate(told.due);
  const name = told.about ? plainName(told.about.name) : m.inbox_somebody();
  const { waiting } = told;
  if (told.drafts) return m.inbox_drafts({ waiting, date });
  switch (told.stage) {
    case 'BEFORE':
      return m.inbox_before({ date });
    case 'SOON':
      return m.inbox_soon({ date });
    case 'LAST_DAY':
      return m.inbox_last_day({ date });
    case 'OVERDUE':
      return m.inbox_overdue({ date });
    case 'ESCALATED':
      return m.inbox_escalated({ date, name });
    case 'BELOW_LATE':
      return m.inbox_below({ date, name });
    case 'NUDGED':
      return m.inbox_nudged({ date, waiting });
    case 'UNRATED':
      return m.inbox_unrated({ date, name });
  }
}

/** Where a notification leads: to what it is about, seen from whoever was told. */
export function toldPlace(told: Told): string {
  if (told.stage === 'BELOW_LATE') return '/tim/tugas';
  if (told.stage === 'UNRATED') return '/hasil';
  return placeOf({ kind: told.duty, reviewId: told.reviewId, objectionId: told.objectionId });
}
