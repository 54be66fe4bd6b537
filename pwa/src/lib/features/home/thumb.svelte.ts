let down = $state(false);

/** Whether a finger or the mouse is pressing: nothing on the screen should move away under it. */
export const thumb = {
  get down(): boolean {
    return down;
  },

  /** Begins to watch; hands back the function that ends it. For $effect. */
  watch(): () => void {
    const end = new AbortController();
    const press = (): void => void (down = true);
    const lift = (): void => void (down = false);
    const options = { signal: end.signal, passive: true, capture: true };
    addEventListener('pointerdown', press, options);
    for (const name of ['pointerup', 'pointercancel', 'blur'])
      addEventListener(name, lift, options);
    return () => {
      end.abort();
      down = false;
    };
  },
};
