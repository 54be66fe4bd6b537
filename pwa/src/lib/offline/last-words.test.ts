import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claim, clearPhone } from './keep';
import { dropLastWords, writeLastWords } from './last-words';
import { countUnsent, draftKeeper } from './outbox';

/** Node has no localStorage that forgets: its keys are own properties, as in a browser. */
class Storage {
  setItem(key: string, value: string): void {
    Object.assign(this, { [key]: value });
  }
  getItem(key: string): string | null {
    return ((this as Record<string, unknown>)[key] as string | undefined) ?? null;
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key);
  }
}

const siti = draftKeeper<{ note: string }>('siti');

beforeEach(() => vi.stubGlobal('localStorage', new Storage()));
afterEach(async () => {
  await claim('siti');
  await clearPhone({ drafts: true });
  vi.unstubAllGlobals();
});

test('the last letters of a page that went away come back, once', async () => {
  await siti.put('1', { note: 'Bai' });
  const gone = siti.atLeaving('1', () => ({ note: 'Baik' }));
  const settled = siti.atLeaving('2', () => null);
  writeLastWords();
  expect(Object.keys(localStorage)).toEqual(['adil:last:siti:1']);
  gone();
  settled();
  expect((await siti.get('1'))?.body).toEqual({ note: 'Baik' });
  expect(Object.keys(localStorage)).toEqual([]);
});

test('a page that still lives is not robbed, and takes its copy back when it stays', async () => {
  await siti.put('1', { note: 'Bai' });
  const gone = siti.atLeaving('1', () => ({ note: 'Baik' }));
  writeLastWords();
  expect((await siti.get('1'))?.body).toEqual({ note: 'Bai' });
  dropLastWords();
  gone();
  expect((await siti.get('1'))?.body).toEqual({ note: 'Bai' });
});

test('what the shelf has newer stays', async () => {
  const gone = siti.atLeaving('1', () => ({ note: 'lama' }));
  writeLastWords();
  gone();
  const now = Date.now() + 1000;
  vi.spyOn(Date, 'now').mockReturnValue(now);
  await siti.put('1', { note: 'baru' });
  vi.restoreAllMocks();
  expect((await siti.get('1'))?.body).toEqual({ note: 'baru' });
});

test('they count as unsent, and go at sign-out', async () => {
  await claim('siti');
  const gone = siti.atLeaving('1', () => ({ note: 'Baik' }));
  writeLastWords();
  gone();
  expect(await countUnsent('siti')).toBe(1);
  const again = siti.atLeaving('3', () => ({ note: 'Cukup' }));
  writeLastWords();
  await clearPhone({ drafts: true });
  again();
  expect(await countUnsent('siti')).toBe(0);
});
