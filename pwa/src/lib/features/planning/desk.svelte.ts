import { Offline, request, Unexpected } from '#lib/graphql';
import {
  Debounce,
  draftKeeper,
  keep,
  newRequestId,
  retryPause,
  seen,
  SingleFlight,
  type DraftKeeper,
} from '#lib/offline';
import type { SaveState } from '#lib/features/review';
import { changes, differs, EMPTY, type PlanForm } from './form';
import type { Gap } from './gaps';
import { merge, resolve, type Merged, type Pick } from './merge';
import { can, formOf, saveInput, type Plan } from './plan';
import { PlanNow, SaveSkp, SubmitSkp, type SaveSkpMutation } from './planning.documents';
import { unsent } from './unsent.svelte';

export interface Refusal {
  code: string;
  message: string;
}

/**
 * loading; failed: nothing on the phone and no answer; ready: the plan stands on the screen, to read or to
 * write; conflict: saved elsewhere too; sending: "Kirim" is on its way, perhaps without signal;
 * stopped: it cannot be written any more, the words stay on the phone; unknown: no such plan for this person.
 */
export type Phase =
  | { name: 'loading' }
  | { name: 'failed'; error: Error }
  | { name: 'ready' }
  | { name: 'conflict'; current: Plan; merged: Merged }
  | { name: 'sending'; error: Error | null }
  | { name: 'stopped'; refusal: Refusal }
  | { name: 'unknown' };

/** What lies on the phone of a plan until the server has confirmed it. */
interface KeptPlan {
  version: number;
  base: PlanForm;
  form: PlanForm;
  sent: PlanForm | null;
  submit: { requestId: string; version: number } | null;
}

/** Refusals after which the plan is fetched as it is now. */
const MOVED = new Set(['SKP_VERSION_CONFLICT', 'SKP_WRONG_STATE', 'EDITS_UNANSWERED']);
const TYPING_PAUSE_MS = 800;
const seenKey = (skpId: string): string => `skp:${skpId}`;
export const planKeeper = (owner: string): DraftKeeper<KeptPlan> =>
  draftKeeper<KeptPlan>(owner, 'skp');

/** One plan on the desk of whoever writes in it: what is typed, what is kept on the phone, what is sent. */
export class PlanDesk {
  phase = $state.raw<Phase>({ name: 'loading' });
  /** The plan as the server said it last. */
  plan = $state.raw<Plan | null>(null);
  /** What stands on the screen; call `edited()` after each change. */
  form = $state<PlanForm>(structuredClone(EMPTY));
  saveState = $state<SaveState>('saved');
  savedAt = $state<number | null>(null);
  /** Why a save was refused. */
  problem = $state.raw<Refusal | null>(null);
  /** Words came back from the phone that had not reached the server. */
  restored = $state(false);
  /** False when this phone cannot keep anything: do not close the page then. */
  keepsWords = $state(true);
  /** What the server missed at "Kirim". */
  missing = $state.raw<Gap[]>([]);
  /** Sent a moment ago, on this phone. */
  fresh = $state(false);

