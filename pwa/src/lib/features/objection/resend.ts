import { live } from '#lib/graphql';
import type { Paper } from './paper.svelte';
import { takePaper } from './shelf';

/** Takes a paper from the phone, and sends one that is under way whenever there is signal again. */
export function attend<Body, Given>(paper: Paper<Body, Given>, send: () => void): () => void {
  const leave = takePaper(paper.id);
  void paper.load().then((underWay) => {
    if (underWay) send();
  });
  const back = (): void => {
    if (paper.state === 'waiting') send();
  };
  const stop = live.onRefetch(back);
  // A phone put away may never wake this page again: the last words go to its disk first.
  const hidden = (): void => paper.hide();
  addEventListener('online', back);
  addEventListener('pagehide', hidden);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    stop();
    leave();
    removeEventListener('online', back);
    removeEventListener('pagehide', hidden);
    document.removeEventListener('visibilitychange', hidden);
    paper.close();
  };
}
