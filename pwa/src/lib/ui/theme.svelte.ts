/** Light, dark, or as the phone has it. */
export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'adil.theme'; // app.html reads it too, before the first paint
let current = $state<Theme>('auto');

export const theme = {
  get current(): Theme {
    return current;
  },

  /** Takes the choice made before on this phone. */
  restore(): void {
    const { theme } = document.documentElement.dataset;
    current = theme === 'light' || theme === 'dark' ? theme : 'auto';
  },

  use(next: Theme): void {
    current = next;
    if (next === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
    try {
      if (next === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, next);
    } catch {
      // Storage is closed (private mode): the choice holds until the app is closed.
    }
  },
};
