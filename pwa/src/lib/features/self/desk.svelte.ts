import { Offline, request, Unexpected } from '#lib/graphql';
import type { SaveState } from '#lib/features/review';
import { Debounce, draftKeeper, keep, retryPause, seen, SingleFlight } from '#lib/offline';
import { pending } from '#lib/features/shell';
import {
  changedItems,
  differs,
  EMPTY,
  formOf,
  put,
  type SelfForm,
  type SelfSheet,
  type Theirs,
} from './form';
import { CommitSelf, SaveSelf, SelfForm as SelfFormQuery, type SelfPhase } from './self.documents';

export interface Refusal {
  code: string;
  message: string;
  phase?: SelfPhase;
}

/** loading; failed: no answer and nothing on the phone; ready; unknown: no such period. */
export type Phase =
  { name: 'loading' } | { name: 'failed'; error: Error } | { name: 'ready' } | { name: 'unknown' };

interface Kept {
  version: number;
  base: SelfForm;
  form: SelfForm;
}

const TYPING_PAUSE_MS = 800;
const seenKey = (periodId: string): string => `self:${periodId}`;

/** My self-assessment of a period: what is typed, what is kept on the phone, what is sent. */
export class SelfDesk {
  phase = $state.raw<Phase>({ name: 'loading' });
  sheet = $state.raw<SelfSheet | null>(null);
  /** What stands on the screen; call `edited()` after each change. */
  form = $state<SelfForm>(structuredClone(EMPTY));
  saveState = $state<SaveState>('saved');
  savedAt = $state<number | null>(null);
  keepsWords = $state(true);
  /** What another phone wrote for an item that was written here too. */
  theirs = $state<Theirs>({});
  /** Why a save or "Kirim" was refused. */
  problem = $state.raw<Refusal | null>(null);
  busy = $state(false);

  readonly #keeper;
  #base: SelfForm = structuredClone(EMPTY);
  #version = 0;
  #keptAt = 0;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #leaving: (() => void) | undefined;
  readonly #saving = new SingleFlight(() => this.#saveOnce());
  readonly #keeping = new SingleFlight(() => this.#keepOnce());
  readonly #typing = new Debounce(TYPING_PAUSE_MS, () => void this.save());

  constructor(
    readonly owner: string,
    readonly periodId: string,
  ) {
    this.#keeper = draftKeeper<Kept>(owner, 'self');
  }

