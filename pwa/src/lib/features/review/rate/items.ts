import { m } from '#lib/messages';
import type { SheetItem } from './form';

export type Part = SheetItem['part'];

/** The parts of the form, in its order. */
export const PARTS: Part[] = ['HASIL_KERJA', 'SIKAP', 'KONTRIBUSI_TIM'];
/** The last step: look at everything, then send. */
export const REVIEW = 'tinjau';

const PART_WORD = {
  HASIL_KERJA: m.rate_part_hasil,
  SIKAP: m.rate_part_sikap,
  KONTRIBUSI_TIM: m.rate_part_tim,
};

const PART_SHORT = {
  HASIL_KERJA: m.rate_part_hasil_short,
  SIKAP: m.rate_part_sikap_short,
  KONTRIBUSI_TIM: m.rate_part_tim_short,
};

export const partWord = (part: Part): string => PART_WORD[part]();
export const partShort = (part: Part): string => PART_SHORT[part]();

/** The expectation in lines: the guides of a value come as one text, parted by dots. */
export function expectationLines(item: SheetItem): string[] {
  if (item.part === 'HASIL_KERJA') return item.expectation ? [item.expectation] : [];
  return item.expectation.split(' · ').filter((line) => line !== '');
}

/** Where a rater begins: the first item without a rating, else the review. */
export function firstOpen(items: { key: string; rating: unknown }[]): string {
  return items.find((item) => !item.rating)?.key ?? REVIEW;
}
