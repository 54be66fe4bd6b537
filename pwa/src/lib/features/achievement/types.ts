import type { SetCardFragment, UnitCardFragment, UnitSheetFragment } from './achievement.documents';

export type UnitSheet = UnitSheetFragment;
export type UnitCard = UnitCardFragment;
export type SetCard = SetCardFragment;
export type Spread = UnitSheet['spreads'][number];
export type PatternRule = NonNullable<UnitSheet['rule']>;
export type PatternWarning = Spread['warnings'][number];
