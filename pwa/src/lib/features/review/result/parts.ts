import type { Rating } from '#lib/messages';
import type { Part, ResultSheet, SheetItem } from './types';

/** Best first, as people read them. */
export const RATINGS: readonly Rating[] = ['DI_ATAS', 'SESUAI', 'DI_BAWAH'];
export const PARTS: readonly Part[] = ['HASIL_KERJA', 'SIKAP', 'KONTRIBUSI_TIM'];

export interface Count {
  rating: Rating;
  count: number;
}

export function itemsOf(items: readonly SheetItem[], part: Part): SheetItem[] {
  return items.filter((item) => item.part === part);
}

/** How often each rating was given, best first, without those never given. */
export function countRatings(items: readonly SheetItem[]): Count[] {
  return RATINGS.map((rating) => ({
    rating,
    count: items.filter((item) => item.rating === rating).length,
  })).filter(({ count }) => count > 0);
}

/** What to work on: everything below expectation, in the order of the sheet. */
export function belowExpectation(items: readonly SheetItem[]): SheetItem[] {
  return items.filter((item) => item.rating === 'DI_BAWAH');
}

export interface Feedback {
  text: string;
  /** What it is about; "" for the result as a whole. */
  about: string;
}

/**
 * The feedback to show first: the words on the whole result, else the note on what most needs
 * attention, else any note. Null when the rater wrote nothing.
 */
export function mainFeedback(result: Pick<ResultSheet, 'summary' | 'items'>): Feedback | null {
  if (result.summary.trim()) return { text: result.summary.trim(), about: '' };
  const noted = result.items.filter((item) => item.note.trim());
  const item = belowExpectation(noted)[0] ?? noted[0];
  return item ? { text: item.note.trim(), about: item.title } : null;
}

/** "laporan.example.go.id" of a web address; null for anything that is no http(s) address. */
export function evidenceHost(address: string): string | null {
  try {
    const { protocol, host } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? host : null;
  } catch {
    return null;
  }
}
