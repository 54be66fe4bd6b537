/** The card of the home page; fetched after that stands, for it waits for its data anyway. */
export const loadHomeCard = (): Promise<typeof import('./HomeDue.svelte')> =>
  import('./HomeDue.svelte');

/**
 * Sends what was written without signal, on whatever page the person is; fetched after that page.
 * Hand back the function that ends it.
 */
export function sendWaitingPapers(owner: string): () => void {
  let ended = false;
  let end = (): void => undefined;
  import('./background')
    .then(({ sendWaiting }) => {
      if (!ended) end = sendWaiting(owner);
    })
    .catch(() => undefined); // no signal and not on the phone yet: the next start tries again
  return () => {
    ended = true;
    end();
  };
}
