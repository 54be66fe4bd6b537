import { live } from '#lib/graphql';
import type { SelfDesk } from './desk.svelte';

/** Lets a desk listen to the line and to the phone; hand back the function that ends it. */
export function attend(desk: SelfDesk): () => void {
  const end = new AbortController();
  const { signal } = end;
  const back = (): void => void desk.again();
  const visibility = (): void =>
    void (document.visibilityState === 'hidden' ? desk.save() : desk.again());
  addEventListener('online', back, { signal });
  addEventListener('pagehide', () => void desk.save(), { signal });
  document.addEventListener('visibilitychange', visibility, { signal });
  const ends = [
    live.onRefetch(back),
    live.on('PeriodsChanged', back),
    live.on('ResultChanged', back),
    live.on('SelfAssessmentChanged', ({ periodId }) => {
      if (periodId === desk.periodId) back();
    }),
  ];
  return () => {
    end.abort();
    for (const stop of ends) stop();
    desk.close();
  };
}
