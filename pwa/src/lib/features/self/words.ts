import { m } from '#lib/messages';
import { formatDateLong } from '#lib/ui';
import type { SelfItem, SelfSheet } from './form';

export type Part = SelfItem['part'];

/** The parts of the form, in its order. */
export const PARTS: Part[] = ['HASIL_KERJA', 'SIKAP', 'KONTRIBUSI_TIM'];

const PART_WORD = {
  HASIL_KERJA: m.rate_part_hasil,
  SIKAP: m.rate_part_sikap,
  KONTRIBUSI_TIM: m.rate_part_tim,
};

export const partWord = (part: Part): string => PART_WORD[part]();

/** Why there is nothing to write, in words. */
export function closedWords(sheet: SelfSheet): string {
  if (sheet.phase === 'UPCOMING')
    return m.self_upcoming({ date: formatDateLong(sheet.period.opens) });
  if (sheet.phase === 'COMMITTED')
    return m.self_committed({ date: formatDateLong(sheet.committedAt ?? sheet.period.closes) });
  return sheet.phase === 'RESULT_GIVEN' ? m.self_result_given() : m.self_ended();
}

const REFUSALS: Record<string, () => string> = {
  SELF_ASSESSMENT_CLOSED: m.self_refused_closed,
  NOT_COMPLETE: m.self_refused_incomplete,
  NOTE_TOO_LONG: m.self_refused_long,
  SUMMARY_TOO_LONG: m.self_refused_long,
  BAD_CHARACTER: m.self_refused_character,
};

/** A refusal in the language of the app; the server's own sentence for codes this app does not know. */
export function refusalWords({ code, message }: { code: string; message: string }): string {
  return REFUSALS[code]?.() ?? message;
}
