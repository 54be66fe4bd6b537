/**
 * Runs one job at a time. Asked while it runs, it runs once more afterwards, however often it was asked:
 * so saves never overtake each other and the last words always go out.
 */
export class SingleFlight {
  #running: Promise<void> | null = null;
  #again = false;

  constructor(readonly job: () => Promise<void>) {}

  get busy(): boolean {
    return this.#running !== null;
  }

  /** Resolves when a run that began after this call has ended. The job must not throw. */
  async ask(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#run();
    return this.#running;
  }

  async #run(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.job();
      } while (this.#again);
    } finally {
      this.#running = null;
    }
  }
}

/** Calls back once, `wait` ms after the last `touch`. */
export class Debounce {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly wait: number,
    readonly call: () => void,
  ) {}

  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.call();
    }, this.wait);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

const FIRST_MS = 2_000;
const MOST_MS = 60_000;

/** Pause before the next try of a save that found no server: 2 s doubling to a minute. */
export const retryPause = (failures: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10));
