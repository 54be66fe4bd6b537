import { m } from '#lib/messages';
import { formatDateLong, plainName, type Drawing } from '#lib/ui';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Lock from '@lucide/svelte/icons/lock';
import Pencil from '@lucide/svelte/icons/pencil';
import Send from '@lucide/svelte/icons/send';
import Undo from '@lucide/svelte/icons/undo-2';
import type { Plan, PlanCard, State } from './plan';

type Tone = 'neutral' | 'accent' | 'new' | 'good' | 'warn';

const BADGE: Record<State, { icon: Drawing; tone: Tone; word: () => string }> = {
  DRAFT: { icon: Pencil, tone: 'accent', word: m.skp_state_draft },
  SUBMITTED: { icon: Send, tone: 'new', word: m.skp_state_submitted },
  RETURNED: { icon: Undo, tone: 'warn', word: m.skp_state_returned },
  AGREED: { icon: CircleCheck, tone: 'good', word: m.skp_state_agreed },
  CLOSED: { icon: Lock, tone: 'neutral', word: m.skp_state_closed },
};

/** The state in a word; a change of an agreed plan says that it is one. */
export function badgeOf(plan: Pick<PlanCard, 'state' | 'number'> | null): {
  icon: Drawing;
  tone: Tone;
  word: string;
} {
  if (!plan) return { icon: CircleDashed, tone: 'warn', word: m.skp_state_none() };
  const { icon, tone, word } = BADGE[plan.state];
  const changing = plan.number > 0 && plan.state !== 'AGREED' && plan.state !== 'CLOSED';
  return { icon, tone, word: changing ? m.skp_state_change({ state: word() }) : word() };
}

/** Whose turn it is: 'employee', 'leader', or nobody's. */
export function turnOf(state: State): 'employee' | 'leader' | null {
  if (state === 'SUBMITTED') return 'leader';
  return state === 'DRAFT' || state === 'RETURNED' ? 'employee' : null;
}

/** One sentence: what has happened, what comes next. */
export function sentenceOf(plan: Plan): string {
  const leader = plan.leader ? plainName(plan.leader.name) : m.skp_leader_word();
  const employee = plainName(plan.employee.name);
  const date = (at: string | null): string => (at ? formatDateLong(at) : '');
  const mine = plan.role === 'EMPLOYEE';
  switch (plan.state) {
    case 'DRAFT':
      return mine ? m.skp_say_draft({ leader }) : m.skp_say_draft_leader({ employee });
    case 'SUBMITTED':
      return plan.role === 'LEADER'
        ? m.skp_say_submitted_leader({ employee, date: date(plan.submittedAt) })
        : m.skp_say_submitted({ leader, date: date(plan.submittedAt) });
    case 'RETURNED':
      return mine ? m.skp_say_returned({ leader }) : m.skp_say_returned_leader({ employee });
    case 'AGREED':
      return m.skp_say_agreed({ number: plan.number, date: date(plan.agreedAt) });
    default:
      return m.skp_say_closed({ date: formatDateLong(plan.ends) });
  }
}
