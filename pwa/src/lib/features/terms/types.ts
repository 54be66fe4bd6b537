import type {
  TermPreviewSheetFragment,
  TermRowFragment,
  WorkYearSheetFragment,
} from './terms.documents';

export type TermRow = TermRowFragment;
export type TermKey = TermRow['key'];
export type DayKind = TermRow['dayKind'];
export type Mark = TermRow['mark'];
export type Preview = TermPreviewSheetFragment;
export type WorkYear = WorkYearSheetFragment;
export type DayOff = WorkYear['daysOff'][number];
