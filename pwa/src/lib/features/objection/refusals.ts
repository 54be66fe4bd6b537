import { m } from '#lib/messages';

/** A refusal as the graph gives it; `why` says more where a step was not possible. */
export interface Refused {
  code: string;
  message: string;
  why?: string | undefined;
}

const WORDS: Record<string, () => string> = {
  NOT_DELIVERED: m.objection_refused_not_delivered,
  ALREADY_ACCEPTED: m.objection_refused_accepted,
  OBJECTION_TOO_LATE: m.objection_refused_late,
  OBJECTION_RUNNING: m.objection_refused_running,
  NO_OBJECTION: m.objection_refused_none,
  RESULT_FINAL: m.objection_refused_final,
  RESULT_REPLACED: m.objection_refused_replaced,
  ANSWER_AWAITED: m.objection_refused_awaited,
  NOT_POSSIBLE: m.objection_refused_not_possible,
  STEP_NOT_POSSIBLE: m.objection_refused_not_possible,
  NOT_ALLOWED: m.objection_refused_not_allowed,
  NOT_FOUND: m.objection_refused_not_found,
  REASON_TOO_SHORT: m.objection_refused_short,
  REASON_TOO_LONG: m.objection_refused_long,
  UNKNOWN_ITEM: m.objection_refused_unknown_item,
  ITEM_TWICE: m.objection_refused_unknown_item,
  TOO_MANY_ITEMS: m.objection_refused_unknown_item,
  ANSWER_SAVED_ELSEWHERE: m.objection_refused_elsewhere,
};

/** A refusal in the language of the app; the server's own sentence for codes this app does not know. */
export const refusalWords = ({ code, message, why }: Refused): string =>
  (why === undefined ? undefined : WORDS[why]?.()) ?? WORDS[code]?.() ?? message;
