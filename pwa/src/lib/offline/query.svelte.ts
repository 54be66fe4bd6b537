import { live, Offline, request, type LiveEventName, type Operation } from '#lib/graphql';
import { keep, seen } from './keep';

export interface QueryOptions<Data, Variables> {
  /** Whose data: the signed-in person's id (features/account: session.owner). */
  owner: string;
  operation: Operation<Data, Variables>;
  variables: Variables;
  /** Events after which the data is fetched again (besides reconnects). */
  refetchOn?: LiveEventName[];
  /** Not kept on the phone (lists of other people, searches). */
  volatile?: boolean;
}

/**
 * Data of a page: first what this phone saw last, then what the server says, then again whenever the
 * live line says so. `data` with `stale` true is last-seen data whose age is `savedAt`.
 */
export class KeptQuery<Data, Variables> {
  data = $state.raw<Data | null>(null);
  /** When `data` came from the server (milliseconds since 1970). */
  savedAt = $state<number | null>(null);
  /** The server has not (yet) confirmed `data` in this visit. */
  stale = $state(true);
  loading = $state(true);
  error = $state.raw<Error | null>(null);
  #run = 0;

  constructor(readonly options: QueryOptions<Data, Variables>) {}

  /** True when there is nothing to show but an error. */
  get failed(): boolean {
    return this.data === null && this.error !== null;
  }

  get offline(): boolean {
    return this.error instanceof Offline;
  }

  get #key(): string {
    return `${this.options.operation.name}:${JSON.stringify(this.options.variables)}`;
  }

  /** Begins; hands back the function that ends it. Meant for $effect: `$effect(() => query.start())`. */
  start(): () => void {
    const again = (): void => void this.refetch();
    const ends = (this.options.refetchOn ?? []).map((name) => live.on(name, again));
    ends.push(live.onRefetch(again));
    void this.#showSeen();
    again();
    return () => {
      this.#run += 1;
      for (const end of ends) end();
    };
  }

  async #showSeen(): Promise<void> {
    if (this.options.volatile) return;
    const last = await seen<Data>(this.options.owner, this.#key).catch(() => null); // no shelf: no past
    if (!last || !this.stale) return;
    this.data = last.data;
    this.savedAt = last.savedAt;
  }

  /** Fetches now. The newest call wins; an older answer that comes later is dropped. */
  async refetch(): Promise<void> {
    const run = ++this.#run;
    this.loading = true;
    try {
      const data = await request(this.options.operation, this.options.variables);
      if (run === this.#run) await this.set(data);
    } catch (error) {
      if (run === this.#run) this.error = error as Error;
    } finally {
      if (run === this.#run) this.loading = false;
    }
  }

  /** Puts newer data in place (an event or a mutation brought it) and keeps it on the phone. */
  async set(data: Data): Promise<void> {
    this.data = data;
    this.stale = false;
    this.error = null;
    this.savedAt = Date.now();
    if (this.options.volatile) return;
    // A full or closed shelf costs only the offline copy; the page itself is right.
    await keep(this.options.owner, this.#key, $state.snapshot(data)).catch(() => undefined);
  }
}
