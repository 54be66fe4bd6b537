import type { Attachment } from 'svelte/attachments';

/**
 * Calls back once, when at least half of the element (or half of the screen) has been in view of a
 * visible page: what lies in a background tab or below the fold has not been read.
 */
export function whenSeen(seen: () => void): Attachment {
  return (node) => {
    let inView = false;
    const end = new AbortController();
    const check = (): void => {
      if (!inView || document.visibilityState !== 'visible') return;
      stop();
      seen();
    };
    const observer = new IntersectionObserver(
      (entries) => {
        inView = entries.at(-1)?.isIntersecting ?? false;
        check();
      },
      { threshold: 0.5 },
    );
    const stop = (): void => {
      observer.disconnect();
      end.abort();
    };
    document.addEventListener('visibilitychange', check, { signal: end.signal });
    observer.observe(node);
    return stop;
  };
}
