import { openShelf, type DraftRow } from './db';

/**
 * The last letters of a page that goes away. IndexedDB answers too late for it: a reload, or a phone that
 * kills the app, would take what was typed in the last moment. localStorage is written at once; the next
 * page moves it into the shelf before it reads there.
 */
const HEAD = 'adil:last:';
const open = new Map<string, () => unknown>();

const name = (owner: string, reviewId: string): string => `${HEAD}${owner}:${reviewId}`;

/**
 * Asks `words` for what the server does not have yet whenever the page may be going; null: it has all.
 * Hand back the function that ends it.
 */
export function atLeaving(owner: string, reviewId: string, words: () => unknown): () => void {
  const key = name(owner, reviewId);
  const own = (): unknown => {
    const body = words();
    return body === null ? null : { owner, reviewId, body, savedAt: Date.now() };
  };
  open.set(key, own);
  return () => {
    if (open.get(key) === own) open.delete(key);
  };
}

/** Writes down what every desk of this page still has to send. */
export function writeLastWords(): void {
  for (const [key, words] of open) {
    const row = words();
    try {
      if (row !== null) localStorage.setItem(key, JSON.stringify(row));
    } catch {
      // No storage, or a full one: the shelf has all but the last moment.
    }
  }
}

/** The page stayed: its desks go on keeping their words in the shelf. */
export function dropLastWords(): void {
  for (const key of open.keys()) localStorage.removeItem(key);
}

/** Moves what a page left behind into the shelf, unless something newer lies there. */
export async function rescueLastWords(): Promise<void> {
  if (typeof localStorage === 'undefined') return;
  const left = Object.keys(localStorage).filter((key) => key.startsWith(HEAD) && !open.has(key));
  if (left.length === 0) return;
  const db = await openShelf();
  for (const key of left) {
    const row = JSON.parse(localStorage.getItem(key) ?? 'null') as DraftRow | null;
    const transaction = db.transaction('drafts', 'readwrite');
    const before = row && (await transaction.store.get([row.owner, row.reviewId]));
    if (row && (before?.savedAt ?? 0) <= row.savedAt) await transaction.store.put(row);
    await transaction.done;
    localStorage.removeItem(key);
  }
}

/** Takes away what a page of this person left behind. */
export function forgetLastWords(owner: string): void {
  if (typeof localStorage === 'undefined') return;
  for (const key of Object.keys(localStorage))
    if (key.startsWith(`${HEAD}${owner}:`)) localStorage.removeItem(key);
}

if (typeof document !== 'undefined') {
  addEventListener('pagehide', writeLastWords);
  addEventListener('pageshow', dropLastWords);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') writeLastWords();
    else dropLastWords();
  });
}
