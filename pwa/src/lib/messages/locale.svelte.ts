/** The languages of the app; Indonesian is the base. */
export type Locale = 'id' | 'en';

const KEY = 'adil.lang';
let current = $state<Locale>('id');

/** Says a text in the language of now; every generated message ends here, so a switch redraws the page. */
export function pick(id: string, en: string): string {
  return current === 'en' ? en : id;
}

export const locale = {
  get current(): Locale {
    return current;
  },

  /** Takes the language chosen before on this phone. Call in the browser, after hydration. */
  restore(): void {
    try {
      if (localStorage.getItem(KEY) === 'en') current = 'en';
    } catch {
      // Storage is closed (private mode): the language is then Indonesian at each start.
    }
    document.documentElement.lang = current;
  },

  /** Switches the language at once and remembers it on this phone. */
  use(next: Locale): void {
    current = next;
    document.documentElement.lang = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // As above: the switch still holds until the app is closed.
    }
  },
};