  async load(): Promise<void> {
    const kept = await this.#keeper.get(this.periodId).catch(() => null);
    const last = await seen<SelfSheet>(this.owner, seenKey(this.periodId)).catch(() => null);
    this.#leaving ??= this.#keeper.atLeaving(this.periodId, () =>
      this.#unsent ? this.#row() : null,
    );
    this.#keptAt = kept?.savedAt ?? 0;
    if (kept) {
      this.#base = kept.body.base;
      this.#version = kept.body.version;
      this.form = kept.body.form;
    }
    if (last) this.#show(last.data, kept !== null);
    await this.again();
  }

  /** Asks the server again; what is typed stays. */
  async again(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      const { selfAssessment } = await request(SelfFormQuery, { periodId: this.periodId });
      if (selfAssessment.__typename !== 'SelfAssessment') this.phase = { name: 'unknown' };
      else this.#meet(selfAssessment);
      if (differs($state.snapshot(this.form), this.#base)) await this.save();
    } catch (error) {
      if (this.sheet === null) this.phase = { name: 'failed', error: error as Error };
      else this.saveState = this.#unsent ? 'offline' : this.saveState;
    }
  }

  get #unsent(): boolean {
    return differs($state.snapshot(this.form), this.#base);
  }

  /** Shows what lay on the phone until the server answers. */
  #show(sheet: SelfSheet, typed: boolean): void {
    this.sheet = sheet;
    if (!typed) {
      this.#base = formOf(sheet);
      this.#version = sheet.version;
      this.form = formOf(sheet);
    }
    this.phase = { name: 'ready' };
  }

  #meet(sheet: SelfSheet): void {
    const server = formOf(sheet);
    if (sheet.version !== this.#version || this.sheet === null) {
      const merged = put(this.#base, $state.snapshot(this.form), server);
      this.form = merged.form;
      this.theirs = { ...this.theirs, ...merged.theirs };
    }
    this.#base = server;
    this.#version = sheet.version;
    this.sheet = sheet;
    this.savedAt = sheet.savedAt === null ? null : Date.parse(sheet.savedAt);
    this.phase = { name: 'ready' };
    keep(this.owner, seenKey(this.periodId), sheet).catch(() => undefined);
    if (!this.#unsent) void this.#settled();
  }

  /** Takes the words of the other phone for one item. */
  takeTheirs(key: string): void {
    const other = this.theirs[key];
    if (other) this.form.items[key] = { ...other };
    this.dropTheirs(key);
    this.edited();
  }

  /** Keeps the own words for one item. */
  dropTheirs(key: string): void {
    this.theirs = Object.fromEntries(Object.entries(this.theirs).filter(([one]) => one !== key));
  }

  /** Something was typed or tapped: on the phone at once, to the server after a pause. */
  edited(): void {
    if (this.saveState === 'saved' || this.saveState === 'refused') this.saveState = 'waiting';
    this.problem = null;
    void this.#keeping.ask();
    this.#typing.touch();
  }

  /** Sends what is not yet sent; resolves when that has an answer or failed. */
  async save(): Promise<void> {
    this.#typing.cancel();
    await this.#saving.ask();
  }

  /** Sends the whole for good. False when it did not go: `problem` or the saved state says why. */
  async commit(): Promise<boolean> {
    this.busy = true;
    try {
      await this.save();
      if (this.saveState !== 'saved') return false;
      const variables = { periodId: this.periodId, version: this.#version };
      const { commitSelfAssessment: answer } = await request(CommitSelf, variables);
      if (answer.__typename === 'SelfAssessment') this.#meet(answer);
      else if (answer.__typename === 'SelfAssessmentConflict') this.#meet(answer.current);
      else this.#refused(answer);
      return answer.__typename === 'SelfAssessment';
    } catch (error) {
      this.#noAnswer(error as Error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #saveOnce(): Promise<void> {
    if (this.phase.name !== 'ready' || this.#closed || this.sheet?.phase !== 'OPEN') return;
    const form = $state.snapshot(this.form);
    if (!differs(form, this.#base)) return this.#settled();
    const items = changedItems(form, this.#base).map((key) => ({
      key,
      rating: form.items[key]?.rating ?? null,
      note: form.items[key]?.note ?? '',
    }));
    const input = { periodId: this.periodId, version: this.#version, items, summary: form.summary };
    try {
      const { saveSelfAssessment: answer } = await request(SaveSelf, { input });
      this.#failures = 0;
      if (answer.__typename === 'SelfAssessment') {
        // What was typed while the save was on its way stays; the base moves up to what was saved.
        this.#base = form;
        this.#meet(answer);
      } else if (answer.__typename === 'SelfAssessmentConflict') this.#meet(answer.current);
      else return this.#refused(answer);
      if (this.#unsent) this.#typing.touch();
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  #refused(refusal: Refusal): void {
    this.problem = refusal;
    this.saveState = 'refused';
    if (refusal.phase && this.sheet) this.sheet = { ...this.sheet, phase: refusal.phase };
  }

  #noAnswer(error: Error): void {
    const gone = error instanceof Offline;
    this.saveState = gone ? 'offline' : 'failed';
    if (error instanceof Unexpected || gone) {
      this.#failures += 1;
      this.#retry = setTimeout(() => void this.save(), retryPause(this.#failures));
    }
  }

  async #settled(): Promise<void> {
    this.saveState = 'saved';
    await this.#keeping.ask();
  }

  async #keepOnce(): Promise<void> {
    const form = $state.snapshot(this.form);
    try {
      if (!differs(form, this.#base)) {
        if (await this.#keeper.confirm(this.periodId, this.#keptAt)) pending.set('self', 0);
        return;
      }
      pending.set('self', 1);
      this.#keptAt = await this.#keeper.put(this.periodId, this.#row());
      this.keepsWords = true;
    } catch {
      this.keepsWords = false; // said beside the saved state
    }
  }

  /** What stands here, as the phone keeps it. */
  #row(): Kept {
    const base = $state.snapshot(this.#base);
    return { version: this.#version, base, form: $state.snapshot(this.form) };
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
