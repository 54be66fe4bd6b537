import type { PeriodPhase } from '#lib/graphql';
import { m } from '#lib/messages';
import { countDays, formatDate, type Drawing } from '#lib/ui';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';

type Tone = 'neutral' | 'accent' | 'warn';

/** How a phase looks: never by colour alone. */
export const PHASES: Record<PeriodPhase, { word: () => string; icon: Drawing; tone: Tone }> = {
  UPCOMING: { word: m.periods_phase_upcoming, icon: CalendarClock, tone: 'neutral' },
  OPEN: { word: m.periods_phase_open, icon: LockOpen, tone: 'accent' },
  CLOSED: { word: m.periods_phase_closed, icon: Lock, tone: 'neutral' },
};

interface Window {
  opens: string;
  closes: string;
}

/** "24/09/2026 s.d. 20/10/2026 (27 hari)" */
export function windowWords({ opens, closes }: Window): string {
  const dates = { opens: formatDate(opens), closes: formatDate(closes) };
  return m.periods_window({ ...dates, count: countDays(opens, closes) });
}

/** "5 hari lagi", "Hari terakhir", "Dibuka 3 hari lagi"; "" once it is closed. */
export function leftWords(
  period: Window & { phase: PeriodPhase; daysLeft: number },
  day: string,
): string {
  if (period.phase === 'OPEN')
    return period.daysLeft === 1
      ? m.periods_last_day()
      : m.periods_left({ count: period.daysLeft });
  if (period.phase === 'CLOSED') return '';
  return m.periods_opens_in({ count: countDays(day, period.opens) - 1 });
}

const REFUSALS: Record<string, () => string> = {
  PERIOD_EXISTS: m.periods_refused_exists,
  BAD_YEAR: m.periods_refused_year,
  NO_RULE_YET: m.periods_refused_rule,
  BAD_NUMBER: m.periods_refused_number,
  OPENS_TOO_EARLY: m.periods_refused_opens,
  CLOSES_BEFORE_OPENS: m.periods_refused_closes,
  WINDOW_TOO_LONG: m.periods_refused_long,
  REASON_TOO_SHORT: m.periods_refused_reason,
  REASON_TOO_LONG: m.periods_refused_reason_long,
};

/** A refusal in the language of the app; the server's own sentence for codes this app does not know. */
export function refusalWords({ code, message }: { code: string; message: string }): string {
  return REFUSALS[code]?.() ?? message;
}
