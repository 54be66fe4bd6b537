import { live } from '#lib/graphql';
import type { PlanDesk } from './desk.svelte';

/** Lets a desk listen to the line and to the phone; hand back the function that ends it. */
export function attend(desk: PlanDesk): () => void {
  const end = new AbortController();
  const { signal } = end;
  const back = (): void => void desk.again();
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
      if (skpId === desk.skpId) void desk.look();
    }),
  ];
  return () => {
    end.abort();
    for (const stop of ends) stop();
    desk.close();
  };
}
