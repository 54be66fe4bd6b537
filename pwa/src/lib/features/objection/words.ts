import { m } from '#lib/messages';
import { plainName, today, type Drawing } from '#lib/ui';
import BellRing from '@lucide/svelte/icons/bell-ring';
import Check from '@lucide/svelte/icons/check';
import CheckCheck from '@lucide/svelte/icons/check-check';
import Clock from '@lucide/svelte/icons/clock-3';
import Gavel from '@lucide/svelte/icons/gavel';
import MessageCircle from '@lucide/svelte/icons/message-circle-more';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Scale from '@lucide/svelte/icons/scale';
import Send from '@lucide/svelte/icons/send';
import Undo from '@lucide/svelte/icons/undo-2';
import UserRound from '@lucide/svelte/icons/user-round';
import type { ObjectionLine, RouteReason, StepKind, StepRow } from './types';

type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'danger';

export type OwnMove = 'answer' | 'decide';

/** A step as ui/Timeline draws it. */
interface TimelineStep {
  key: string;
  at: string;
  icon: Drawing;
  tone: Tone;
  title: string;
  who: string;
  text: string;
}

/** The day in WIB of a moment: "2026-10-04". */
export const wibDay = (moment: string): string => today(Date.parse(moment));

interface Sign {
  word: (name: string) => string;
  icon: Drawing;
  tone: Tone;
}

/** Each step has a drawing and a word of its own. */
const STEP: Record<StepKind, Sign> = {
  SUBMITTED: { word: m.objection_step_submitted, icon: Send, tone: 'neutral' },
  DELIVERED: { word: m.objection_step_delivered, icon: Send, tone: 'accent' },
  READ: { word: m.objection_step_read, icon: CheckCheck, tone: 'neutral' },
  ACCEPTED: { word: m.objection_step_accepted, icon: Check, tone: 'good' },
  UNSIGNED: { word: m.objection_step_unsigned, icon: Clock, tone: 'neutral' },
  REPLACED: { word: m.objection_step_replaced, icon: PencilLine, tone: 'neutral' },
  FILED: { word: m.objection_step_filed, icon: Scale, tone: 'accent' },
  ANSWERED: { word: m.objection_step_answered, icon: MessageCircle, tone: 'accent' },
  ANSWER_EDITED: { word: m.objection_step_edited, icon: PencilLine, tone: 'neutral' },
  ROUTED: { word: (name) => m.objection_step_routed({ name }), icon: UserRound, tone: 'neutral' },
  ANSWER_OVERDUE: { word: m.objection_step_answer_overdue, icon: BellRing, tone: 'warn' },
  DECISION_OVERDUE: { word: m.objection_step_decision_overdue, icon: BellRing, tone: 'warn' },
  WITHDRAWN: { word: m.objection_step_withdrawn, icon: Undo, tone: 'neutral' },
  UPHELD: { word: m.objection_step_upheld, icon: Gavel, tone: 'accent' },
  CHANGED: { word: m.objection_step_changed, icon: Gavel, tone: 'good' },
};

const ROUTE_REASON: Record<RouteReason, () => string> = {
  SUPERIOR_OF_RATER: m.objection_why_superior,
  ACTS_FOR_SUPERIOR: m.objection_why_acting,
  POST_VACANT: m.objection_why_vacant,
  POST_INACTIVE: m.objection_why_inactive,
  IS_THE_RATER: m.objection_why_rater,
  IS_THE_OBJECTOR: m.objection_why_objector,
  NEXT_LEVEL_UP: m.objection_why_next,
  CHAIN_ENDS: m.objection_why_ends,
  RATER_MOVED: m.objection_why_moved,
  DECIDER_REPLACED: m.objection_why_replaced,
};

/** Why it is this person who decides, in the order in which the way was looked for. */
export const routeWords = (reasons: readonly RouteReason[]): string[] =>
  [...new Set(reasons)].map((reason) => ROUTE_REASON[reason]());

