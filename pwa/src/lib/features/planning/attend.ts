import { live } from '#lib/graphql';
import { Debounce } from '#lib/offline';
import type { PlanDesk } from './desk.svelte';

/** Own saves come back as events too: one look after a burst is enough. */
const LOOK_PAUSE_MS = 1_500;

/** Lets a desk listen to the line and to the phone; hand back the function that ends it. */
export function attend(desk: PlanDesk): () => void {
  const end = new AbortController();
  const { signal } = end;
  const back = (): void => void desk.again();
  const look = new Debounce(LOOK_PAUSE_MS, () => void desk.look());
  const visibility = (): void => {
    if (document.visibilityState === 'hidden') void desk.save();
    else back();
  };
  addEventListener('online', back, { signal });
  addEventListener('pagehide', () => void desk.save(), { signal });
  document.addEventListener('visibilitychange', visibility, { signal });
  const ends = [
    live.onRefetch(back),
    live.on('SkpChanged', ({ skpId }) => {
      if (skpId === desk.skpId) look.touch();
    }),
  ];
  return () => {
    end.abort();
    look.cancel();
    for (const stop of ends) stop();
    desk.close();
  };
}
