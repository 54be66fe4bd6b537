import { achievementWord, m, predikatWord, type Achievement, type Predikat } from '#lib/messages';
import type { Drawing } from '#lib/ui';
import Award from '@lucide/svelte/icons/award';
import CircleArrowUp from '@lucide/svelte/icons/circle-arrow-up';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { PatternRule, PatternWarning } from './types';

export const ACHIEVEMENTS: readonly Achievement[] = [
  'ISTIMEWA',
  'BAIK',
  'BUTUH_PERBAIKAN',
  'KURANG',
  'SANGAT_KURANG',
];
export const PREDIKAT: readonly Predikat[] = [
  'SANGAT_BAIK',
  'BAIK',
  'BUTUH_PERBAIKAN',
  'KURANG',
  'SANGAT_KURANG',
];

type Tone = 'good' | 'accent' | 'warn' | 'danger';

/** Each value has a drawing of its own, so that colour is never the only sign. */
export const ACHIEVEMENT_SIGN: Record<Achievement, { icon: Drawing; tone: Tone }> = {
  ISTIMEWA: { icon: Award, tone: 'good' },
  BAIK: { icon: CircleCheck, tone: 'accent' },
  BUTUH_PERBAIKAN: { icon: CircleArrowUp, tone: 'warn' },
  KURANG: { icon: TriangleAlert, tone: 'danger' },
  SANGAT_KURANG: { icon: OctagonAlert, tone: 'danger' },
};

export { achievementWord };

const MARK = {
  SOURCED: m.explain_mark_sourced,
  UNVERIFIED: m.explain_mark_unverified,
  DESIGN: m.explain_mark_design,
};

/** How surely a rule is known. */
export const markWord = (mark: PatternRule['mark']): string => MARK[mark]();

/** A clause that is not met, in a sentence with the numbers of this group. */
export function warningWords(warning: PatternWarning): string {
  const what = warning.any.map(predikatWord).join(m.achievement_or());
  const { kind, value, count, bound } = warning;
  if (kind === 'MAX') return m.achievement_warn_max({ what, value, count, bound });
  if (kind === 'MIN') return m.achievement_warn_min({ what, value, count, bound });
  if (kind === 'LEAST') return m.achievement_warn_least({ what, bound });
  return m.achievement_warn_dominant({ what, count, bound });
}
