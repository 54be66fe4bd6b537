import { Offline, Unexpected } from '#lib/graphql';
import { Debounce, newRequestId, type DraftKeeper } from '#lib/offline';
import { papersOf, waitingPapers, type KeptPaper } from './shelf';

/** A refusal of the server: nothing was done, and what was typed is still here. */
export interface Refusal {
  code: string;
  message: string;
}

/** done: the server has it; its answer is `given`. */
export type Sent<Given> = { given: Given } | { refusal: Refusal };
export type Send<Body, Given> = (body: Body, requestId: string) => Promise<Sent<Given>>;

/** writing; sending; waiting: no signal, goes out by itself; refused, failed: the words are still here. */
export type PaperState = 'loading' | 'writing' | 'sending' | 'waiting' | 'refused' | 'failed';

const PAUSE_MS = 400;

/**
 * One thing that somebody writes and sends once: kept on the phone at every pause in typing, sent
 * with a number of its own, taken off the phone only when the server has it.
 */
export class Paper<Body, Given> {
  body: Body = $state() as Body;
  state = $state<PaperState>('loading');
  refusal = $state.raw<Refusal | null>(null);
  error = $state.raw<Error | null>(null);
  /** When the words were last put on the phone; null while nothing was typed. */
  savedAt = $state<number | null>(null);
  /** False where the phone's storage is closed. */
  keeps = $state(true);
  #requestId: string | null = null;
  #shelf: DraftKeeper<KeptPaper<Body>>;
  #dirty = false;
  #leaving: (() => void) | undefined;
  #pause = new Debounce(PAUSE_MS, () => void this.save());

  constructor(
    readonly owner: string,
    readonly id: string,
    readonly empty: Body,
    readonly send: Send<Body, Given>,
  ) {
    this.#shelf = papersOf<Body>(owner);
    this.body = empty;
  }

  /** Takes what lies on the phone; "Kirim" that was under way is taken up again by `submit`. */
  async load(): Promise<boolean> {
    const kept = await this.#shelf.get(this.id).catch(() => {
      this.keeps = false;
      return null;
    });
    this.#leaving ??= this.#shelf.atLeaving(this.id, () => (this.#dirty ? this.#row() : null));
    if (kept) {
      this.body = { ...this.empty, ...kept.body.body };
      this.savedAt = kept.savedAt;
      this.#requestId = kept.body.requestId;
    }
    this.state = this.#requestId === null ? 'writing' : 'waiting';
    return this.#requestId !== null;
  }

  /** Something was typed: kept after a short pause. Other words than were sent are another paper. */
  edited(): void {
    this.#requestId = null;
    this.refusal = null;
    this.error = null;
    this.state = 'writing';
    this.#dirty = true;
    this.#pause.touch();
  }

  #row(): KeptPaper<Body> {
    return { body: $state.snapshot(this.body) as Body, requestId: this.#requestId };
  }

  /** Puts everything on the phone now. */
  async save(): Promise<void> {
    this.#pause.cancel();
    this.#dirty = false;
    try {
      this.savedAt = await this.#shelf.put(this.id, this.#row());
      this.keeps = true;
    } catch {
      this.keeps = false; // said on the screen: the words are only in this page
    }
    await waitingPapers(this.owner);
  }

  /** Sends it. Without signal it stays 'waiting' and may be asked again with the same number. */
  async submit(): Promise<Given | null> {
    if (this.state === 'sending') return null;
    this.state = 'sending';
    this.refusal = null;
    this.error = null;
    this.#requestId ??= newRequestId();
    await this.save();
    try {
      const sent = await this.send($state.snapshot(this.body) as Body, this.#requestId);
      if ('refusal' in sent) return await this.#refused(sent.refusal);
      await this.forget();
      return sent.given;
    } catch (error) {
      this.error = error as Error;
      this.state = error instanceof Offline ? 'waiting' : 'failed';
      return null;
    }
  }

  async #refused(refusal: Refusal): Promise<null> {
    this.#requestId = null;
    this.refusal = refusal;
    this.state = 'refused';
    await this.save();
    return null;
  }

  /** The number to quote when the server failed. */
  get errorId(): string {
    return this.error instanceof Unexpected ? (this.error.errorId ?? this.error.code) : '';
  }

  /** Takes it off the phone. */
  async forget(): Promise<void> {
    this.#pause.cancel();
    this.#dirty = false;
    await this.#shelf.delete(this.id).catch(() => undefined); // a closed shelf holds nothing
    this.#requestId = null;
    this.savedAt = null;
    await waitingPapers(this.owner);
  }

  /** The page may not come back: the last words go to the phone's disk now. */
  hide(): void {
    if (this.#dirty) void this.save();
  }

  /** Leaving the page: the last words too. */
  close(): void {
    this.hide();
    this.#leaving?.();
    this.#pause.cancel();
  }
}
