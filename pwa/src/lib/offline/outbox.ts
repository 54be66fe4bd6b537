import { openShelf } from './db';
import { atLeaving, rescueLastWords } from './last-words';

/** Something typed for one review that the server has not confirmed. */
export interface KeptDraft<T> {
  reviewId: string;
  body: T;
  /** When it was typed, by the clock of this phone (milliseconds since 1970). */
  savedAt: number;
}

/** Keeps what one person typed, one entry per review, until the server has confirmed it. */
export interface DraftKeeper<T> {
  /** Replaces the entry; resolves when it is on the phone's disk, with the time to show. */
  put(reviewId: string, body: T): Promise<number>;
  get(reviewId: string): Promise<KeptDraft<T> | null>;
  /** Removes the entry, but only if nothing was typed since `upTo` (the savedAt that was sent). */
  confirm(reviewId: string, upTo: number): Promise<boolean>;
  /** Removes the entry whatever it holds. */
  delete(reviewId: string): Promise<void>;
  /** Everything unconfirmed of this person, oldest first. */
  list(): Promise<KeptDraft<T>[]>;
  /**
   * Keeps the last letters of a page that goes away: `words` says at once what the server does not have
   * yet, null when it has all. Hand back the function that ends it.
   */
  atLeaving(reviewId: string, words: () => T | null): () => void;
}

const view = <T>(row: { reviewId: string; body: unknown; savedAt: number }): KeptDraft<T> => ({
  reviewId: row.reviewId,
  body: row.body as T,
  savedAt: row.savedAt,
});

async function put(owner: string, reviewId: string, body: unknown): Promise<number> {
  const transaction = (await openShelf()).transaction('drafts', 'readwrite');
  const before = await transaction.store.get([owner, reviewId]);
  // Two key strokes in one millisecond, or a clock set back, must still differ.
  const savedAt = Math.max(Date.now(), (before?.savedAt ?? 0) + 1);
  await transaction.store.put({ owner, reviewId, body, savedAt });
  await transaction.done;
  return savedAt;
}

async function confirm(owner: string, reviewId: string, upTo: number): Promise<boolean> {
  const transaction = (await openShelf()).transaction('drafts', 'readwrite');
  const row = await transaction.store.get([owner, reviewId]);
  const settled = row !== undefined && row.savedAt <= upTo;
  if (settled) await transaction.store.delete([owner, reviewId]);
  await transaction.done;
  return settled || row === undefined;
}

/** How much of this person, in whatever room, the server has not confirmed. */
export async function countUnsent(owner: string): Promise<number> {
  await rescueLastWords();
  return (await openShelf()).countFromIndex('drafts', 'owner', owner);
}

/**
 * The keeper of one signed-in person. `body` must be plain data (no $state proxies: use $state.snapshot).
 * Rooms other than rating name themselves, and see only their own.
 */
export function draftKeeper<T>(owner: string, room = ''): DraftKeeper<T> {
  const head = room === '' ? '' : `${room}/`;
  const own = (key: string): boolean => (room === '' ? !key.includes('/') : key.startsWith(head));
  const open = (row: { reviewId: string; body: unknown; savedAt: number }): KeptDraft<T> =>
    view<T>({ ...row, reviewId: row.reviewId.slice(head.length) });
  return {
    put: (reviewId, body) => put(owner, head + reviewId, body),
    async get(reviewId) {
      await rescueLastWords();
      const row = await (await openShelf()).get('drafts', [owner, head + reviewId]);
      return row ? open(row) : null;
    },
    confirm: (reviewId, upTo) => confirm(owner, head + reviewId, upTo),
    async delete(reviewId) {
      await (await openShelf()).delete('drafts', [owner, head + reviewId]);
    },
    atLeaving: (reviewId, words) => atLeaving(owner, head + reviewId, words),
    async list() {
      await rescueLastWords();
      const rows = await (await openShelf()).getAllFromIndex('drafts', 'owner', owner);
      return rows
        .filter((row) => own(row.reviewId))
        .sort((a, b) => a.savedAt - b.savedAt)
        .map(open);
    },
  };
}
