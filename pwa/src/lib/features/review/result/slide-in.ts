import type { Attachment } from 'svelte/attachments';

const CALM_MS = 200;

/**
 * Lets an element slide in whenever `key` becomes another one than it was shown with, and not when it
 * is first shown. Only moves pixels (no layout), and nothing at all under reduced motion.
 */
export function slideIn(key: () => string): Attachment<HTMLElement> {
  let before: string | null = null;
  return (node) => {
    const now = key();
    const changed = before !== null && before !== now;
    before = now;
    if (!changed || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    node.animate(
      [
        { transform: 'translateY(16px)', opacity: 0 },
        { transform: 'none', opacity: 1 },
      ],
      { duration: CALM_MS, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
    );
  };
}
