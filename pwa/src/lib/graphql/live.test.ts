import type { ClientOptions, Sink } from 'graphql-ws';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { live, retryDelay, type LiveEvent } from './live.svelte';

interface Payload {
  variables: { after: string | null };
}

/** The library that holds the socket; the line above it is under test. */
const socket = {
  options: {} as ClientOptions,
  subscriptions: [] as { payload: Payload; sink: Sink<{ data: { live: unknown } }> }[],
  terminated: 0,
  disposed: 0,
};

vi.mock('graphql-ws', () => ({
  createClient: (options: ClientOptions) => {
    socket.options = options;
    return {
      subscribe: (payload: Payload, sink: Sink<{ data: { live: unknown } }>) =>
        socket.subscriptions.push({ payload, sink }),
      terminate: () => (socket.terminated += 1),
      dispose: () => (socket.disposed += 1),
    };
  },
}));

class FakeClose extends Event {
  constructor(readonly code: number) {
    super('close');
  }
}

const seen: string[] = [];
const signedOut = vi.fn();
const refetch = vi.fn();
let forget: () => void;

const start = (fresh: boolean): void =>
  live.start({ after: '7', fresh, remember: (position) => seen.push(position), signedOut });
const latest = (): (typeof socket.subscriptions)[number] => {
  const last = socket.subscriptions.at(-1);
  if (!last) throw new Error('nothing was subscribed');
  return last;
};
const say = (__typename: string, position: string): void =>
  latest().sink.next({ data: { live: { __typename, position } as LiveEvent } });

beforeEach(() => {
  vi.useFakeTimers();
  const phone = new EventTarget();
  vi.stubGlobal('addEventListener', phone.addEventListener.bind(phone));
  vi.stubGlobal('dispatchEvent', phone.dispatchEvent.bind(phone));
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('location', { protocol: 'https:', host: 'adil.example' });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('CloseEvent', FakeClose);
  forget = live.onRefetch(refetch);
});

afterEach(() => {
  live.end();
  forget();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  Object.assign(socket, { subscriptions: [], terminated: 0, disposed: 0 });
  seen.length = 0;
});

test.each([
  [0, 0, 250],
  [0, 1, 500],
  [1, 0.5, 750],
  [5, 1, 16_000],
  [6, 0, 15_000],
  [6, 1, 30_000],
  [1_000_000, 1, 30_000],
])('try %i waits, by the random part %f, for %i ms', (retries, random, wait) => {
  expect(retryDelay(retries, random)).toBe(wait);
});

test('the line uses the scheme of the page and never gives up on a lost one', () => {
  start(true);
  expect(socket.options.url).toBe('wss://adil.example/graphql');
  expect(socket.options.retryAttempts).toBe(Infinity);
  expect(socket.options.shouldRetry?.(new FakeClose(1006))).toBe(true);
  expect(socket.options.shouldRetry?.(new FakeClose(4401))).toBe(false);
});

test('pages fetched a moment ago are not fetched again at the first contact', () => {
  start(true);
  expect(live.state).toBe('connecting');
  say('Ready', '8');
  expect(live.state).toBe('live');
  expect(refetch).not.toHaveBeenCalled();
});

test('pages shown from the phone are fetched at the first contact', () => {
  start(false);
  say('Ready', '8');
  expect(refetch).toHaveBeenCalledTimes(1);
});

test('after a gap the stream goes on from the last event, and everything is fetched', () => {
  start(true);
  say('Ready', '8');
  say('PeriodsChanged', '9');
  socket.options.on?.closed?.(new FakeClose(1006));
  expect(live.state).toBe('connecting');
  expect(latest().payload.variables).toEqual({ after: '9' });
  say('Ready', '9');
  expect(live.state).toBe('live');
  expect(refetch).toHaveBeenCalledTimes(1);
  expect(seen).toEqual(['8', '9', '9']);
});

test('a place too old for the replay fetches everything', () => {
  start(true);
  say('Resync', '40');
  expect(refetch).toHaveBeenCalledTimes(1);
});

test('a stream that the server ends is opened again after the pause', async () => {
  start(true);
  say('Ready', '8');
  latest().sink.complete();
  expect(live.state).toBe('connecting');
  expect(socket.subscriptions).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1_000); // the first pause is 0.5 to 1 s
  expect(socket.subscriptions).toHaveLength(2);
});

test('a network that comes back wakes a pause early', async () => {
  start(true);
  const waited = vi.fn();
  void socket.options.retryWait?.(9).then(waited);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(waited).not.toHaveBeenCalled();
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(waited).toHaveBeenCalledTimes(1);
});

test('a phone without network says so and drops the socket', () => {
  start(true);
  say('Ready', '8');
  vi.stubGlobal('navigator', { onLine: false });
  dispatchEvent(new Event('offline'));
  expect(live.state).toBe('offline');
  expect(socket.terminated).toBe(1);
});

test('a ping without an answer drops the socket; an answer keeps it', async () => {
  start(true);
  socket.options.on?.ping?.(false, undefined);
  socket.options.on?.pong?.(true, undefined);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(socket.terminated).toBe(0);
  socket.options.on?.ping?.(false, undefined);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(socket.terminated).toBe(1);
});

test.each([
  ['the event', () => say('SignedOut', '9')],
  ['the close code', () => socket.options.onNonLazyError?.(new FakeClose(4401))],
])('a session ended elsewhere is told by %s', (_how, end) => {
  start(true);
  end();
  expect(signedOut).toHaveBeenCalledTimes(1);
});

test('listeners hear their own events only, and none after they leave', () => {
  start(true);
  const heard = vi.fn();
  const leave = live.on('TeamChanged', heard);
  say('PeriodsChanged', '9');
  say('TeamChanged', '10');
  leave();
  say('TeamChanged', '11');
  expect(heard).toHaveBeenCalledTimes(1);
});

test('an ended line stays silent', async () => {
  start(true);
  latest().sink.complete();
  live.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(socket.subscriptions).toHaveLength(1);
  expect(socket.disposed).toBe(1);
  expect(live.state).toBe('off');
});
