import type { Predikat } from '#lib/messages';
import type { PatternRule, Spread } from './types';
import { PREDIKAT } from './words';

export interface SpreadBar {
  predikat: Predikat;
  people: number;
  /** Share of the rated in percent, rounded for the drawing only. */
  share: number;
  /** The dashed mark of the pattern: at most (MAX) or at least (MIN) so many percent. */
  mark: { kind: 'MAX' | 'MIN'; value: number } | null;
  dominant: boolean;
}

/** The bars of a group, best first, with the marks of the pattern its achievement expects. */
export function barsOf(spread: Spread, rule: PatternRule | null): SpreadBar[] {
  const pattern = rule?.patterns.find(({ achievement }) => achievement === spread.achievement);
  return PREDIKAT.map((predikat) => {
    const people = spread.counts.find((one) => one.predikat === predikat)?.people ?? 0;
    const limit = pattern?.limits.find(
      ({ any, kind }) => any.length === 1 && any[0] === predikat && kind !== 'LEAST',
    );
    const known = limit && (limit.kind === 'MAX' || limit.kind === 'MIN') ? limit.kind : null;
    return {
      predikat,
      people,
      share: spread.rated > 0 ? Math.round((people * 100) / spread.rated) : 0,
      mark: known && limit ? { kind: known, value: limit.value } : null,
      dominant: pattern?.dominant === predikat,
    };
  });
}
