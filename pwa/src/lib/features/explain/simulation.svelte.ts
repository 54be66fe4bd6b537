import { Offline, request } from '#lib/graphql';
import type { Rating } from '#lib/messages';
import { Simulate } from './explain.documents';
import type { Simulated } from './types';

/**
 * Ratings that are tried. Only in memory: neither this phone nor the server keeps any of it. The
 * rule runs on the server, so that it stands in one place.
 */
export class Simulation {
  /** What the server found for the newest ratings it answered. */
  found = $state.raw<Simulated | null>(null);
  /** Where it started: what was given, or the plan. */
  start = $state.raw<Simulated | null>(null);
  error = $state.raw<Error | null>(null);
  refused = $state('');
  asking = $state(false);
  ratings = $state.raw<Record<string, Rating>>({});
  hasil = $state<Rating | null>(null);
  perilaku = $state<Rating | null>(null);
  #run = 0;

  constructor(
    readonly reviewId: string | null,
    readonly number: number | null,
  ) {}

  get offline(): boolean {
    return this.error instanceof Offline;
  }

  /** Whether anything is tried that was not given. */
  get tried(): boolean {
    return Object.keys(this.ratings).length > 0 || this.hasil !== null || this.perilaku !== null;
  }

  /** Items as they are tried now, even before the server has answered. */
  get items(): Simulated['items'] {
    return (this.found?.items ?? []).map((item) => ({
      ...item,
      rating: this.ratings[item.key] ?? item.rating,
    }));
  }

  given(key: string): Rating | null {
    return this.start?.items.find((item) => item.key === key)?.rating ?? null;
  }

  rate(key: string, rating: Rating): void {
    const rest = Object.fromEntries(Object.entries(this.ratings).filter(([k]) => k !== key));
    this.ratings = rating === this.given(key) ? rest : { ...rest, [key]: rating };
    void this.ask();
  }

  /** Choose an overall rating by hand, or null to follow the suggestion. */
  choose(aspect: 'hasil' | 'perilaku', rating: Rating | null): void {
    this[aspect] = rating;
    void this.ask();
  }

  reset(): void {
    this.ratings = {};
    this.hasil = this.perilaku = null;
    void this.ask();
  }

  /** Asks for the outcome. The newest call wins. */
  async ask(): Promise<void> {
    const run = ++this.#run;
    this.asking = true;
    try {
      const { simulation } = await request(Simulate, {
        reviewId: this.reviewId,
        number: this.number,
        ratings: Object.entries(this.ratings).map(([key, rating]) => ({ key, rating })),
        hasil: this.hasil,
        perilaku: this.perilaku,
      });
      if (run !== this.#run) return;
      this.error = null;
      if (simulation.__typename === 'Simulation') {
        this.found = simulation;
        this.start ??= simulation;
      } else this.refused = simulation.message;
    } catch (error) {
      if (run === this.#run) this.error = error as Error;
    } finally {
      if (run === this.#run) this.asking = false;
    }
  }
}
