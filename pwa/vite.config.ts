import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** The one inline script of app.html (it sets the theme before the first paint) as a CSP source. */
function themeScriptHash(): `sha256-${string}` {
  const page = readFileSync(new URL('./src/app.html', import.meta.url), 'utf8');
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1];
  if (script === undefined) throw new Error('src/app.html has lost its theme script');
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}

/**
 * The version of this build, like 0.1.0-3fa9c2d1: the same sources give the same one, so that building again
 * asks nobody to update, and any change does.
 */
function versionOfSources(): string {
  const root = new URL('.', import.meta.url);
  const own = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    version: string;
  };
  const files = ['src', 'static', 'messages'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.ts$|^\./.test(entry.name))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .filter((path) => !path.includes('/messages/generated/')),
  );
  const hash = createHash('sha256');
  for (const file of [...files.sort(), 'package-lock.json', 'vite.config.ts'])
    hash.update(readFileSync(new URL(file, root)));
  return `${own.version}-${hash.digest('hex').slice(0, 8)}`;
}

const version = versionOfSources();
const api = process.env['ADIL_API'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ pages: 'build', fallback: '200.html', precompress: true, strict: true }),
      compilerOptions: { runes: true },
      // Absolute paths, because 200.html answers at every depth.
      paths: { relative: false },
      csp: {
        mode: 'hash',
        directives: {
          'default-src': ['self'],
          'script-src': ['self', themeScriptHash()],
          'style-src': ['self'],
          // SvelteKit's own announcer for screen readers is the one element with a style attribute.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'img-src': ['self', 'data:'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
        },
      },
      prerender: { entries: ['/', '/masuk', '/kata-sandi'], crawl: false },
      // Registered by features/shell/update.svelte.ts, which asks before it updates.
      serviceWorker: { register: false },
      // No polling for versions: the service worker is the one who knows.
      version: { name: version, pollInterval: 0 },
    }),
  ],
  // In a service worker SvelteKit's own `version` is undefined: it comes from the page's payload.
  define: { ADIL_VERSION: JSON.stringify(version) },
  build: { target: 'es2022', manifest: true },
  server: {
    proxy: {
      '/graphql': { target: api, ws: true },
      '/auth': { target: api },
      '/uploads': { target: api },
    },
  },
  test: { include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'], environment: 'node' },
});
