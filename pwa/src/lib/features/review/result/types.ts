import type { ResultLineFragment, ResultSheetFragment } from './result.documents';

/** One result as a line of a list. */
export type ResultLine = ResultLineFragment;
/** One result with everything that stands on its sheet. */
export type ResultSheet = ResultSheetFragment;

export type SheetItem = ResultSheet['items'][number];

export type Part = SheetItem['part'];
export type PersonCard = ResultSheet['rater'];
