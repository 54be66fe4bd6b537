import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { live, Offline, request, type Operation } from '#lib/graphql';
import { clearPhone, keep, seen } from './keep';
import { KeptQuery } from './query.svelte';

vi.mock('#lib/graphql', async (original) => ({ ...(await original<object>()), request: vi.fn() }));

const Name: Operation<{ name: string }, { id: string }> = {
  name: 'Name',
  text: 'query Name{name}',
};
const KEY = 'Name:{"id":"1"}';
const options = { owner: 'siti', operation: Name, variables: { id: '1' } };
const server = vi.mocked(request);

/** A call to the server whose answer the test gives when it wants. */
function held(): { answer: (name: string) => void; fail: (error: Error) => void } {
  let answer!: (name: string) => void;
  let fail!: (error: Error) => void;
  server.mockImplementationOnce(
    () =>
      new Promise((resolve, reject) => {
        answer = (name) => resolve({ name });
        fail = reject;
      }),
  );
  return { answer: (name) => answer(name), fail: (error) => fail(error) };
}

afterEach(async () => {
  await clearPhone({ drafts: true });
  vi.restoreAllMocks();
  server.mockReset();
});

test('what was seen last stands until the server answers, and its answer is kept', async () => {
  await keep('siti', KEY, { name: 'old' });
  const call = held();
  const query = new KeptQuery(options);
  const end = query.start();
  await vi.waitFor(() => expect(query.data).toEqual({ name: 'old' }));
  expect([query.stale, query.loading]).toEqual([true, true]);
  call.answer('new');
  await vi.waitFor(() => expect(query.loading).toBe(false));
  expect([query.data, query.stale, query.error]).toEqual([{ name: 'new' }, false, null]);
  expect((await seen('siti', KEY))?.data).toEqual({ name: 'new' });
  end();
});

test('without a network the last seen data stays, with its age and the reason', async () => {
  const savedAt = await keep('siti', KEY, { name: 'old' });
  server.mockRejectedValueOnce(new Offline('no answer'));
  const query = new KeptQuery(options);
  const end = query.start();
  await vi.waitFor(() => expect(query.data).toEqual({ name: 'old' }));
  await vi.waitFor(() => expect(query.offline).toBe(true));
  expect([query.stale, query.savedAt, query.failed]).toEqual([true, savedAt, false]);
  end();
});

test('with nothing seen before, a failure is all there is', async () => {
  server.mockRejectedValueOnce(new Offline('no answer'));
  const query = new KeptQuery(options);
  await query.refetch();
  expect([query.failed, query.loading]).toEqual([true, false]);
});

test('an older answer that comes later is dropped', async () => {
  const first = held();
  const second = held();
  const query = new KeptQuery(options);
  const both = [query.refetch(), query.refetch()];
  second.answer('second');
  first.answer('first');
  await Promise.all(both);
  expect(query.data).toEqual({ name: 'second' });
});

test('a page that was left takes no answer any more', async () => {
  server.mockResolvedValueOnce({ name: 'first' });
  const query = new KeptQuery({ ...options, volatile: true });
  const end = query.start();
  await vi.waitFor(() => expect(query.data).toEqual({ name: 'first' }));
  const call = held();
  const asked = query.refetch();
  end();
  call.answer('late');
  await asked;
  expect(query.data).toEqual({ name: 'first' });
});

test('volatile data leaves nothing on the phone', async () => {
  server.mockResolvedValueOnce({ name: 'secret' });
  const query = new KeptQuery({ ...options, volatile: true });
  await query.refetch();
  expect(query.data).toEqual({ name: 'secret' });
  expect(await seen('siti', KEY)).toBeNull();
});

test('its events and every reconnect fetch again, until it ends', async () => {
  const heard = new Map<string, () => void>();
  const ended: string[] = [];
  vi.spyOn(live, 'on').mockImplementation((name, listener) => {
    heard.set(name, listener as () => void);
    return () => ended.push(name);
  });
  vi.spyOn(live, 'onRefetch').mockImplementation((listener) => {
    heard.set('refetch', listener);
    return () => ended.push('refetch');
  });
  server.mockResolvedValue({ name: 'x' });
  const end = new KeptQuery({ ...options, refetchOn: ['TeamChanged'] }).start();
  heard.get('TeamChanged')?.();
  heard.get('refetch')?.();
  expect(server).toHaveBeenCalledTimes(3);
  end();
  expect(ended).toEqual(['TeamChanged', 'refetch']);
});
