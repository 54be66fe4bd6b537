import { Offline, PasswordChangeRequired, SignedOut, Unexpected } from './errors';

/** Nothing on a bad line should wait for ever; large answers on EDGE may take this long. */
export const TIMEOUT_MS = 25_000;

/** The body of a refused request, as every door of the server writes it. */
export interface Refused {
  code: string;
  message: string;
  errorId?: string;
  field?: string;
  retryAfter?: number;
}

const HEADERS = { accept: 'application/json', 'x-adil': '1' };

/**
 * Sends a request to our own server and hands back the response, whatever its status.
 * Throws Offline when there is none.
 */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...HEADERS, ...(init.headers as Record<string, string> | undefined) };
  const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(path, { credentials: 'same-origin', ...init, headers, signal });
  } catch (error) {
    throw new Offline('no answer', { cause: error });
  }
}

/** The same, with a JSON body. */
export function sendJson(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return send(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Reads a JSON body; a proxy's HTML page or a torn answer is Offline, not a crash. */
export async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (response.status >= 500 || response.ok) throw new Offline('torn answer', { cause: error });
    throw new Unexpected(`HTTP_${response.status}`, response.statusText);
  }
}

/** The error that a refused response stands for. */
export async function errorOf(response: Response): Promise<Error> {
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    return new Offline(`server away (${response.status})`);
  }
  const refused = await readJson<Partial<Refused>>(response).catch((error: Error) => error);
  if (refused instanceof Error) return refused;
  if (response.status === 401) return new SignedOut(refused.message ?? 'signed out');
  if (refused.code === 'PASSWORD_CHANGE_REQUIRED')
    return new PasswordChangeRequired(refused.message);
  const code = refused.code ?? `HTTP_${response.status}`;
  return new Unexpected(code, refused.message ?? response.statusText, refused.errorId ?? null);
}
