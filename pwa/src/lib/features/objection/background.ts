import { live } from '#lib/graphql';
import { SingleFlight } from '#lib/offline';
import { waitingPapers } from './shelf';

/**
 * Sends objections, answers and decisions that were written without signal as soon as there is some,
 * on whatever page the person is. Hand back the function that ends it.
 */
export function sendWaiting(owner: string): () => void {
  const run = new SingleFlight(async () => {
    const waiting = await waitingPapers(owner);
    if (waiting.length === 0 || !navigator.onLine) return;
    const { sendPaper } = await import('./send-waiting');
    for (const paper of waiting) await sendPaper(owner, paper);
    await waitingPapers(owner);
  });
  const ask = (): void => void run.ask();
  addEventListener('online', ask);
  const stop = live.onRefetch(ask);
  ask();
  return () => {
    removeEventListener('online', ask);
    stop();
  };
}
