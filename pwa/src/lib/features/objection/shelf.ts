import { draftKeeper, type DraftKeeper, type KeptDraft } from '#lib/offline';
import { pending } from '#lib/features/shell';

/** What lies on the phone of an objection, an answer or a decision until the server has it. */
export interface KeptPaper<Body> {
  body: Body;
  /** The number of a "Kirim" that has no answer yet; the same number counts once. */
  requestId: string | null;
}

const ROOM = 'objection';

/** Every paper on the phone of one person. */
export const papersOf = <Body>(owner: string): DraftKeeper<KeptPaper<Body>> =>
  draftKeeper<KeptPaper<Body>>(owner, ROOM);

/** Papers that a page has open: it sends them itself. */
const open = new Set<string>();

/** Marks a paper as open on a page; hand back the function that ends it. */
export function takePaper(id: string): () => void {
  open.add(id);
  return () => void open.delete(id);
}

/** Papers that were sent and have no answer yet; tells the banner how many wait. */
export async function waitingPapers(owner: string): Promise<KeptDraft<KeptPaper<unknown>>[]> {
  const rows = await papersOf<unknown>(owner)
    .list()
    .catch(() => []); // no shelf: nothing waits
  const waiting = rows.filter(({ body }) => body.requestId !== null);
  pending.set(ROOM, waiting.length);
  return waiting.filter(({ reviewId }) => !open.has(reviewId));
}
