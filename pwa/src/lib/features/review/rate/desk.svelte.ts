import { Offline, request, Unexpected } from '#lib/graphql';
import { Debounce, newRequestId, retryPause, SingleFlight } from '#lib/offline';
import { differs, formOf, saveInput, withForm, type Asks, type Form, type Sheet } from './form';
import { RatingShelf, type KeptRating, type SubmitTicket } from './kept';
import { merge, resolve, type Merged, type Pick } from './merge';
import type { Phase, Refusal, SaveState } from './phase';
import {
  AbandonCorrection,
  CopyRating,
  RateDraft,
  RateDraftVersion,
  RateGiven,
  SaveDraft,
  StartCorrection,
  SubmitReview,
  type DraftAdviceFragment,
  type SaveDraftMutation,
  type SubmitReviewMutation,
} from './rate.documents';
import { waiting } from './waiting.svelte';

type Saved = { version: number; savedAt: string } & DraftAdviceFragment;

type Source = { reviewId: string; number: number };

const TYPING_PAUSE_MS = 800;
/** Which versions of the year's results a draft stands on. */
const yearOf = (sheet: Sheet): string =>
  sheet.weighed.map((it) => `${it.reviewId}:${it.number}`).join();
const EMPTY: Form = {
  items: {},
  hasil: null,
  perilaku: null,
  reasonHasil: '',
  reasonPerilaku: '',
  summary: '',
  weighing: '',
};

/** One review on the desk of its rater: what is typed, what is kept on the phone, what is sent. */
export class RatingDesk {
  phase = $state.raw<Phase>({ name: 'loading' });
  /** The draft as the server said it last, with the suggestion to it. */
  sheet = $state.raw<Sheet | null>(null);
  /** What stands on the screen; call `edited()` after each change. */
  form = $state<Form>(EMPTY);
  saveState = $state<SaveState>('saved');
  savedAt = $state<number | null>(null);
  /** Why a save was refused. */
  problem = $state.raw<Refusal | null>(null);
  /** Words came back from the phone that had not reached the server. */
  restored = $state(false);
  /** False when this phone cannot keep anything (private mode, full): do not close the page then. */
  keepsWords = $state(true);
  /** A result of the year came, or changed, while an annual draft was open: to be read first. */
  yearMoved = $state(false);
  /** What a refused "Kirim" missed: keys of items, "reasonHasil", "reasonPerilaku". */
  missing = $state.raw<string[]>([]);

  /** A rule of the period was changed while this draft was open: look again before sending. */
  rulesChanged = $state(false);

  readonly #shelf: RatingShelf;
  #base: Form = EMPTY;
  #version = 0;
  /** The save that has no answer yet, and the "Kirim" that has none. */
  #sent: Form | null = null;
  #submit: SubmitTicket | null = null;
  #keptAt = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #leaving: (() => void) | undefined;
  readonly #saving = new SingleFlight(() => this.#saveOnce());
  readonly #keeping = new SingleFlight(() => this.#keepOnce());
  readonly #typing = new Debounce(TYPING_PAUSE_MS, () => void this.save());

  constructor(
    owner: string,
    readonly reviewId: string,
  ) {
    this.#shelf = new RatingShelf(owner);
  }

  get #unsent(): boolean {
    return differs($state.snapshot(this.form), this.#base);
  }

  // --- coming in: what the phone has at once, then what the server says ------------------------

