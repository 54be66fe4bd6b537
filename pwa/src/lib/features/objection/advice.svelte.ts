import { request } from '#lib/graphql';
import { Debounce } from '#lib/offline';
import type { Rating } from '#lib/messages';
import type { Advice } from './deciding';
import { TryDecision } from './objection.documents';
import type { Sheet } from './types';

const PAUSE_MS = 250;

/** What the rule suggests from the items as the decider would set them, asked of the server. */
export class Adviser {
  /** Before the first answer: what stands now. */
  advice = $state.raw<Advice>({ hasil: null, perilaku: null });
  /** The server has said what it suggests for the ratings as they are. */
  known = $state(false);
  #ratings: Record<string, Rating> = {};
  #run = 0;
  #pause = new Debounce(PAUSE_MS, () => void this.#ask());

  constructor(readonly sheet: Sheet) {
    this.advice = { hasil: sheet.suggestedHasil, perilaku: sheet.suggestedPerilaku };
  }

  /** Says what the ratings are now; asks after a short pause. */
  follow(ratings: Record<string, Rating>): void {
    const same = JSON.stringify(ratings) === JSON.stringify(this.#ratings);
    if (same && this.known) return;
    this.#ratings = ratings;
    if (Object.keys(ratings).length === 0) {
      this.#run += 1;
      this.advice = { hasil: this.sheet.suggestedHasil, perilaku: this.sheet.suggestedPerilaku };
      this.known = true;
      return;
    }
    this.known = false;
    this.#pause.touch();
  }

  async #ask(): Promise<void> {
    const run = ++this.#run;
    const ratings = Object.entries(this.#ratings).map(([key, rating]) => ({ key, rating }));
    const { reviewId, number } = this.sheet;
    try {
      const asked = { reviewId, number, ratings, hasil: null, perilaku: null };
      const { simulation } = await request(TryDecision, asked);
      if (run !== this.#run || simulation.__typename !== 'Simulation') return;
      const { hasil, perilaku } = simulation;
      this.advice = { hasil: hasil.suggestion.rating, perilaku: perilaku.suggestion.rating };
      this.known = true;
    } catch {
      // No signal: the last suggestion stays, marked as not known; the decision itself says more.
    }
  }
}
