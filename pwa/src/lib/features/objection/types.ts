import type {
  ObjectionLineFragment,
  ObjectionSheetFragment,
  CycleStepRowFragment,
  DeliveryCardFragment,
} from './objection.documents';

/** One objection as a line of a list. */
export type ObjectionLine = ObjectionLineFragment;
/** One objection with everything that was said. */
export type ObjectionSheet = ObjectionSheetFragment;
export type StepRow = CycleStepRowFragment;
export type StepKind = StepRow['kind'];
export type RouteReason = ObjectionSheet['routeReasons'][number];
export type Sheet = NonNullable<ObjectionSheet['result']>;
export type SheetItem = Sheet['items'][number];
export type DeliveryCard = DeliveryCardFragment;
