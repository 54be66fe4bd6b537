import type { Predikat, Rating } from '#lib/messages';
import type { Drawing } from '#lib/ui';
import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import Award from '@lucide/svelte/icons/award';
import Check from '@lucide/svelte/icons/check';
import CircleArrowUp from '@lucide/svelte/icons/circle-arrow-up';
import CircleCheck from '@lucide/svelte/icons/circle-check';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';

export interface Sign {
  icon: Drawing;
  tone: 'good' | 'accent' | 'warn' | 'danger';
}

/** Each predikat has a drawing of its own, so that colour is never the only sign. */
export const PREDIKAT_SIGN: Record<Predikat, Sign> = {
  SANGAT_BAIK: { icon: Award, tone: 'good' },
  BAIK: { icon: CircleCheck, tone: 'accent' },
  BUTUH_PERBAIKAN: { icon: CircleArrowUp, tone: 'warn' },
  KURANG: { icon: TriangleAlert, tone: 'danger' },
  SANGAT_KURANG: { icon: OctagonAlert, tone: 'danger' },
};

export const RATING_SIGN: Record<Rating, Sign> = {
  DI_ATAS: { icon: ArrowUp, tone: 'good' },
  SESUAI: { icon: Check, tone: 'accent' },
  DI_BAWAH: { icon: ArrowDown, tone: 'warn' },
};
