import { request } from '#lib/graphql';
import type { Deciding } from './deciding';
import type { Filing } from './filing';
import { AnswerObjection, DecideObjection, FileObjection } from './objection.documents';
import type { Answering } from './answering';
import type { Refused } from './refusals';
import type { Send, Sent } from './paper.svelte';

/** The id of the objection that something was sent to. */
export interface Given {
  id: string;
}

type Answer = ({ __typename: 'Objection' } & Given) | ({ __typename: string } & Refused);

function sent(answer: Answer): Sent<Given> {
  if (answer.__typename === 'Objection') return { given: { id: (answer as Given).id } };
  return { refusal: answer as Refused };
}

/** Files an objection against one version; the same number again counts once. */
export const sendFiling =
  (reviewId: string, number: number): Send<Filing, Given> =>
  async ({ items, reason, evidence }, requestId) => {
    const reasons = Object.entries(items).map(([key, said]) => ({ key, reason: said }));
    const input = { reviewId, number, reason, items: reasons, evidence, requestId };
    return sent((await request(FileObjection, { input })).fileObjection);
  };

/** Explains a rating. A second try of the same words meets its own first one: that is no conflict. */
export const sendAnswer =
  (id: string): Send<Answering, Given> =>
  async ({ answer, items, version }) => {
    const reasons = Object.entries(items)
      .filter(([, said]) => said.trim() !== '')
      .map(([key, said]) => ({ key, reason: said }));
    const input = { id, answer, items: reasons, version };
    return sent((await request(AnswerObjection, { input })).answerObjection);
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
    return sent((await request(DecideObjection, { input })).decideObjection);
  };