  async load(): Promise<void> {
    const kept = await this.#shelf.typed(this.reviewId).catch(() => null);
    const last = await this.#shelf.lastSheet(this.reviewId).catch(() => null);
    this.#leaving ??= this.#shelf.words.atLeaving(this.reviewId, () =>
      this.phase.name !== 'loading' && (this.#unsent || this.#submit) ? this.#row() : null,
    );
    this.#keptAt = kept?.savedAt ?? 0;
    if (last) this.#open(last, kept?.body ?? null);
    this.#submit = kept?.body.submit ?? null;
    if (this.#submit) return this.#send();
    await this.#fetch(last ? null : (kept?.body ?? null));
  }

  /** Asks for the draft. `kept`: words of the phone that do not stand on the screen yet. */
  async #fetch(kept: KeptRating | null): Promise<void> {
    try {
      const { draft } = await request(RateDraft, { reviewId: this.reviewId });
      if (draft.__typename === 'NotFound') await this.#withoutDraft(kept, draft);
      else if (this.sheet) this.#meet(draft);
      else this.#open(draft, kept);
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  #open(sheet: Sheet, kept: KeptRating | null): void {
    const server = formOf(sheet);
    let merged: Merged = { form: kept?.form ?? server, conflicts: [] };
    if (kept && kept.version === sheet.version) this.#sent = kept.sent;
    else if (kept) merged = merge(kept.base, kept.form, server, kept.sent);
    this.restored = kept !== null && kept.submit === null && differs(merged.form, server);
    this.#adopt(sheet, merged);
  }

  /** The server holds this draft now: put together with what stands here. An older answer is dropped. */
  #meet(sheet: Sheet): void {
    if (sheet.version < this.#version || this.phase.name === 'conflict') return;
    const mine = $state.snapshot(this.form);
    const known = sheet.version === this.#version;
    const theirs = formOf(sheet);
    this.#adopt(
      sheet,
      known ? { form: mine, conflicts: [] } : merge(this.#base, mine, theirs, this.#sent),
    );
  }

  #adopt(sheet: Sheet, merged: Merged): void {
    this.form = merged.form;
    if (merged.conflicts.length > 0) {
      this.sheet ??= sheet;
      this.phase = { name: 'conflict', current: sheet, merged };
      return;
    }
    if (sheet.version !== this.#version && this.#version !== 0) this.#sent = null;
    this.#noticeRules(sheet);
    if (this.sheet && yearOf(this.sheet) !== yearOf(sheet)) this.yearMoved = true;
    this.sheet = sheet;
    this.#base = formOf(sheet);
    this.#version = sheet.version;
    this.savedAt = Date.parse(sheet.savedAt);
    this.phase = { name: 'writing' };
    this.#keepSheet();
    if (differs(merged.form, this.#base)) this.edited();
    else void this.#settled();
  }

  #noticeRules({ asks }: { asks?: Asks }): void {
    const before = this.sheet?.asks?.seen;
    if (before && asks && asks.seen !== before) this.rulesChanged = true;
  }

  #keepSheet(): void {
    // A full or closed shelf costs only the start without signal.
    if (this.sheet) this.#shelf.keepSheet(this.sheet).catch(() => undefined);
  }

  /** No draft is open: a result stands, or this review is not mine. */
  async #withoutDraft(kept: KeptRating | null, refusal: Refusal): Promise<void> {
    const lost = kept ? differs(kept.form, kept.base) : this.#unsent;
    if (kept) this.form = kept.form;
    if (lost) {
      this.phase = { name: 'stopped', refusal: { ...refusal, code: 'DRAFT_GONE' } };
      return;
    }
    const { result } = await request(RateGiven, { reviewId: this.reviewId });
    const given = result.__typename === 'Result';
    this.phase = given ? { name: 'given', given: result, fresh: false } : { name: 'unknown' };
  }

  // --- typing and saving ---------------------------------------------------------------------

  /** Something was typed or tapped: on the phone at once, to the server after a pause. */
  edited(): void {
    if (this.saveState === 'saved' || this.saveState === 'refused') this.saveState = 'waiting';
    this.problem = null;
    waiting.add(this.reviewId);
    void this.#keeping.ask();
    this.#typing.touch();
  }

  /** Sends what is not yet sent; resolves when that has an answer or failed. */
  async save(): Promise<void> {
    this.#typing.cancel();
    await this.#saving.ask();
  }

  /** Puts on the phone what the server does not have; takes away what it has. */
  async #keepOnce(): Promise<void> {
    const form = $state.snapshot(this.form);
    try {
      if (!differs(form, this.#base) && !this.#submit) {
        const gone = await this.#shelf.words.confirm(this.reviewId, this.#keptAt);
        if (gone) waiting.remove(this.reviewId);
        return;
      }
      this.#keptAt = await this.#shelf.words.put(this.reviewId, this.#row());
      this.keepsWords = true;
    } catch {
      this.keepsWords = false; // said beside the saved state
    }
  }

