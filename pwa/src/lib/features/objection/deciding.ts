import type { Predikat, Rating } from '#lib/messages';
import { tooShort } from './filing';
import type { Sheet } from './types';

/** What a decider writes. `hasil` and `perilaku` null: as the rule suggests from the items. */
export interface Deciding {
  decision: 'UPHELD' | 'CHANGED' | null;
  reason: string;
  /** Only the items whose rating differs from the result. */
  ratings: Record<string, Rating>;
  hasil: Rating | null;
  perilaku: Rating | null;
  reasonHasil: string;
  reasonPerilaku: string;
}

export const emptyDeciding = (): Deciding => ({
  decision: null,
  reason: '',
  ratings: {},
  hasil: null,
  perilaku: null,
  reasonHasil: '',
  reasonPerilaku: '',
});

export const REASON_LEAST = 10;
export const RATINGS: readonly Rating[] = ['DI_ATAS', 'SESUAI', 'DI_BAWAH'];

/** What the rule suggests from the items as they would be. */
export interface Advice {
  hasil: Rating | null;
  perilaku: Rating | null;
}

/** The rating of an item as it would be. */
export const ratingOf = (
  deciding: Deciding,
  item: { key: string; rating: Rating | null },
): Rating | null => deciding.ratings[item.key] ?? item.rating;

/** The two ratings that would stand: what the decider chose, else the suggestion. */
export const standing = (deciding: Deciding, advice: Advice): Advice => ({
  hasil: deciding.hasil ?? advice.hasil,
  perilaku: deciding.perilaku ?? advice.perilaku,
});

/** The predikat that would stand, by the dated matrix of the result; null while something is open. */
export function predikatAfter(sheet: Sheet, deciding: Deciding, advice: Advice): Predikat | null {
  const { hasil, perilaku } = standing(deciding, advice);
  const cell = sheet.rule.matrix.find((one) => one.hasil === hasil && one.perilaku === perilaku);
  return cell?.predikat ?? null;
}

/** Whether the decider departs from a suggestion and so owes a reason. */
export const departs = (deciding: Deciding, advice: Advice, key: 'hasil' | 'perilaku'): boolean =>
  deciding[key] !== null && advice[key] !== null && deciding[key] !== advice[key];

/** Whether anything would differ from the result at all. */
export function changesSomething(sheet: Sheet, deciding: Deciding, advice: Advice): boolean {
  if (Object.keys(deciding.ratings).length > 0) return true;
  const after = standing(deciding, advice);
  return after.hasil !== sheet.hasil || after.perilaku !== sheet.perilaku;
}

export type Lack = 'decision' | 'reason' | 'change' | 'hasil' | 'perilaku';

/** What is missing before it can be sent. */
export function lacking(sheet: Sheet, deciding: Deciding, advice: Advice): Lack[] {
  if (deciding.decision === null) return ['decision'];
  const found: Lack[] = tooShort(deciding.reason) ? ['reason'] : [];
  if (deciding.decision === 'UPHELD') return found;
  if (!changesSomething(sheet, deciding, advice)) found.push('change');
  const short = { hasil: deciding.reasonHasil, perilaku: deciding.reasonPerilaku };
  for (const key of ['hasil', 'perilaku'] as const)
    if (departs(deciding, advice, key) && short[key].trim().length < REASON_LEAST) found.push(key);
  return found;
}
