/** The browser's offer to put the app on the home screen (Chromium only). */
interface InstallOffer extends Event {
  prompt(): Promise<void>;
  userChoice: Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

let offer = $state.raw<InstallOffer | null>(null);
let installed = $state(false);

const standalone = (): boolean => matchMedia('(display-mode: standalone)').matches;

/** Safari on iPhone and iPad offers nothing; people do it by hand from the share menu. */
const byHand = (): boolean => /iPhone|iPad/.test(navigator.userAgent);

export const install = {
  /** What can be said about installing now. */
  get way(): 'installed' | 'offer' | 'by-hand' | 'none' {
    if (installed) return 'installed';
    if (offer !== null) return 'offer';
    return byHand() ? 'by-hand' : 'none';
  },

  /** Begins to listen: the offer comes once, early, wherever the person is. For $effect. */
  watch(): () => void {
    installed = standalone();
    const end = new AbortController();
    const { signal } = end;
    addEventListener(
      'beforeinstallprompt',
      (event) => {
        event.preventDefault(); // asked for on the page Saya, not in the middle of reading
        offer = event as InstallOffer;
      },
      { signal },
    );
    addEventListener('appinstalled', () => ((installed = true), (offer = null)), { signal });
    return () => end.abort();
  },

  /** Shows the browser's question. An offer holds for one time. */
  async ask(): Promise<void> {
    const asked = offer;
    offer = null;
    if (!asked) return;
    await asked.prompt();
    installed = (await asked.userChoice).outcome === 'accepted';
  },
};
