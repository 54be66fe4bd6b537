import { createClient, type Client } from 'graphql-ws';
import { Live, type LiveSubscription } from './live.documents';

/** One event of the stream. */
export type LiveEvent = LiveSubscription['live'];
export type LiveEventName = LiveEvent['__typename'];
type Of<Name extends LiveEventName> = Extract<LiveEvent, { __typename: Name }>;

/** connecting: no stream yet or lost; live: events flow; offline: the phone says it has no network. */
export type LiveState = 'off' | 'connecting' | 'live' | 'offline';

export interface LiveOptions {
  /** Where this phone was in the stream; null begins with now. */
  after: string | null;
  /** False when the app starts from last-seen data: everything is fetched at the first contact. */
  fresh: boolean;
  /** Remembers where this phone is (called after each event). */
  remember(position: string): void;
  /** The session has ended: 4401 or SignedOut. */
  signedOut(): void;
}

const KEEP_ALIVE_MS = 15_000;
const PONG_WAIT_MS = 5_000;
const MAX_RETRY_MS = 30_000;
/** A page hidden for longer than this may have slept through a dead socket. */
const STALE_AFTER_MS = 20_000;
const CLOSED_SIGNED_OUT = 4401;

let state = $state<LiveState>('off');
// Plain on purpose: nothing on the screen depends on who listens.
/* eslint-disable svelte/prefer-svelte-reactivity */
const listeners = new Map<string, Set<(event: LiveEvent) => void>>();
const refetchers = new Set<() => void>();

/** How long to wait before the next try: 0.5 s doubling to 30 s, with a random part so phones spread. */
export function retryDelay(retries: number, random: number): number {
  const base = Math.min(MAX_RETRY_MS, 500 * 2 ** Math.min(retries, 10));
  return base / 2 + (base / 2) * random;
}

function refetchAll(): void {
  for (const refetch of refetchers) refetch();
}

function deliver(event: LiveEvent): void {
  for (const listener of listeners.get(event.__typename) ?? []) listener(event);
}

function listen(name: string, listener: (event: LiveEvent) => void): () => void {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set.add(listener));
  return () => set.delete(listener);
}

/** The line to the server: one socket, one subscription, for as long as somebody is signed in. */
class Line {
  #client: Client;
  #failures = 0;
  #wakeUp: (() => void) | null = null;
  #pongTimer: ReturnType<typeof setTimeout> | undefined;
  #after: string | null;
  #hiddenSince = 0;
  #wasLive: boolean;
  #end = new AbortController();

  constructor(readonly options: LiveOptions) {
    this.#after = options.after;
    this.#wasLive = !options.fresh;
    this.#client = this.#connect();
    this.#watchPhone();
    this.#subscribe();
  }

  #connect(): Client {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    return createClient({
      url: `${scheme}://${location.host}/graphql`,
      lazy: false,
      keepAlive: KEEP_ALIVE_MS,
      retryAttempts: Infinity,
      shouldRetry: (problem) => !isSignedOut(problem),
      retryWait: (retries) => this.#waitToRetry(retries),
      onNonLazyError: (problem) => this.#failed(problem),
      on: {
        closed: () => this.#lost(),
        ping: (received) => {
          if (!received) this.#pongTimer = setTimeout(() => this.#kill(), PONG_WAIT_MS);
        },
        pong: (received) => {
          if (received) clearTimeout(this.#pongTimer);
        },
      },
    });
  }

  /** Sleeps before the next try; a phone that comes back wakes it early. */
  #waitToRetry(retries: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, retryDelay(retries, Math.random()));
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #watchPhone(): void {
    const { signal } = this.#end;
    const back = (): void => {
      if (state === 'offline') state = 'connecting';
      this.#wakeUp?.();
    };
    addEventListener('online', back, { signal });
    addEventListener('offline', () => this.#kill(), { signal });
    addEventListener('pageshow', (event) => event.persisted && this.#returned(), { signal });
    document.addEventListener('visibilitychange', () => this.#visibility(), { signal });
  }

  #visibility(): void {
    if (document.visibilityState === 'hidden') this.#hiddenSince = Date.now();
    else if (Date.now() - this.#hiddenSince > STALE_AFTER_MS) this.#returned();
    else this.#wakeUp?.();
  }

  /** The phone slept: whether the socket lives is unknown, so ask for everything and ping by a new one. */
  #returned(): void {
    if (state === 'live') refetchAll();
    this.#kill();
    this.#wakeUp?.();
  }

  #kill(): void {
    this.#client.terminate();
    this.#lost();
  }

  #lost(): void {
    clearTimeout(this.#pongTimer);
    if (this.#end.signal.aborted) return;
    state = navigator.onLine ? 'connecting' : 'offline';
  }

  #failed(problem: unknown): void {
    this.#lost();
    if (isSignedOut(problem)) this.options.signedOut();
  }

  #subscribe(): void {
    state = navigator.onLine ? 'connecting' : 'offline';
    const place = (): string | null => this.#after;
    this.#client.subscribe<LiveSubscription>(
      {
        query: Live.text,
        operationName: Live.name,
        // Read anew at each reconnect: graphql-ws sends the same payload object again.
        get variables() {
          return { after: place() };
        },
      },
      {
        next: ({ data, errors }) => {
          if (errors?.length) this.#again();
          else if (data) this.#take(data.live);
        },
        error: (problem) => (isSignedOut(problem) ? this.#failed(problem) : this.#again()),
        complete: () => this.#again(),
      },
    );
  }

  /** The server ended the stream though the socket may live: begin again after a pause. */
  #again(): void {
    if (this.#end.signal.aborted) return;
    this.#lost();
    this.#failures += 1;
    void this.#waitToRetry(this.#failures).then(
      () => this.#end.signal.aborted || this.#subscribe(),
    );
  }

  #take(event: LiveEvent): void {
    this.#after = event.position;
    this.options.remember(event.position);
    if (event.__typename === 'Ready') {
      // Subscribe, then fetch; after a gap, fetch again what the replay may not have named.
      state = 'live';
      this.#failures = 0;
      if (this.#wasLive) refetchAll();
      this.#wasLive = true;
    } else if (event.__typename === 'Resync') refetchAll();
    else if (event.__typename === 'SignedOut') this.options.signedOut();
    deliver(event);
  }

  end(): void {
    this.#end.abort();
    clearTimeout(this.#pongTimer);
    this.#wakeUp?.();
    void this.#client.dispose();
    state = 'off';
  }
}

function isSignedOut(problem: unknown): boolean {
  return problem instanceof CloseEvent && problem.code === CLOSED_SIGNED_OUT;
}

let line: Line | null = null;

/** The live line of the app. Features use `on` and `onRefetch`; features/account starts and ends it. */
export const live = {
  get state(): LiveState {
    return state;
  },

  /** Opens the line; does nothing when it is open. */
  start(options: LiveOptions): void {
    line ??= new Line(options);
  },

  end(): void {
    line?.end();
    line = null;
  },

  /** Calls back at each event of that name; hand back the returned function when you leave. */
  on<Name extends LiveEventName>(name: Name, listener: (event: Of<Name>) => void): () => void {
    return listen(name, listener as (event: LiveEvent) => void);
  },

  /** Calls back whenever everything on the screen must be fetched again (reconnect, Resync, wake-up). */
  onRefetch(refetch: () => void): () => void {
    refetchers.add(refetch);
    return () => refetchers.delete(refetch);
  },
};
