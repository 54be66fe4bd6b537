import { m } from '#lib/messages';
import type { KeptDraft } from '#lib/offline';
import { toasts } from '#lib/ui';
import type { Sent } from './paper.svelte';
import { refusalWords } from './refusals';
import { sendAnswer, sendDecision, sendFiling, type Given } from './send';
import { papersOf, type KeptPaper } from './shelf';

type Waiting = KeptDraft<KeptPaper<unknown>>;

/** The body is what the form of that kind put there, so it fits the sender of that kind. */
function send(id: string, body: unknown, requestId: string): Promise<Sent<Given>> {
  const [kind, first = '', second = ''] = id.split(':');
  if (kind === 'file') return sendFiling(first, Number(second))(body as never, requestId);
  if (kind === 'answer') return sendAnswer(first)(body as never, requestId);
  return sendDecision(first)(body as never, requestId);
}

/**
 * Sends one paper that no page has open. Taken off the phone when the server has it; what is refused
 * stays there for its writer to open again.
 */
export async function sendPaper(
  owner: string,
  { reviewId: id, body, savedAt }: Waiting,
): Promise<void> {
  if (body.requestId === null) return;
  const shelf = papersOf<unknown>(owner);
  try {
    const sent = await send(id, body.body, body.requestId);
    if ('given' in sent) {
      await shelf.confirm(id, savedAt);
      toasts.show(m.objection_sent_later());
    } else {
      await shelf.put(id, { body: body.body, requestId: null });
      toasts.show(refusalWords(sent.refusal), 'danger');
    }
  } catch {
    // No signal or no server yet: it lies on the phone and is tried again at the next contact.
  }
}
