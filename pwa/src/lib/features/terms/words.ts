import { Offline, Unexpected } from '#lib/graphql';
import { m } from '#lib/messages';
import type { Drawing } from '#lib/ui';
import BookCheck from '@lucide/svelte/icons/book-check';
import BookDashed from '@lucide/svelte/icons/book-dashed';
import PencilRuler from '@lucide/svelte/icons/pencil-ruler';
import type { DayKind, Mark, TermKey } from './types';

/** In the order in which they run. */
export const TERM_KEYS: readonly TermKey[] = [
  'DELIVER_DAYS',
  'SIGN_DAYS',
  'OBJECTION_DAYS',
  'ANSWER_DAYS',
  'DECISION_DAYS',
];

const TERM: Record<TermKey, { name: () => string; text: () => string }> = {
  DELIVER_DAYS: { name: m.terms_deliver, text: m.terms_deliver_text },
  SIGN_DAYS: { name: m.terms_sign, text: m.terms_sign_text },
  OBJECTION_DAYS: { name: m.terms_objection, text: m.terms_objection_text },
  ANSWER_DAYS: { name: m.terms_answer, text: m.terms_answer_text },
  DECISION_DAYS: { name: m.terms_decision, text: m.terms_decision_text },
};

export const termName = (key: TermKey): string => TERM[key].name();
export const termText = (key: TermKey): string => TERM[key].text();

/** "14 hari kerja" */
export const daysWord = (days: number, kind: DayKind): string =>
  kind === 'WORKDAY' ? m.terms_workdays({ count: days }) : m.terms_calendar_days({ count: days });

/** How sure a value is: never by colour alone. */
export const MARK: Record<
  Mark,
  { word: () => string; text: () => string; icon: Drawing; tone: 'good' | 'warn' | 'neutral' }
> = {
  SOURCED: {
    word: m.terms_mark_sourced,
    text: m.terms_mark_sourced_text,
    icon: BookCheck,
    tone: 'good',
  },
  UNVERIFIED: {
    word: m.terms_mark_unverified,
    text: m.terms_mark_unverified_text,
    icon: BookDashed,
    tone: 'warn',
  },
  DESIGN: {
    word: m.terms_mark_design,
    text: m.terms_mark_design_text,
    icon: PencilRuler,
    tone: 'neutral',
  },
};

const REFUSALS: Record<string, () => string> = {
  BAD_DAYS: m.terms_refused_days,
  DATE_PAST: m.terms_refused_past,
  DATE_TOO_FAR: m.terms_refused_far,
  SOURCE_MISSING: m.terms_refused_source,
  SOURCE_TOO_LONG: m.terms_refused_long,
  NAME_MISSING: m.terms_refused_name,
  NAME_TOO_LONG: m.terms_refused_long,
  REASON_TOO_SHORT: m.terms_refused_reason,
  REASON_TOO_LONG: m.terms_refused_long,
  NOT_ALLOWED: m.terms_refused_role,
};

/** A refusal in the language of the app; the server's own sentence for codes this app does not know. */
export const refusalWords = ({ code, message }: { code: string; message: string }): string =>
  REFUSALS[code]?.() ?? message;

/** What went wrong on the way; what is no failure of the line is thrown on. */
export function failureWords(error: unknown): string {
  if (error instanceof Offline) return m.terms_offline();
  if (error instanceof Unexpected) return m.terms_unexpected({ id: error.errorId ?? error.code });
  throw error;
}
