import { m } from '#lib/messages';
import { formatDateLong, plainName, type Drawing } from '#lib/ui';
import Check from '@lucide/svelte/icons/check';
import Clock from '@lucide/svelte/icons/clock-3';
import Gavel from '@lucide/svelte/icons/gavel';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import PenOff from '@lucide/svelte/icons/pen-off';
import Scale from '@lucide/svelte/icons/scale';
import Send from '@lucide/svelte/icons/send';
import type { DeliveryCard } from './types';

type CycleState = DeliveryCard['state'];

interface Sign {
  word: () => string;
  icon: Drawing;
  tone: 'neutral' | 'accent' | 'good' | 'warn';
}

const SIGN: Record<CycleState, Sign> = {
  DRAFT: { word: m.delivery_state_submitted, icon: Send, tone: 'neutral' },
  SUBMITTED: { word: m.delivery_state_submitted, icon: Send, tone: 'neutral' },
  DELIVERED: { word: m.delivery_state_delivered, icon: Clock, tone: 'accent' },
  ACCEPTED: { word: m.delivery_state_accepted, icon: Check, tone: 'good' },
  UNSIGNED: { word: m.delivery_unsigned, icon: PenOff, tone: 'neutral' },
  OBJECTED: { word: m.delivery_state_objected, icon: Scale, tone: 'warn' },
  ANSWERED: { word: m.delivery_state_objected, icon: Scale, tone: 'warn' },
  UPHELD: { word: m.delivery_state_final, icon: Gavel, tone: 'good' },
  CHANGED: { word: m.delivery_state_changed, icon: PencilLine, tone: 'neutral' },
  DECIDED: { word: m.delivery_state_final, icon: Gavel, tone: 'good' },
  REPLACED: { word: m.delivery_state_replaced, icon: PencilLine, tone: 'neutral' },
};

/** How a state looks: never by colour alone. */
export const cycleSign = (state: CycleState): Sign => SIGN[state];

type Facts = Pick<
  DeliveryCard,
  'state' | 'deliveredAt' | 'objectDue' | 'acceptedAt' | 'employee' | 'actions'
>;

const day = (moment: string | null): string => (moment === null ? '' : formatDateLong(moment));

function delivered(facts: Facts, own: boolean): string {
  const dates = { starts: day(facts.deliveredAt), due: day(facts.objectDue) };
  if (own) return m.delivery_delivered(dates);
  return m.delivery_delivered_other({ ...dates, name: plainName(facts.employee.name) });
}

function unsigned(facts: Facts, own: boolean): string[] {
  const said = facts.objectDue
    ? m.delivery_unsigned_text({ date: day(facts.objectDue) })
    : m.delivery_unsigned_old();
  return own && facts.actions.includes('ACCEPT') ? [said, m.delivery_unsigned_late()] : [said];
}

/** Where a version stands, in whole sentences. */
export function cycleWords(facts: Facts, own: boolean): string[] {
  switch (facts.state) {
    case 'DRAFT':
    case 'SUBMITTED':
      return [m.delivery_submitted()];
    case 'DELIVERED':
      return [delivered(facts, own)];
    case 'ACCEPTED': {
      const date = day(facts.acceptedAt);
      const name = plainName(facts.employee.name);
      return [own ? m.delivery_accepted({ date }) : m.delivery_accepted_other({ name, date })];
    }
    case 'UNSIGNED':
      return unsigned(facts, own);
    case 'OBJECTED':
    case 'ANSWERED':
      return [m.delivery_objected()];
    case 'UPHELD':
      return [m.delivery_upheld()];
    case 'CHANGED':
      return [m.delivery_changed()];
    case 'DECIDED':
      return [m.delivery_decided()];
    case 'REPLACED':
      return [m.delivery_replaced()];
  }
}
