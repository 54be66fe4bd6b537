import { live } from '#lib/graphql';
import { draftKeeper, SingleFlight } from '#lib/offline';
import { unsent } from './unsent.svelte';

/** Plans that a page of this tab has on its desk: it sends them itself. */
const onDesk = new Set<string>();
const lockOf = (skpId: string): string => `adil-skp-${skpId}`;

/** Marks a plan as open on a page, in every tab of this phone; hand back the function that ends it. */
export function takeToDesk(skpId: string): () => void {
  onDesk.add(skpId);
  let leave: () => void = () => undefined;
  const until = new Promise<void>((done) => (leave = done));
  void navigator.locks?.request(lockOf(skpId), { mode: 'shared' }, () => until);
  return () => {
    onDesk.delete(skpId);
    leave();
  };
}

async function sendOne(owner: string, skpId: string): Promise<void> {
  const { PlanDesk } = await import('./desk.svelte');
  const desk = new PlanDesk(owner, skpId);
  await desk.load();
  await desk.save();
  desk.close();
}

async function sendUnlessOpen(owner: string, skpId: string): Promise<void> {
  if (onDesk.has(skpId)) return;
  if (!navigator.locks) return sendOne(owner, skpId);
  await navigator.locks.request(lockOf(skpId), { ifAvailable: true }, (lock) =>
    lock ? sendOne(owner, skpId) : undefined,
  );
}

/**
 * Sends the plans that were typed without signal as soon as there is some, on whatever page the person is.
 * Hand back the function that ends it.
 */
export function sendWaitingPlans(owner: string): () => void {
  const run = new SingleFlight(async () => {
    const rows = await draftKeeper(owner, 'skp')
      .list()
      .catch(() => []); // no shelf: nothing waits
    const ids = rows.map(({ reviewId }) => reviewId);
    unsent.know(ids);
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
