/*
  A part of the app that did not come over the line. Until the service worker has the whole app, a page may
  need a file that is not on the phone yet. The bundler asks for a style sheet once and never again, so an app
  that went on after such a loss would show pages without their looks: it begins anew instead.
*/
let asking = $state(false);
let refused = $state(false);

/** The app can begin anew now: from the phone, or from a server that answers. */
async function reachable(): Promise<boolean> {
  if (navigator.serviceWorker?.controller) return true;
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

export const parts = {
  /** Something of the app is missing in this tab, and stays so until it is loaded anew. */
  get missing(): boolean {
    return document.documentElement.dataset['parts'] === 'missing'; // by hooks.client.ts
  },

  /** A try is under way. */
  get asking(): boolean {
    return asking;
  },

  /** The last try found no way. */
  get refused(): boolean {
    return refused;
  },

  /** Loads this address anew, with everything that belongs to it, as soon as that is possible. */
  async fetch(): Promise<void> {
    asking = true;
    refused = !(await reachable());
    asking = false;
    if (!refused) location.reload();
  },

  /** Tries by itself when there is signal, or once the worker has the whole app. */
  wait(): () => void {
    const again = (): void => void parts.fetch();
    addEventListener('online', again);
    navigator.serviceWorker?.addEventListener('controllerchange', again);
    return () => {
      removeEventListener('online', again);
      navigator.serviceWorker?.removeEventListener('controllerchange', again);
    };
  },
};