  readonly #keeper: DraftKeeper<KeptPlan>;
  #base: PlanForm = structuredClone(EMPTY);
  #version = 0;
  #sent: PlanForm | null = null;
  #submit: KeptPlan['submit'] = null;
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
    readonly skpId: string,
  ) {
    this.#keeper = planKeeper(owner);
  }

  /** What the server has of it. */
  get base(): PlanForm {
    return this.#base;
  }

  get #unsent(): boolean {
    return differs($state.snapshot(this.form), this.#base);
  }

  // --- coming in -------------------------------------------------------------------------------

  async load(): Promise<void> {
    const kept = await this.#keeper.get(this.skpId).catch(() => null);
    const last = await seen<Plan>(this.owner, seenKey(this.skpId)).catch(() => null);
    this.#leaving ??= this.#keeper.atLeaving(this.skpId, () =>
      this.phase.name !== 'loading' && (this.#unsent || this.#submit) ? this.#row() : null,
    );
    this.#keptAt = kept?.savedAt ?? 0;
    if (last) this.#open(last.data, kept?.body ?? null);
    this.#submit = kept?.body.submit ?? null;
    if (this.#submit) return this.#send();
    await this.#fetch(last ? null : (kept?.body ?? null));
  }

  async #fetch(kept: KeptPlan | null): Promise<void> {
    try {
      const { skp } = await request(PlanNow, { skpId: this.skpId });
      this.#answered();
      if (skp.__typename !== 'Skp') this.phase = { name: 'unknown' };
      else if (this.plan) this.meet(skp);
      else this.#open(skp, kept);
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  #open(plan: Plan, kept: KeptPlan | null): void {
    const server = plan.content ? formOf(plan.content) : structuredClone(EMPTY);
    let merged: Merged = { form: kept?.form ?? server, conflicts: [] };
    if (kept && kept.version === plan.version) this.#sent = kept.sent;
    else if (kept) merged = merge(kept.base, kept.form, server, kept.sent);
    this.restored = kept !== null && kept.submit === null && differs(merged.form, server);
    this.#adopt(plan, merged);
  }

  /** The server holds this now: put together with what stands here. An older answer is dropped. */
  meet(plan: Plan): void {
    if (plan.version < this.#version || this.phase.name === 'conflict') return;
    const mine = $state.snapshot(this.form);
    if (plan.version === this.#version) return this.#adopt(plan, { form: mine, conflicts: [] });
    const theirs = plan.content ? formOf(plan.content) : structuredClone(EMPTY);
    if (!differs(mine, this.#base)) this.#adopt(plan, { form: theirs, conflicts: [] });
    else this.#adopt(plan, merge(this.#base, mine, theirs, this.#sent));
  }

  #adopt(plan: Plan, merged: Merged): void {
    if (!can(plan, 'SAVE')) return this.#readOnly(plan, merged.form);
    this.form = merged.form;
    if (merged.conflicts.length > 0) {
      this.plan ??= plan;
      this.phase = { name: 'conflict', current: plan, merged };
      return;
    }
    this.#take(plan);
    this.phase = { name: 'ready' };
    if (this.#unsent) this.edited();
    else void this.#settled();
  }

  /** It is the other one's turn, or agreed: what was typed here and not sent is kept, and said. */
  #readOnly(plan: Plan, typed: PlanForm): void {
    const lost = this.#version > 0 || this.restored ? differs(typed, this.#base) : false;
    this.#take(plan);
    if (lost && this.#submit === null) {
      this.form = typed;
      this.phase = { name: 'stopped', refusal: { code: 'PLAN_MOVED_ON', message: '' } };
      return;
    }
    this.form = structuredClone(this.#base);
    this.phase = { name: 'ready' };
    void this.#settled();
  }

  #take(plan: Plan): void {
    if (plan.version !== this.#version) this.#sent = null;
    this.plan = plan;
    this.#base = plan.content ? formOf(plan.content) : structuredClone(EMPTY);
    this.#version = plan.version;
    this.savedAt = Date.parse(plan.savedAt);
    // A full or closed shelf costs only the start without signal.
    keep(this.owner, seenKey(this.skpId), plan).catch(() => undefined);
  }

  // --- typing and saving -----------------------------------------------------------------------

  /** Something was typed or tapped: on the phone at once, to the server after a pause. */
  edited(): void {
    if (this.saveState === 'saved' || this.saveState === 'refused') this.saveState = 'waiting';
    this.problem = null;
    unsent.add(this.skpId);
    void this.#keeping.ask();
    this.#typing.touch();
  }

  /** Sends what is not yet sent; resolves when that has an answer or failed. */
  async save(): Promise<void> {
    this.#typing.cancel();
    await this.#saving.ask();
  }

  async #keepOnce(): Promise<void> {
    const form = $state.snapshot(this.form);
    try {
      if (!differs(form, this.#base) && !this.#submit) {
        if (await this.#keeper.confirm(this.skpId, this.#keptAt)) unsent.remove(this.skpId);
        return;
      }
      this.#keptAt = await this.#keeper.put(this.skpId, this.#row());
      this.keepsWords = true;
    } catch {
      this.keepsWords = false; // said beside the saved state
    }
  }

  /** What stands here, as the phone keeps it. */
  #row(): KeptPlan {
    const [version, sent, submit] = [this.#version, this.#sent, this.#submit];
    const base = $state.snapshot(this.#base);
    return { version, base, form: $state.snapshot(this.form), sent, submit };
  }

  async #saveOnce(): Promise<void> {
    if (this.phase.name !== 'ready' || this.#closed || !this.plan) return;
    const form = $state.snapshot(this.form);
    const found = changes(form, this.#base);
    if (!differs(form, this.#base)) return this.#settled();
    if (!can(this.plan, 'SAVE')) return;
    this.#sent = form;
    await this.#keeping.ask();
    try {
      const input = saveInput(this.skpId, this.#version, found);
      const { saveSkp } = await request(SaveSkp, { input });
      this.#answered();
      this.#took(saveSkp);
    } catch (error) {
      this.#noAnswer(error as Error);
    }
  }

  #took(answer: SaveSkpMutation['saveSkp']): void {
    if (answer.__typename === 'Skp') {
      // What was typed meanwhile stands on what has just been saved.
      const mine = $state.snapshot(this.form);
      const theirs = answer.content ? formOf(answer.content) : mine;
      const merged = this.#sent ? merge(this.#sent, mine, theirs, this.#sent) : null;
      this.#adopt(answer, merged ?? { form: mine, conflicts: [] });
    } else if (MOVED.has(answer.code)) void this.#fetch(null);
    else {
      this.#sent = null;
      this.problem = answer;
      if (answer.__typename === 'InvalidInput') this.saveState = 'refused';
      else this.phase = { name: 'stopped', refusal: answer };
    }
  }

  async #settled(): Promise<void> {
    this.saveState = 'saved';
    await this.#keeping.ask();
  }

  // --- no answer -------------------------------------------------------------------------------

  #answered(): void {
    this.#failures = 0;
    clearTimeout(this.#retry);
  }

  #noAnswer(error: Error): void {
    this.#failures += 1;
    if (this.phase.name === 'loading') this.phase = { name: 'failed', error };
    else if (this.phase.name === 'ready' && this.#unsent)
      this.saveState = error instanceof Unexpected ? 'failed' : 'offline';
    clearTimeout(this.#retry);
    if (this.#closed || !(error instanceof Offline || error instanceof Unexpected)) return;
    this.#retry = setTimeout(() => void this.again(), retryPause(this.#failures));
  }

  /** Tries again what has no answer yet. */
  async again(): Promise<void> {
    if (this.#closed) return;
    if (this.phase.name === 'failed') {
      this.phase = { name: 'loading' };
      await this.load();
    } else if (this.phase.name === 'sending') await this.#send();
    else if (this.phase.name === 'ready' && this.#unsent) await this.save();
    else await this.look();
  }

  /** The other one, or another phone of mine, may have written. */
  async look(): Promise<void> {
    if (this.#closed || this.phase.name !== 'ready' || this.#saving.busy) return;
    await this.#fetch(null);
  }

  // --- two phones ------------------------------------------------------------------------------

  /** Goes on with what the person chose for each conflict. */
  settle(picks: Record<string, Pick>): void {
    if (this.phase.name !== 'conflict') return;
    const { current, merged } = this.phase;
    let { form } = merged;
    for (const conflict of merged.conflicts)
      form = resolve(form, conflict, picks[conflict.key] ?? 'mine', newRequestId());
    this.phase = { name: 'ready' };
    this.#adopt(current, { form, conflicts: [] });
  }

  // --- sending ---------------------------------------------------------------------------------

  /** Puts the plan before the leader. The number of this tap lies on the phone before it goes out. */
  async submit(): Promise<void> {
    await this.save();
    if (this.phase.name !== 'ready' || this.saveState !== 'saved') return;
    this.#submit = { requestId: newRequestId(), version: this.#version };
    unsent.add(this.skpId);
    await this.#keeping.ask();
    await this.#send();
  }

  async #send(): Promise<void> {
    if (!this.#submit) return;
    this.phase = { name: 'sending', error: null };
    try {
      const { submitSkp } = await request(SubmitSkp, { skpId: this.skpId, ...this.#submit });
      this.#answered();
      this.#submit = null;
      this.phase = { name: 'ready' };
      if (submitSkp.__typename === 'Skp') {
        this.#sent = null;
        this.fresh = true;
        this.#adopt(submitSkp, { form: structuredClone(this.#base), conflicts: [] });
      } else if (submitSkp.__typename === 'SkpNotComplete') this.missing = submitSkp.gaps;
      else if (MOVED.has(submitSkp.code)) await this.#fetch(null);
      else this.problem = submitSkp;
      await this.#keeping.ask();
      if (!this.plan) await this.#fetch(null);
    } catch (error) {
      this.phase = { name: 'sending', error: error as Error };
      this.#noAnswer(error as Error);
    }
  }

  /** Back to writing while a "Kirim" has no answer; had it arrived, the server will say so. */
  async takeBack(): Promise<void> {
    clearTimeout(this.#retry);
    this.#submit = null;
    this.phase = { name: this.plan ? 'ready' : 'loading' };
    await this.#keeping.ask();
    await this.#fetch(null);
  }

  /** Throws the words on this phone away, at the person's own wish, and shows what stands. */
  async discard(): Promise<void> {
    await this.#keeper.delete(this.skpId).catch(() => undefined);
    unsent.remove(this.skpId);
    this.form = structuredClone(this.#base);
    this.phase = { name: 'ready' };
    this.saveState = 'saved';
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
