// npm run msg -- key "teks Indonesia" "English text" [key id en ...]   adds or replaces messages, sorted
// npm run msg -- --remove key [...]                                    removes them
// Safe to run from several shells at once: a lock directory makes the turns.
import { mkdirSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { generate } from './messages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = `${root}messages/.lock`;

async function locked(work) {
  for (let turn = 0; ; turn += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 10_000)
        rmdirSync(lock); // its owner died
      else if (turn > 200)
        throw new Error('messages/.lock is held by somebody else', { cause: error });
      else await new Promise((done) => setTimeout(done, 50));
    }
  }
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}

function edit(locale, change) {
  const path = `${root}messages/${locale}.json`;
  const messages = JSON.parse(readFileSync(path, 'utf8'));
  change(messages);
  const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(`${path}.new`, `${JSON.stringify(sorted, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

const words = process.argv.slice(2);
if (words[0] === '--remove') {
  const keys = words.slice(1);
  await locked(() => {
    for (const locale of ['id', 'en'])
      edit(locale, (all) => keys.forEach((key) => Reflect.deleteProperty(all, key)));
  });
} else {
  if (words.length === 0 || words.length % 3 !== 0) {
    console.error('npm run msg -- key "teks Indonesia" "English text" [key id en ...]');
    process.exit(2);
  }
  const triples = Array.from({ length: words.length / 3 }, (_, at) =>
    words.slice(at * 3, at * 3 + 3),
  );
  const bad = triples.find(([key]) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(key));
  if (bad) throw new Error(`"${bad[0]}": a key is room_thing in lower case`);
  await locked(() => {
    edit('id', (all) => triples.forEach(([key, id]) => (all[key] = id)));
    edit('en', (all) => triples.forEach(([key, , en]) => (all[key] = en)));
  });
}
generate();
