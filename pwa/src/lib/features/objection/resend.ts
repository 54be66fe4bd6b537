import { live } from '#lib/graphql';
import type { Paper } from './paper.svelte';

/** Takes a paper from the phone, and sends one that is under way whenever there is signal again. */
export function attend<Body, Given>(paper: Paper<Body, Given>, send: () => void): () => void {
  void paper.load().then((underWay) => {
    if (underWay) send();
  });
  const back = (): void => {
    if (paper.state === 'waiting') send();
  };
  const stop = live.onRefetch(back);
  addEventListener('online', back);
  return () => {
    stop();
    removeEventListener('online', back);
    paper.close();
  };
}
