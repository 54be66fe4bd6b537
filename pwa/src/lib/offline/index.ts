export {
  claim,
  clearPhone,
  keep,
  readOwner,
  readPosition,
  seen,
  writePosition,
  type Seen,
} from './keep';
export { countUnsent, draftKeeper, type DraftKeeper, type KeptDraft } from './outbox';
export { KeptQuery, type QueryOptions } from './query.svelte';
export { Debounce, retryPause, SingleFlight } from './queue';
export { newRequestId } from './request-id';
