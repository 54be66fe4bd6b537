import { PasswordChangeRequired, SignedOut, Unexpected } from './errors';
import { errorOf, readJson, sendJson } from './http';
import type { Operation } from './operation';

interface GraphQLAnswer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string; errorId?: string } }[];
}

/** What the app does when the session is gone or not yet complete; set once by features/account. */
export interface Doors {
  signedOut(): void;
  passwordChangeRequired(): void;
}

let doors: Doors | null = null;

export function setDoors(next: Doors): void {
  doors = next;
}

/** Passes an error on, after telling the app where it must go. */
function told(error: Error): Error {
  if (error instanceof SignedOut) doors?.signedOut();
  if (error instanceof PasswordChangeRequired) doors?.passwordChangeRequired();
  return error;
}

/**
 * Sends an operation and gives its data. Expected refusals are members of the data (`__typename`);
 * everything else is thrown: Offline, SignedOut, PasswordChangeRequired, Unexpected.
 */
export async function request<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const body = { query: operation.text, variables, operationName: operation.name };
  const response = await sendJson('/graphql', body);
  if (!response.ok) throw told(await errorOf(response));
  const answer = await readJson<GraphQLAnswer<Data>>(response);
  const error = answer.errors?.[0];
  if (error) {
    const { code = 'UNEXPECTED', errorId = null } = error.extensions ?? {};
    if (code === 'NOT_SIGNED_IN') throw told(new SignedOut(error.message));
    throw new Unexpected(code, error.message, errorId);
  }
  if (answer.data === null || answer.data === undefined)
    throw new Unexpected('EMPTY_ANSWER', 'no data');
  return answer.data;
}
