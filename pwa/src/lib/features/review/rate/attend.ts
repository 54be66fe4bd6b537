import { live } from '#lib/graphql';
import type { RatingDesk } from './desk.svelte';

/** Lets a desk listen to the line and to the phone; hand back the function that ends it. */
export function attend(desk: RatingDesk): () => void {
  const end = new AbortController();
  const { signal } = end;
  const back = (): void => void desk.again().then(() => desk.look());
  const visibility = (): void => {
    if (document.visibilityState === 'hidden') void desk.save();
    else if (desk.saveState !== 'saved') back();
  };
  addEventListener('online', back, { signal });
  addEventListener('pagehide', () => void desk.save(), { signal });
  document.addEventListener('visibilitychange', visibility, { signal });
  const ends = [
    live.onRefetch(back),
    live.on('PeriodsChanged', back),
    live.on('RulebookChanged', () => void desk.rules()),
    live.on('TeamChanged', ({ reviewId }) => {
      if (reviewId === desk.reviewId) void desk.look();
    }),
  ];
  return () => {
    end.abort();
    for (const stop of ends) stop();
    desk.close();
  };
}