  /** What stands here, as the phone keeps it. */
  #row(): KeptRating {
    return {
      name: this.sheet?.employee.name ?? '',
      version: this.#version,
      base: this.#base,
      form: $state.snapshot(this.form),
      sent: this.#sent,
      submit: this.#submit,
    };
  }

  async #saveOnce(): Promise<void> {
    if (this.phase.name !== 'writing' || this.#closed) return;
    const form = $state.snapshot(this.form);
    if (!differs(form, this.#base)) return this.#settled();
    this.#sent = form;
    await this.#keeping.ask();
    const input = saveInput(this.reviewId, this.#version, form, this.#base);
    try {
      const { saveDraft } = await request(SaveDraft, { input });
      this.#answered();
      await this.#took(saveDraft, form);
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  async #took(answer: SaveDraftMutation['saveDraft'], form: Form): Promise<void> {
    if (answer.__typename === 'DraftSaved') return this.#confirmed(answer.draft, form);
    if (answer.__typename === 'VersionConflict') return this.#meet(answer.current);
    this.#sent = null;
    if (answer.__typename === 'InvalidInput') {
      this.saveState = 'refused';
      this.problem = answer;
    } else this.phase = { name: 'stopped', refusal: answer };
  }

  async #confirmed(draft: Saved, form: Form): Promise<void> {
    if (!this.sheet) return;
    this.#base = form;
    this.#version = draft.version;
    this.#sent = null;
    this.#noticeRules(draft);
    this.sheet = { ...withForm(this.sheet, form), ...draft };
    this.savedAt = Date.parse(draft.savedAt);
    this.#keepSheet();
    if (!this.#unsent) return this.#settled();
    // Typed meanwhile: kept from the new version on, sent after the pause.
    this.saveState = 'waiting';
    await this.#keeping.ask();
    this.#typing.touch();
  }

  /** Everything typed is on the server. */
  async #settled(): Promise<void> {
    this.saveState = 'saved';
    await this.#keeping.ask();
  }

  // --- no answer -----------------------------------------------------------------------------

  #answered(): void {
    this.#failures = 0;
    clearTimeout(this.#retry);
  }

  #noAnswer(error: Error): void {
    this.#failures += 1;
    if (this.phase.name === 'loading') this.phase = { name: 'failed', error };
    else if (this.phase.name === 'writing' && this.#unsent)
      this.saveState = error instanceof Unexpected ? 'failed' : 'offline';
    clearTimeout(this.#retry);
    // Signed out and the like: the app is on its way to another page; the words stay for their owner.
    if (this.#closed || !(error instanceof Offline || error instanceof Unexpected)) return;
    this.#retry = setTimeout(() => void this.again(), retryPause(this.#failures));
  }

  /** Tries again what has no answer yet: the line is back, or somebody asked. */
  async again(): Promise<void> {
    if (this.#closed) return;
    if (this.phase.name === 'failed') {
      this.phase = { name: 'loading' };
      await this.load();
    } else if (this.phase.name === 'sending') await this.#send();
    else if (this.phase.name === 'writing') await this.save();
  }

  /** Another phone of mine may have written: asks for the version only, and for more if it is newer. */
  async look(): Promise<void> {
    if (this.#saving.busy || this.#closed) return;
    try {
      if (this.phase.name === 'given') return await this.#lookAtGiven();
      if (this.phase.name !== 'writing') return;
      const { draft } = await request(RateDraftVersion, { reviewId: this.reviewId });
      const known = draft.__typename === 'Draft' && draft.version <= this.#version;
      // A save under way finds out by itself.
      if (known || this.#saving.busy || this.phase.name !== 'writing') return;
      await this.#fetch(null);
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  /** A rule was changed: asks anew what is suggested and owed. What is typed stays. */
  async rules(): Promise<void> {
    if (this.phase.name === 'writing' && !this.#closed) await this.#fetch(null);
  }

  async #lookAtGiven(): Promise<void> {
    const { result } = await request(RateGiven, { reviewId: this.reviewId });
    if (this.phase.name !== 'given' || result.__typename !== 'Result') return;
    this.phase = { ...this.phase, given: result };
  }

  // --- two phones ----------------------------------------------------------------------------

  /** Goes on with what the rater chose for each conflict. */
  settle(picks: Record<string, Pick>): void {
    if (this.phase.name !== 'conflict') return;
    const { current, merged } = this.phase;
    let { form } = merged;
    for (const conflict of merged.conflicts)
      form = resolve(form, conflict, picks[conflict.key] ?? 'mine');
    this.#adopt(current, { form, conflicts: [] });
  }

  // --- one item from an earlier result -------------------------------------------------------

  /** Takes rating and note of one item from an earlier result; gives the refusal, or null. */
  async copy(key: string, from: Source, reason: string): Promise<Refusal | null> {
    await this.save();
    const { copyRating } = await request(CopyRating, {
      input: {
        reviewId: this.reviewId,
        version: this.#version,
        key,
        fromReviewId: from.reviewId,
        fromNumber: from.number,
        reason,
      },
    });
    if (copyRating.__typename === 'DraftSaved') this.#meet(copyRating.draft);
    else if (copyRating.__typename === 'VersionConflict') this.#meet(copyRating.current);
    return copyRating.__typename === 'DraftSaved' ? null : copyRating;
  }

  // --- giving the result ---------------------------------------------------------------------

  /** Gives the result. The number of this tap lies on the phone before it goes out. */
  async submit(): Promise<void> {
    await this.save();
    if (this.phase.name !== 'writing' || this.saveState !== 'saved') return;
    const seen = this.sheet?.asks?.seen;
    this.#submit = { requestId: newRequestId(), version: this.#version, seen };
    waiting.add(this.reviewId);
    await this.#keeping.ask();
    await this.#send();
  }

  async #send(): Promise<void> {
    if (!this.#submit) return;
    const { requestId, version, seen } = this.#submit;
    this.phase = { name: 'sending', error: null };
    try {
      const variables = { reviewId: this.reviewId, version, requestId, seen: seen ?? null };
      const { submitReview } = await request(SubmitReview, variables);
      this.#answered();
      await this.#gave(submitReview);
    } catch (error) {
      this.phase = { name: 'sending', error: error as Error };
      this.#noAnswer(error as Error);
    }
  }

  async #gave(answer: SubmitReviewMutation['submitReview']): Promise<void> {
    this.#submit = null;
    if (answer.__typename === 'Result') {
      await this.#forget();
      this.phase = { name: 'given', given: answer, fresh: true };
      return;
    }
    if (answer.__typename === 'AlreadySubmitted')
      await this.#forget(); // all of it was saved before
    else await this.#keeping.ask();
    this.phase = { name: 'writing' };
    if (answer.__typename === 'VersionConflict') this.#meet(answer.current);
    else if (answer.__typename === 'RulesChanged') {
      this.#meet(answer.current);
      this.rulesChanged = true;
    } else if (answer.__typename === 'NotComplete') this.missing = answer.missing;
    else if (answer.__typename !== 'AlreadySubmitted')
      this.phase = { name: 'stopped', refusal: answer };
    if (!this.sheet || answer.__typename === 'AlreadySubmitted') await this.#fetch(null);
  }

  /** Back to writing while a "Kirim" has no answer; had it arrived, the server will say so. */
  async withdraw(): Promise<void> {
    clearTimeout(this.#retry);
    this.#submit = null;
    this.phase = { name: this.sheet ? 'writing' : 'loading' };
    await this.#keeping.ask();
    await this.#fetch(null);
  }

  async #forget(): Promise<void> {
    await this.#shelf.words.delete(this.reviewId).catch(() => undefined); // a stale copy merges away
    waiting.remove(this.reviewId);
  }

  // --- corrections ---------------------------------------------------------------------------

  /** Opens a correction of the result that stands; gives the refusal, or null when it is open. */
  async correct(reason: string): Promise<Refusal | null> {
    const { startCorrection } = await request(StartCorrection, { reviewId: this.reviewId, reason });
    if (startCorrection.__typename !== 'Draft') return startCorrection;
    this.#open(startCorrection, null);
    return null;
  }

  /** Drops the correction; the result given stands. Gives the refusal, or null when it is dropped. */
  async abandon(): Promise<Refusal | null> {
    await this.save();
    const variables = { reviewId: this.reviewId, version: this.#version };
    const { abandonCorrection } = await request(AbandonCorrection, variables);
    if (abandonCorrection.__typename !== 'Result') return abandonCorrection;
    await this.#forget();
    this.phase = { name: 'given', given: abandonCorrection, fresh: false };
    return null;
  }

  /** Throws the words on this phone away, at the rater's own wish, and shows what stands. */
  async discard(): Promise<void> {
    await this.#forget();
    this.#sent = null;
    this.sheet = null;
    this.form = EMPTY;
    this.#base = EMPTY;
    this.#version = 0;
    this.phase = { name: 'loading' };
    await this.#fetch(null);
  }

  /** Sends the last words and stops trying; what found no server waits on the phone. */
  close(): void {
    void this.save().finally(() => {
      this.#closed = true;
      this.#leaving?.();
      clearTimeout(this.#retry);
    });
  }
}