/** Who decides, as people call them; a group where the chain of superiors ends. */
export const deciderName = (decider: { name: string } | null): string =>
  decider ? plainName(decider.name) : m.objection_team_name();

/** An amended explanation keeps the earlier one readable. */
const said = ({ kind, note }: StepRow): string =>
  kind === 'ANSWER_EDITED' && note ? m.objection_step_edited_before({ text: note }) : note;

/** The steps of a version or an objection as the timeline draws them, oldest first. */
export function timelineOf(
  steps: readonly StepRow[],
  escalatedTo: { name: string } | null = null,
): TimelineStep[] {
  return steps.map((step, at) => {
    const { word, icon, tone } = STEP[step.kind];
    const late = step.kind === 'ANSWER_OVERDUE' || step.kind === 'DECISION_OVERDUE';
    // The program passes on: `by` is then the one to whom.
    const name = deciderName(step.by);
    const reported = late && escalatedTo;
    return {
      key: `${at}:${step.kind}`,
      at: step.at,
      icon,
      tone,
      title: word(name),
      who: step.kind === 'ROUTED' || step.by === null ? '' : plainName(step.by.name),
      text: reported
        ? m.objection_step_reported({ name: plainName(escalatedTo.name) })
        : said(step),
    };
  });
}

export interface Ball {
  /** Whose move it is, in words. */
  word: string;
  /** It is the reader's own move. */
  own: boolean;
  icon: Drawing;
  tone: Tone;
}

const OVER = {
  UPHELD: { word: m.objection_over_upheld, icon: Gavel, tone: 'accent' },
  CHANGED: { word: m.objection_over_changed, icon: Gavel, tone: 'good' },
  WITHDRAWN: { word: m.objection_over_withdrawn, icon: Undo, tone: 'neutral' },
} as const;

/** What the reader could do next that moves it on; withdrawing only ends it. */
export function ownMove(objection: Pick<ObjectionLine, 'actions' | 'state'>): OwnMove | null {
  const { actions, state } = objection;
  if (actions.includes('UPHOLD') || actions.includes('CHANGE')) return 'decide';
  return actions.includes('ANSWER') && state === 'FILED' ? 'answer' : null;
}

/** Who has the ball. */
export function ballOf(objection: ObjectionLine): Ball {
  const { state } = objection;
  if (state !== 'FILED' && state !== 'ANSWERED') {
    const { word, icon, tone } = OVER[state];
    return { word: word(), own: false, icon, tone };
  }
  const move = ownMove(objection);
  if (move === 'answer')
    return { word: m.objection_turn_you_answer(), own: true, icon: MessageCircle, tone: 'warn' };
  if (move === 'decide')
    return { word: m.objection_turn_you_decide(), own: true, icon: Gavel, tone: 'warn' };
  if (state === 'FILED' && !objection.answerOverdue) {
    const name = plainName(objection.rater.name);
    return { word: m.objection_turn_rater({ name }), own: false, icon: Clock, tone: 'accent' };
  }
  const word = objection.decider
    ? m.objection_turn_decider({ name: plainName(objection.decider.name) })
    : m.objection_turn_team();
  return { word, own: false, icon: Clock, tone: 'accent' };
}

export interface Term {
  starts: string;
  due: string;
  daysLeft: number;
  label: string;
}

/** The term that runs now; null when it is over. */
export function termOf(objection: ObjectionLine): Term | null {
  if (!objection.running) return null;
  const starts = wibDay(objection.filedAt);
  if (objection.state === 'FILED' && !objection.answerOverdue)
    return {
      starts,
      due: objection.answerDue,
      daysLeft: objection.answerWorkDaysLeft,
      label: m.objection_answer_due(),
    };
  return {
    starts,
    due: objection.decisionDue,
    daysLeft: objection.decisionWorkDaysLeft,
    label: m.objection_decision_due(),
  };
}
