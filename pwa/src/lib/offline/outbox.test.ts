import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { claim, clearPhone, keep, readOwner, seen } from './keep';
import { countUnsent, draftKeeper } from './outbox';

const siti = draftKeeper<{ note: string }>('siti');
const budi = draftKeeper<{ note: string }>('budi');

afterEach(async () => {
  for (const owner of ['siti', 'budi']) {
    await claim(owner);
    await clearPhone({ drafts: true });
  }
});

test('what was typed after the sending survives its confirmation', async () => {
  const sent = await siti.put('review-1', { note: 'Baik' });
  await siti.put('review-1', { note: 'Baik sekali' });
  expect(await siti.confirm('review-1', sent)).toBe(false);
  expect((await siti.get('review-1'))?.body).toEqual({ note: 'Baik sekali' });
});

test('a confirmed draft is gone', async () => {
  const sent = await siti.put('review-1', { note: 'Baik' });
  expect(await siti.confirm('review-1', sent)).toBe(true);
  expect(await siti.list()).toEqual([]);
});

test('two owners on one phone do not see each other', async () => {
  await siti.put('review-1', { note: 'Baik' });
  expect(await budi.get('review-1')).toBeNull();
  await budi.delete('review-1');
  expect(await siti.list()).toHaveLength(1);
});

test('another person signing in finds no pages, and the drafts wait for their owner', async () => {
  await claim('siti');
  await keep('siti', 'me', { name: 'Siti' });
  await siti.put('review-1', { note: 'Baik' });
  await claim('budi');
  expect(await readOwner()).toBe('budi');
  expect(await seen('siti', 'me')).toBeNull();
  expect(await siti.list()).toHaveLength(1);
});

test('signing out by hand takes everything of the owner, nothing of others', async () => {
  await budi.put('review-9', { note: 'Cukup' });
  await claim('siti');
  await keep('siti', 'me', { name: 'Siti' });
  await siti.put('review-1', { note: 'Baik' });
  await clearPhone({ drafts: true });
  expect(await readOwner()).toBeNull();
  expect(await seen('siti', 'me')).toBeNull();
  expect(await siti.list()).toEqual([]);
  expect(await budi.list()).toHaveLength(1);
});

test('rooms do not see each other, and all of them count as unsent', async () => {
  const plans = draftKeeper<{ title: string }>('siti', 'skp');
  await siti.put('7', { note: 'Baik' });
  const saved = await plans.put('7', { title: 'Kunjungan rumah' });
  expect((await siti.list()).map(({ reviewId, body }) => [reviewId, body])).toEqual([
    ['7', { note: 'Baik' }],
  ]);
  expect((await plans.list()).map(({ reviewId }) => reviewId)).toEqual(['7']);
  expect((await plans.get('7'))?.body).toEqual({ title: 'Kunjungan rumah' });
  expect(await countUnsent('siti')).toBe(2);
  expect(await plans.confirm('7', saved)).toBe(true);
  expect(await countUnsent('siti')).toBe(1);
});
