import type { Sheet } from './form';
import type { Merged } from './merge';
import type { GivenSheetFragment } from './rate.documents';

export type Given = GivenSheetFragment;

/** A refusal of the server, or DRAFT_GONE: what was typed here has no draft any more. */
export interface Refusal {
  code: string;
  message: string;
}

/**
 * loading; failed: nothing on the phone and no answer; writing; conflict: another phone saved too;
 * sending: "Kirim" is on its way, perhaps without signal; given: a result stands;
 * stopped: refused, the words stay on the phone; unknown: no such review for this person.
 */
export type Phase =
  | { name: 'loading' }
  | { name: 'failed'; error: Error }
  | { name: 'writing' }
  | { name: 'conflict'; current: Sheet; merged: Merged }
  | { name: 'sending'; error: Error | null }
  | { name: 'given'; given: Given; fresh: boolean }
  | { name: 'stopped'; refusal: Refusal }
  | { name: 'unknown' };

/** saved: the server has it; waiting: on its way; offline, failed: only on this phone; refused: see problem. */
export type SaveState = 'saved' | 'waiting' | 'offline' | 'failed' | 'refused';
