import { goto } from '$app/navigation';
import {
  live,
  Offline,
  PasswordChangeRequired,
  request,
  setDoors,
  SignedOut,
  type DataOf,
} from '#lib/graphql';
import {
  claim,
  clearPhone,
  keep,
  readOwner,
  readPosition,
  seen,
  writePosition,
} from '#lib/offline';
import { Me } from './account.documents';
import { onArrival } from './arrival';
import { endSession } from './auth';

export type Viewer = DataOf<typeof Me>['me'];

/**
 * starting: not known yet; in: signed in (perhaps seen from the phone only);
 * out: on the way to the sign-in page; failed: nothing on the phone and no answer.
 */
export type SessionPhase = 'starting' | 'in' | 'out' | 'failed';

const POSITION_PAUSE_MS = 1_000;

/** Whose data lies on the phone under which name: the person, or the account when there is none. */
const ownerOf = (me: Viewer): string => me.person?.id ?? `account:${me.nip}`;

class Session {
  phase = $state<SessionPhase>('starting');
  me = $state.raw<Viewer | null>(null);
  error = $state.raw<Error | null>(null);
  #started = false;
  #position: string | null = null;
  #positionTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    onArrival(() => this.#reset());
  }

  /** Key of everything this person keeps on the phone. Only read it inside the (app) pages. */
  get owner(): string {
    if (!this.me) throw new Error('nobody is signed in');
    return ownerOf(this.me);
  }

  get isRater(): boolean {
    return this.me?.isRater ?? false;
  }

  get isHrAdmin(): boolean {
    return this.me?.roles.includes('HR_ADMIN') ?? false;
  }

  get isAuditor(): boolean {
    return this.me?.roles.includes('AUDITOR') ?? false;
  }

  /** Shows who was here last at once, asks the server, opens the live line. Safe to call again. */
  async start(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    setDoors({
      signedOut: () => void this.#leave(),
      passwordChangeRequired: () => void goto('/kata-sandi'),
    });
    live.onRefetch(() => void this.refresh());
    await this.#showSeen();
    await this.refresh();
  }

  async #showSeen(): Promise<void> {
    try {
      const owner = await readOwner();
      const last = owner === null ? null : await seen<Viewer>(owner, 'me');
      if (last) this.#enter(last.data);
    } catch {
      // A phone whose storage is closed starts from the server alone.
    }
  }

  #enter(me: Viewer): void {
    this.me = me;
    this.phase = 'in';
    this.error = null;
  }

  /** Asks the server who is signed in. */
  async refresh(): Promise<void> {
    try {
      const { me } = await request(Me, {});
      if (me.mustChangePassword) return void goto('/kata-sandi');
      await this.#remember(me);
      this.#enter(me);
      this.#goLive(me.position, true);
    } catch (error) {
      await this.#failed(error as Error);
    }
  }

  async #remember(me: Viewer): Promise<void> {
    try {
      await claim(ownerOf(me));
      await keep(ownerOf(me), 'me', me);
    } catch {
      // Without storage the app works; it only cannot start offline.
    }
  }

  async #failed(error: Error): Promise<void> {
    this.error = error;
    if (error instanceof SignedOut || error instanceof PasswordChangeRequired) return; // told by doors
    if (this.phase === 'starting') this.phase = 'failed';
    if (this.me && error instanceof Offline) {
      this.#goLive(await readPosition().catch(() => null), false);
    }
  }

  #goLive(after: string | null, fresh: boolean): void {
    live.start({
      after,
      fresh,
      remember: (position) => this.#rememberPosition(position),
      signedOut: () => void this.#leave(),
    });
  }

  /** Writes the place in the stream at most once a second. */
  #rememberPosition(position: string): void {
    this.#position = position;
    this.#positionTimer ??= setTimeout(() => {
      this.#positionTimer = undefined;
      if (this.phase !== 'in' || this.#position === null) return;
      // Losing it costs one full fetch at the next start, nothing else.
      writePosition(this.#position).catch(() => undefined);
    }, POSITION_PAUSE_MS);
  }

  /** Again from the failure page. */
  async retry(): Promise<void> {
    this.phase = 'starting';
    await this.refresh();
  }

  /** The session ended somewhere else: to the sign-in page, and back here afterwards. Drafts stay. */
  async #leave(): Promise<void> {
    if (this.phase === 'out') return;
    const here = location.pathname + location.search;
    await this.#forget({ drafts: false });
    await goto(`/masuk?kembali=${encodeURIComponent(here)}`);
  }

  /** Signs out by hand: the server first, then everything of this person leaves the phone. */
  async signOut(): Promise<void> {
    await endSession();
    await this.#forget({ drafts: true });
    await goto('/masuk');
  }

  async #forget(what: { drafts: boolean }): Promise<void> {
    this.phase = 'out';
    this.#started = false;
    live.end();
    clearTimeout(this.#positionTimer);
    this.#positionTimer = undefined;
    await clearPhone(what).catch(() => undefined); // closed storage holds nothing
    this.me = null;
  }

  /** A new person signed in on the sign-in page: begin from nothing. */
  #reset(): void {
    this.phase = 'starting';
    this.#started = false;
    this.me = null;
    this.error = null;
  }
}

/** Who is signed in on this phone. One for the whole app. */
export const session = new Session();
