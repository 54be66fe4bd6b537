// What a first visit downloads, in brotli bytes, from what the build wrote. Fails above the budget.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const KIB = 1024;
const root = fileURLToPath(new URL('..', import.meta.url));
const output = `${root}.svelte-kit/output/client/.vite/manifest.json`;
const generated = '.svelte-kit/generated/build/client-optimized';
const manifest = JSON.parse(readFileSync(output, 'utf8'));

/** First visits: `html` is the page served, `route` what the router then loads besides. */
const VISITS = [
  { name: 'app, signed in, /beranda', html: '200.html', route: '/(app)/beranda', limit: 110 },
  { name: 'public, /', html: 'index.html', route: null, limit: 60 },
  { name: 'public, /masuk', html: 'masuk.html', route: null, limit: 60 },
];

/** Numbers of the SvelteKit nodes of a route: its layouts and its page. */
function nodesOf(route) {
  const app = readFileSync(`${root}${generated}/app.js`, 'utf8');
  const line = app.split('\n').find((one) => one.trim().startsWith(`${JSON.stringify(route)}:`));
  if (!line) throw new Error(`the router does not know ${route}`);
  return [0, ...(line.slice(line.indexOf(':')).match(/\d+/g) ?? []).map(Number)];
}

/** Files of an entry of the manifest, with everything it imports at once. */
function filesOf(key, found = new Set(), done = new Set()) {
  const entry = manifest[key];
  if (!entry) throw new Error(`the build manifest has no ${key}`);
  if (done.has(key)) return found;
  done.add(key);
  for (const file of [entry.file, ...(entry.css ?? [])]) found.add(file);
  for (const next of entry.imports ?? []) filesOf(next, found, done);
  return found;
}

function filesIn(html) {
  const page = readFileSync(`${root}build/${html}`, 'utf8');
  return [...page.matchAll(/(?:href|src)="\/(_app\/[^"]+)"/g)].map(([, file]) => file);
}

/** Bytes on the wire: the .br beside a file, or the file itself where none was worth writing. */
function weigh(file) {
  const path = `${root}build/${file}`;
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

let failed = false;
for (const { name, html, route, limit } of VISITS) {
  const files = new Set([html, ...filesIn(html)]);
  if (route) for (const node of nodesOf(route)) filesOf(`${generated}/nodes/${node}.js`, files);
  const size = [...files].reduce((sum, file) => sum + weigh(file), 0) / KIB;
  const verdict = size > limit ? 'TOO HEAVY' : 'ok';
  console.log(
    `${name}: ${size.toFixed(1)} KiB brotli in ${files.size} files, limit ${limit} KiB, ${verdict}`,
  );
  failed ||= size > limit;
}
if (failed) process.exitCode = 1;
