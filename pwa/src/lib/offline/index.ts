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
export { draftKeeper, type DraftKeeper, type KeptDraft } from './outbox';
export { KeptQuery, type QueryOptions } from './query.svelte';
