import { errorOf, Offline, readJson, send, sendJson, Unexpected, type Refused } from '#lib/graphql';
import { m } from '#lib/messages';

/** What the sign-in and password forms show after a refusal. */
export interface FormProblem {
  /** The input it belongs to; "" for the form as a whole. */
  field: string;
  text: string;
  /** Seconds until another try makes sense; 0 when now. */
  wait: number;
}

export type SignIn = { mustChangePassword: boolean } | FormProblem;

const MAX_WAIT = 3600;

/** A NIP as typed (with spaces, dots, dashes) without them. */
export function plainNip(typed: string): string {
  return typed.replace(/[\s.-]/g, '');
}

/** What is wrong with a typed NIP, or "". The server has the last word. */
export function nipProblem(typed: string): string {
  const nip = plainNip(typed);
  if (nip === '') return m.account_nip_missing();
  if (/^\d+$/.test(nip) && nip.length !== 18) return m.account_nip_length({ count: nip.length });
  return '';
}

/** Where to go after signing in: only paths of this app, never another site. */
export function safeReturn(path: string | null): string {
  const inside =
    path !== null &&
    /^\/(?![/\\])[\x21-\x7e]*$/.test(path) &&
    !/^\/(masuk|kata-sandi)\b/.test(path);
  return inside ? path : '/beranda';
}

/** A short name for this device in the list of devices: "Android · Chrome". */
export function deviceName(agent: string): string {
  const find = (pairs: [RegExp, string][]): string =>
    pairs.find(([mark]) => mark.test(agent))?.[1] ?? '';
  const system = find([
    [/Android/, 'Android'],
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Windows/, 'Windows'],
    [/CrOS/, 'ChromeOS'],
    [/Mac OS X/, 'Mac'],
    [/Linux/, 'Linux'],
  ]);
  const browser = find([
    [/Edg\w*\//, 'Edge'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  return [system, browser].filter(Boolean).join(' · ');
}

/** A refusal of /auth as something to show beside the right input. */
export function problemOf(refused: Refused): FormProblem {
  const wait = Math.min(Math.max(Math.ceil(refused.retryAfter ?? 0), 0), MAX_WAIT);
  if (refused.code === 'TOO_MANY_ATTEMPTS') return { field: '', text: m.account_too_many(), wait };
  if (refused.code === 'WRONG_CREDENTIALS') return { field: '', text: m.account_wrong(), wait };
  return { field: refused.field ?? '', text: wordsOf(refused), wait };
}

function wordsOf(refused: Refused): string {
  const words: Record<string, () => string> = {
    PASSWORD_TOO_SHORT: m.account_password_too_short,
    PASSWORD_TOO_COMMON: m.account_password_too_common,
    PASSWORD_SAME: m.account_password_same,
    PASSWORD_TOO_LONG: m.account_password_too_long,
    PASSWORD_PERSONAL: m.account_password_personal,
    WRONG_PASSWORD: m.account_password_wrong,
    BUSY: m.account_busy,
    INVALID_INPUT: m.account_unreadable,
    FORBIDDEN_ORIGIN: m.error_wrong_place,
    MISSING_HEADER: m.error_wrong_place,
  };
  // A newer server may know a rule that this version does not: its own sentence says more.
  return words[refused.code]?.() ?? (refused.message || m.account_refused({ code: refused.code }));
}

/** Failures that are nobody's typing: no network, or the server broke. */
export function failureOf(error: unknown): FormProblem {
  if (error instanceof Offline) return { field: '', text: m.account_offline(), wait: 0 };
  if (error instanceof Unexpected) {
    return { field: '', text: m.account_unexpected({ id: error.errorId ?? error.code }), wait: 0 };
  }
  throw error;
}

async function refusalOf(response: Response): Promise<FormProblem> {
  if (response.status >= 500) throw await errorOf(response);
  return problemOf(await readJson<Refused>(response));
}

/** Signs in. Throws Offline or Unexpected; a refusal is handed back as a FormProblem. */
export async function signIn(nip: string, password: string): Promise<SignIn> {
  const device = deviceName(navigator.userAgent);
  const response = await sendJson('/auth/login', { nip: plainNip(nip), password, device });
  if (!response.ok) return refusalOf(response);
  return readJson<{ mustChangePassword: boolean }>(response);
}

/** Changes the own password; null when done. The other devices are signed out by the server. */
export async function changePassword(current: string, next: string): Promise<FormProblem | null> {
  const response = await sendJson('/auth/password', { current, new: next });
  if (response.ok) return null;
  if (response.status === 401) throw await errorOf(response);
  return refusalOf(response);
}

/** Ends this session on the server. */
export async function endSession(): Promise<void> {
  const response = await send('/auth/logout', { method: 'POST' });
  if (!response.ok && response.status !== 401) throw await errorOf(response);
}

export async function readSession(): Promise<{ signedIn: boolean; mustChangePassword: boolean }> {
  const response = await send('/auth/session');
  if (!response.ok) throw await errorOf(response);
  return readJson(response);
}
