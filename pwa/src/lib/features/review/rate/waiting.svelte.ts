import { pending } from '#lib/features/shell';
import type { RatingShelf } from './kept';

let ids = $state.raw<readonly string[]>([]);

function set(next: readonly string[]): void {
  ids = next;
  pending.set('rating', next.length);
}

/** Reviews whose words on this phone the server has not confirmed. */
export const waiting = {
  has(reviewId: string): boolean {
    return ids.includes(reviewId);
  },

  get size(): number {
    return ids.length;
  },

  add(reviewId: string): void {
    if (!ids.includes(reviewId)) set([...ids, reviewId]);
  },

  remove(reviewId: string): void {
    if (ids.includes(reviewId)) set(ids.filter((id) => id !== reviewId));
  },

  /** Looks at the phone; gives the ids, oldest first. */
  async load(shelf: RatingShelf): Promise<string[]> {
    const found = (await shelf.words.list()).map((row) => row.reviewId);
    set(found);
    return found;
  },
};
