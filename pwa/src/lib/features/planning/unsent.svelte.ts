import { untrack } from 'svelte';
import { pending } from '#lib/features/shell';

let ids = $state.raw<readonly string[]>([]);

function set(next: readonly string[]): void {
  ids = next;
  pending.set('skp', next.length);
}

/** Plans whose words on this phone the server has not confirmed. */
export const unsent = {
  add: (skpId: string): void =>
    untrack(() => {
      if (!ids.includes(skpId)) set([...ids, skpId]);
    }),
  remove: (skpId: string): void => untrack(() => set(ids.filter((id) => id !== skpId))),
  know: (found: readonly string[]): void => untrack(() => set(found)),
};
