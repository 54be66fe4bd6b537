/*
  What can go wrong between the app and the server, apart from refusals that are typed data:

  RequestError
  |- Offline                 no answer: no signal, server away, or the wait was too long
  |- SignedOut               401: the session has ended
  |- PasswordChangeRequired  403: the first password must be changed before anything else
  `- Unexpected              the server failed or refused; `errorId` finds it in the log
*/
export class RequestError extends Error {}

export class Offline extends RequestError {
  override name = 'Offline';
}

export class SignedOut extends RequestError {
  override name = 'SignedOut';
}

export class PasswordChangeRequired extends RequestError {
  override name = 'PasswordChangeRequired';
}

export class Unexpected extends RequestError {
  override name = 'Unexpected';

  constructor(
    /** Stable code of the server, or UNEXPECTED. */
    readonly code: string,
    message: string,
    /** Number to quote to the admin; null when the server gave none. */
    readonly errorId: string | null = null,
  ) {
    super(message);
  }
}
