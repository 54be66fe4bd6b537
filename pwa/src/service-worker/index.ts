/*
  The app shell on the phone. Built files are named by their content and never change, so they are kept as
  one set per version; a new version waits until the person says so (features/shell/update.svelte.ts).

  - App pages answer from the kept shell at once: on a weak line a page that asks the network first is a
    white page for seconds, and a shell of another version than its files is a torn app.
  - Public pages ask the network first, and fall back to the kept copy.
  - Everything of the server is left alone: data has its own keeper (lib/offline), with an owner.
*/
import { assets, immutable, prerendered } from '$app/manifest';
import { self } from '$app/service-worker';

declare const ADIL_VERSION: string; // written in by vite.config.ts
const CACHE = `adil-${ADIL_VERSION}`;
const SHELL = '/200.html';
/** Doors of the server; whatever lies behind them never enters a cache. */
const DENIED = ['/graphql', '/auth', '/uploads', '/metrics', '/healthz', '/readyz'];
const PUBLIC_WAIT_MS = 4_000;

const absolute = (path: string): string => (path.startsWith('/') ? path : `/${path}`);
const pages = new Set(prerendered.map(({ path }) => absolute(path)));
const files = new Set([...immutable, ...assets].map(({ path }) => absolute(path)));

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then(async (cache) => {
      await cache.addAll([...files, ...pages]);
      // Past the HTTP cache: this one file has no version in its name.
      await cache.add(new Request(SHELL, { cache: 'reload' }));
    }),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => name.startsWith('adil-') && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    }),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'TAKE_OVER') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (DENIED.some((door) => url.pathname === door || url.pathname.startsWith(`${door}/`))) return;
  if (request.mode === 'navigate') event.respondWith(page(request, url.pathname));
  else if (files.has(url.pathname)) event.respondWith(kept(url.pathname, request));
});

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

async function page(request: Request, path: string): Promise<Response> {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  if (!pages.has(bare)) return kept(SHELL, request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PUBLIC_WAIT_MS) });
  } catch {
    return kept(bare, request); // offline or too slow
  }
}
