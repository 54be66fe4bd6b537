import { m } from '#lib/messages';
import type { ResultLine } from './types';

export interface ResultState {
  step: 'submitted' | 'delivered' | 'read';
  /** Call late: the language may change. */
  word: () => string;
  at: string;
}

/** How far a result is on its way to the person it is about, and since when. */
export function stateOf(
  result: Pick<ResultLine, 'submittedAt' | 'deliveredAt' | 'readAt'>,
): ResultState {
  const { submittedAt, deliveredAt, readAt } = result;
  if (readAt !== null) return { step: 'read', word: m.result_state_read, at: readAt };
  if (deliveredAt !== null)
    return { step: 'delivered', word: m.result_state_delivered, at: deliveredAt };
  return { step: 'submitted', word: m.result_state_submitted, at: submittedAt };
}
