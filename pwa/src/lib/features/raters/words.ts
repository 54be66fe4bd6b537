import { Offline, Unexpected, type RaterReportState } from '#lib/graphql';
import { m } from '#lib/messages';
import type { Drawing } from '#lib/ui';
import type { PeriodEffect } from './row';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Undo2 from '@lucide/svelte/icons/undo-2';

interface Sign {
  word: () => string;
  icon: Drawing;
  tone: 'neutral' | 'new' | 'good' | 'warn';
}

/** How the state of a report looks: icon and word, then colour. */
export const STATES: Record<RaterReportState, Sign> = {
  OPEN: { word: m.raters_state_open, icon: Hourglass, tone: 'new' },
  ACCEPTED: { word: m.raters_state_accepted, icon: CircleCheck, tone: 'good' },
  REFUSED: { word: m.raters_state_refused, icon: CircleX, tone: 'warn' },
  WITHDRAWN: { word: m.raters_state_withdrawn, icon: Undo2, tone: 'neutral' },
};

const REFUSALS: Record<string, () => string> = {
  REASON_TOO_SHORT: m.raters_reason_short,
  NIP_UNKNOWN: m.raters_refused_nip,
  SAME_RATER: m.raters_refused_same,
  REPORT_OPEN: m.raters_refused_open,
  REPORT_RESOLVED: m.raters_refused_resolved,
};

/** A refusal in the language of the app; sentences that name people or dates are the server's own. */
export function refusalWords({ code, message }: { code: string; message: string }): string {
  return REFUSALS[code]?.() ?? message;
}

/** What to say when nothing was saved; anything else is not ours to handle. */
export function failureWords(error: unknown): string {
  if (error instanceof Offline) return m.people_offline();
  if (error instanceof Unexpected) return m.people_unexpected({ id: error.errorId ?? error.code });
  throw error;
}

const names = (people: { name: string }[]): string =>
  people.map(({ name }) => name).join(', ') || m.raters_preview_nobody();

/** One sentence about a period: who judges it, before and after. */
export function effectWords(effect: PeriodEffect): string {
  const after = names(effect.after);
  return effect.changed
    ? m.raters_preview_to({ after, before: names(effect.before) })
    : m.raters_preview_same({ after });
}

/** What becomes of one review, in a sentence. */
export function fateWords(review: PeriodEffect['reviews'][number]): string {
  const { rated, total } = review;
  const name = review.rater.name;
  switch (review.fate) {
    case 'GOES_ON':
      return m.raters_fate_goes_on({ name });
    case 'BECOMES_INPUT':
      return m.raters_fate_input({ name, rated, total });
    case 'STAYS_HISTORY':
      return m.raters_fate_history({ name, rated, total });
    case 'GIVEN_STAYS':
      return m.raters_fate_given({ name });
  }
}
