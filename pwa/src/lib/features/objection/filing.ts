import type { SheetItem } from './types';

/** The bounds of the server, so that the phone can say them while somebody types. */
export const MOST = { reason: 4000, item: 2000, note: 1000 };
export const LEAST = { reason: 20 };

export interface Evidence {
  url: string;
  label: string;
}

/** What an employee writes. Chosen are the items that have an entry, even an empty one. */
export interface Filing {
  items: Record<string, string>;
  reason: string;
  evidence: Evidence[];
}

export const emptyFiling = (): Filing => ({ items: {}, reason: '', evidence: [] });

/** The chosen items in the order of the sheet. */
export const chosenOf = (filing: Filing, items: readonly SheetItem[]): SheetItem[] =>
  items.filter(({ key }) => key in filing.items);

/** Keys of chosen items that have no reason yet. */
export const unexplained = (filing: Filing): string[] =>
  Object.entries(filing.items)
    .filter(([, reason]) => reason.trim() === '')
    .map(([key]) => key);

export const tooShort = (text: string): boolean => text.trim().length < LEAST.reason;
