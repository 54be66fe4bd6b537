import { live } from '#lib/graphql';
import { m } from '#lib/messages';
import { SingleFlight } from '#lib/offline';
import { toasts } from '#lib/ui';
import { RatingShelf } from './kept';
import { waiting } from './waiting.svelte';

/** Reviews that a page has on its desk: it sends them itself. */
const onDesk = new Set<string>();

/** Marks a review as open on a page, in every tab of this phone; hand back the function that ends it. */
export function takeToDesk(reviewId: string): () => void {
  onDesk.add(reviewId);
  let leave: () => void = () => undefined;
  const until = new Promise<void>((done) => (leave = done));
  void navigator.locks?.request(lockOf(reviewId), { mode: 'shared' }, () => until);
  return () => {
    onDesk.delete(reviewId);
    leave();
  };
}

const lockOf = (reviewId: string): string => `adil-rating-${reviewId}`;

/** Sends one review that lies on no desk. What has a conflict waits for its rater. */
async function sendOne(owner: string, reviewId: string): Promise<void> {
  const { RatingDesk } = await import('./desk.svelte');
  const desk = new RatingDesk(owner, reviewId);
  await desk.load();
  await desk.save();
  if (desk.phase.name === 'given' && desk.phase.fresh)
    toasts.show(m.rate_sent_later({ name: desk.phase.given.employee.name }));
  desk.close();
}

async function sendUnlessOpen(owner: string, reviewId: string): Promise<void> {
  if (onDesk.has(reviewId)) return;
  if (!navigator.locks) return sendOne(owner, reviewId);
  await navigator.locks.request(lockOf(reviewId), { ifAvailable: true }, (lock) =>
    lock ? sendOne(owner, reviewId) : undefined,
  );
}

/**
 * Sends what was typed without signal as soon as there is some, on whatever page the rater is.
 * Hand back the function that ends it.
 */
export function sendWaiting(owner: string): () => void {
  const shelf = new RatingShelf(owner);
  const run = new SingleFlight(async () => {
    const ids = await waiting.load(shelf).catch(() => []); // no shelf: nothing waits
    if (!navigator.onLine) return;
    for (const id of ids) await sendUnlessOpen(owner, id);
  });
  const ask = (): void => void run.ask();
  const end = new AbortController();
  addEventListener('online', ask, { signal: end.signal });
  const stop = live.onRefetch(ask);
  ask();
  return () => {
    end.abort();
    stop();
  };
}
