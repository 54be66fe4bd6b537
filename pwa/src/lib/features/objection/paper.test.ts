import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { Offline } from '#lib/graphql';
import { Paper, type Sent } from './paper.svelte';
import { papersOf, takePaper, waitingPapers } from './shelf';

interface Body {
  reason: string;
}
interface Given {
  id: string;
}

const OWNER = 'siti';
const ID = 'file:7:1';
const shelf = papersOf<Body>(OWNER);
let calls: [Body, string][] = [];

const paper = (answer: () => Promise<Sent<Given>>): Paper<Body, Given> =>
  new Paper<Body, Given>(OWNER, ID, { reason: '' }, (body, requestId) => {
    calls.push([body, requestId]);
    return answer();
  });
const given = (): Promise<Sent<Given>> => Promise.resolve({ given: { id: '3' } });
const offline = (): Promise<Sent<Given>> => Promise.reject(new Offline('no line'));

afterEach(async () => {
  await shelf.delete(ID);
  calls = [];
});

test('what was typed is found again, and nothing waits before it is sent', async () => {
  const first = paper(given);
  first.body.reason = 'Capaian Agustus';
  first.edited();
  await first.save();
  const again = paper(given);
  expect(await again.load()).toBe(false);
  expect(again.body.reason).toBe('Capaian Agustus');
  expect(await waitingPapers(OWNER)).toEqual([]);
});

test('without signal it waits, and goes out with the same number', async () => {
  const first = paper(offline);
  first.body.reason = 'Capaian Agustus';
  expect(await first.submit()).toBeNull();
  expect(first.state).toBe('waiting');
  expect(await waitingPapers(OWNER)).toHaveLength(1);
  const later = paper(given);
  expect(await later.load()).toBe(true);
  expect(await later.submit()).toEqual({ id: '3' });
  expect(new Set(calls.map(([, requestId]) => requestId)).size).toBe(1);
  expect(await shelf.get(ID)).toBeNull();
});

test('other words than were sent are another paper', async () => {
  const first = paper(offline);
  await first.submit();
  first.body.reason = 'Capaian September';
  first.edited();
  await first.submit();
  expect(new Set(calls.map(([, requestId]) => requestId)).size).toBe(2);
});

test('what is refused stays on the phone and waits for nothing', async () => {
  const refusal = { code: 'STEP_NOT_POSSIBLE', message: 'Sudah lewat.' };
  const one = paper(() => Promise.resolve({ refusal }));
  one.body.reason = 'Capaian Agustus';
  expect(await one.submit()).toBeNull();
  expect(one.refusal).toEqual(refusal);
  expect((await shelf.get(ID))?.body).toEqual({
    body: { reason: 'Capaian Agustus' },
    requestId: null,
  });
  expect(await waitingPapers(OWNER)).toEqual([]);
});

test('a paper that a page has open is left to that page', async () => {
  await paper(offline).submit();
  const leave = takePaper(ID);
  expect(await waitingPapers(OWNER)).toEqual([]);
  leave();
  expect(await waitingPapers(OWNER)).toHaveLength(1);
});
