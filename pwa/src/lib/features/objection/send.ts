import { request } from '#lib/graphql';
import type { Deciding } from './deciding';
import type { Filing } from './filing';
import {
  AnswerObjection,
  DecideObjection,
  FileObjection,
  OneObjection,
} from './objection.documents';
import type { Answering } from './answering';
import type { Refused } from './refusals';
import type { Send, Sent } from './paper.svelte';
import type { ObjectionSheet } from './types';

/** The id of the objection that something was sent to. */
export interface Given {
  id: string;
}

type Answer = ({ __typename: 'Objection' } & Given) | ({ __typename: string } & Refused);

function sent(answer: Answer): Sent<Given> {
  if (answer.__typename === 'Objection') return { given: { id: (answer as Given).id } };
  return { refusal: answer as Refused };
}

/**
 * A refusal may only mean that the first try of the same words arrived and its answer was lost on the
 * way: then it is no refusal.
 */
async function unlessArrived(
  tried: Sent<Given>,
  id: string,
  same: (objection: ObjectionSheet) => boolean,
): Promise<Sent<Given>> {
  if ('given' in tried) return tried;
  const { objection } = await request(OneObjection, { id });
  const arrived = objection.__typename === 'Objection' && same(objection);
  return arrived ? { given: { id } } : tried;
}

/** Files an objection against one version; the same number again counts once. */
export const sendFiling =
  (reviewId: string, number: number): Send<Filing, Given> =>
  async ({ items, reason, evidence }, requestId) => {
    const reasons = Object.entries(items).map(([key, said]) => ({ key, reason: said }));
    const input = { reviewId, number, reason, items: reasons, evidence, requestId };
    return sent((await request(FileObjection, { input })).fileObjection);
  };

/** Explains a rating. */
export const sendAnswer =
  (id: string): Send<Answering, Given> =>
  async ({ answer, items, version }) => {
    const reasons = Object.entries(items)
      .filter(([, said]) => said.trim() !== '')
      .map(([key, said]) => ({ key, reason: said }));
    const input = { id, answer, items: reasons, version };
    const tried = sent((await request(AnswerObjection, { input })).answerObjection);
    return unlessArrived(
      tried,
      id,
      (now) => now.answerVersion === version + 1 && now.answer === answer.trim(),
    );
  };

/** Decides. */
export const sendDecision =
  (id: string): Send<Deciding, Given> =>
  async (deciding) => {
    const { decision, reason, ratings, hasil, perilaku, reasonHasil, reasonPerilaku } = deciding;
    const base = { id, decision: decision ?? 'UPHELD', reason };
    const items = Object.entries(ratings).map(([key, rating]) => ({ key, rating }));
    const changed = { items, hasil, perilaku, reasonHasil, reasonPerilaku };
    const input = decision === 'CHANGED' ? { ...base, ...changed } : base;
    const tried = sent((await request(DecideObjection, { input })).decideObjection);
    return unlessArrived(
      tried,
      id,
      (now) => now.state === input.decision && now.decisionReason === reason.trim(),
    );
  };
