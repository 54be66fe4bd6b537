export { request, setDoors } from './client';
export { Offline, PasswordChangeRequired, RequestError, SignedOut, Unexpected } from './errors';
export { errorOf, readJson, send, sendJson, type Refused } from './http';
export { live, type LiveEvent, type LiveEventName, type LiveState } from './live.svelte';
export type { DataOf, Operation, VariablesOf } from './operation';
export type * from './generated/schema';
