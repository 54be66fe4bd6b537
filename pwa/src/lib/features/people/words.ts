import type { FindingLevel, ImportState } from '#lib/graphql';
import { locale, m } from '#lib/messages';
import type { Drawing } from '#lib/ui';
import type { FindingRow } from './row';
import Ban from '@lucide/svelte/icons/ban';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleX from '@lucide/svelte/icons/circle-x';
import Eye from '@lucide/svelte/icons/eye';
import Info from '@lucide/svelte/icons/info';
import LoaderCircle from '@lucide/svelte/icons/loader-circle';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';

interface Sign {
  word: () => string;
  icon: Drawing;
  tone: 'neutral' | 'accent' | 'new' | 'good' | 'warn' | 'danger';
}

/** How the state of a staff file looks: icon and word, then colour. */
export const STATES: Record<ImportState, Sign> = {
  CHECKING: { word: m.people_state_checking, icon: LoaderCircle, tone: 'accent' },
  READY: { word: m.people_state_ready, icon: Eye, tone: 'new' },
  IMPORTING: { word: m.people_state_importing, icon: LoaderCircle, tone: 'accent' },
  DONE: { word: m.people_state_done, icon: CircleCheck, tone: 'good' },
  FAILED: { word: m.people_state_failed, icon: CircleX, tone: 'danger' },
  DISCARDED: { word: m.people_state_discarded, icon: Ban, tone: 'neutral' },
};

export const LEVELS: Record<FindingLevel, Sign> = {
  ERROR: { word: m.people_level_error, icon: CircleX, tone: 'danger' },
  WARNING: { word: m.people_level_warning, icon: TriangleAlert, tone: 'warn' },
  NOTE: { word: m.people_level_note, icon: Info, tone: 'neutral' },
};

/** What is wrong and what to do, in the language of the app. */
export function findingWords(finding: FindingRow): { message: string; advice: string } {
  return locale.current === 'en'
    ? { message: finding.messageEn, advice: finding.adviceEn }
    : { message: finding.message, advice: finding.advice };
}

const LINE_REFUSALS: Record<string, () => string> = {
  SELF_RATING: m.people_line_self,
  ENDS_BEFORE_START: m.people_line_order,
  DATE_OUT_OF_RANGE: m.people_line_far,
  REASON_REQUIRED: m.people_line_reason_short,
};

/** A refused reporting line; sentences that name people or dates are the server's own. */
export function lineRefusal({ code, message }: { code: string; message: string }): string {
  return LINE_REFUSALS[code]?.() ?? message;
}
