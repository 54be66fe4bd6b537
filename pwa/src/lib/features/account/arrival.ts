/*
  "Somebody has just signed in." The public pages say it, the app listens. It stands between them, so that
  the sign-in page does not have to load the live line and IndexedDB with the session.
*/
let listener: (() => void) | null = null;

/** The session listens here; without it nobody was signed in before, and there is nothing to forget. */
export function onArrival(next: () => void): void {
  listener = next;
}

/** Says that whoever goes on from here is not the person of before. */
export function arrive(): void {
  listener?.();
}
