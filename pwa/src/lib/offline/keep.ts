import { openShelf } from './db';
import { forgetLastWords } from './last-words';

/** Last seen data with its age. */
export interface Seen<T> {
  data: T;
  /** Milliseconds since 1970, by the clock of this phone. */
  savedAt: number;
}

/** Whose phone this is now; null when nobody has signed in since the last clearing. */
export async function readOwner(): Promise<string | null> {
  return (await (await openShelf()).get('phone', 'owner')) ?? null;
}

/**
 * Says who is signed in. A different person than before finds nothing of the other one's pages;
 * the other one's unsent drafts stay, unseen, until their owner comes back or signs out.
 */
export async function claim(owner: string): Promise<void> {
  const db = await openShelf();
  const transaction = db.transaction(['kept', 'phone'], 'readwrite');
  const phone = transaction.objectStore('phone');
  if ((await phone.get('owner')) !== owner) {
    await transaction.objectStore('kept').clear();
    await phone.clear();
    await phone.put(owner, 'owner');
  }
  await transaction.done;
}

/**
 * Empties this phone of what its owner saw. `drafts` too at sign-out by hand; when the session ended
 * elsewhere, words not yet sent stay, unseen, until the same person signs in again.
 */
export async function clearPhone(what: { drafts: boolean }): Promise<void> {
  const db = await openShelf();
  const transaction = db.transaction(['kept', 'phone', 'drafts'], 'readwrite');
  const owner = await transaction.objectStore('phone').get('owner');
  await transaction.objectStore('kept').clear();
  await transaction.objectStore('phone').clear();
  if (what.drafts && owner !== undefined) {
    const drafts = transaction.objectStore('drafts');
    for (const key of await drafts.index('owner').getAllKeys(owner)) await drafts.delete(key);
    forgetLastWords(owner);
  }
  await transaction.done;
}

export async function keep(owner: string, key: string, data: unknown): Promise<number> {
  const savedAt = Date.now();
  await (await openShelf()).put('kept', { owner, key, data, savedAt });
  return savedAt;
}

export async function seen<T>(owner: string, key: string): Promise<Seen<T> | null> {
  const row = await (await openShelf()).get('kept', [owner, key]);
  return row ? { data: row.data as T, savedAt: row.savedAt } : null;
}

/** Where this phone is in the live stream. */
export async function readPosition(): Promise<string | null> {
  return (await (await openShelf()).get('phone', 'position')) ?? null;
}

export async function writePosition(position: string): Promise<void> {
  await (await openShelf()).put('phone', position, 'position');
}
