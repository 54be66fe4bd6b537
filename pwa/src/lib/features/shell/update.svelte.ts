import { dev } from '$app/env';

/*
  Update by asking. A new service worker installs beside the old one and waits; the app goes on as it is
  (somebody may be in the middle of a sentence) until the person taps "Perbarui".
*/
const CHECK_EVERY_MS = 60 * 60 * 1000;

let waiting = $state.raw<ServiceWorker | null>(null);
let asked = false;
let known: ServiceWorkerRegistration | null = null;

function watch(registration: ServiceWorkerRegistration): void {
  known = registration;
  const notice = (): void => {
    // Without a controller this is the first install: nothing old is running.
    if (registration.waiting && navigator.serviceWorker.controller) waiting = registration.waiting;
  };
  notice();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', notice);
  });
  const check = (): void => {
    // No signal: the next check finds it.
    registration.update().catch(() => undefined);
  };
  setInterval(check, CHECK_EVERY_MS);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
}

/** Once the page stands: the worker fetches the whole app, and the person waits for this page. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const rest = (): void => {
      if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 3_000 });
      else setTimeout(resolve, 1_000); // Safari
    };
    if (document.readyState === 'complete') rest();
    else addEventListener('load', rest, { once: true });
  });
}

export const update = {
  /** A newer version lies ready. */
  get ready(): boolean {
    return waiting !== null;
  },

  /** Registers the service worker; call once, in the browser. */
  async start(): Promise<void> {
    if (dev || !('serviceWorker' in navigator)) return;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (asked) location.reload();
    });
    await settled();
    try {
      watch(
        await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }),
      );
    } catch {
      // A browser that forbids workers (private mode) runs the app without offline start.
    }
  },

  /** Looks for a newer version now; true when the server could be asked. */
  async check(): Promise<boolean> {
    try {
      await known?.update();
      return known !== null;
    } catch {
      return false; // no signal
    }
  },

  /** Takes the new version now: the page reloads once it is in charge. */
  take(): void {
    asked = true;
    waiting?.postMessage('TAKE_OVER');
  },
};
