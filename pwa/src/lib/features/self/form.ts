import type { Rating } from '#lib/messages';
import type { SelfSheetFragment } from './self.documents';

export type SelfSheet = SelfSheetFragment;
export type SelfItem = SelfSheet['items'][number];

export interface Entry {
  rating: Rating | null;
  note: string;
}

/** What stands on the screen: an entry per item, and the summary. */
export interface SelfForm {
  items: Record<string, Entry>;
  summary: string;
}

export const EMPTY: SelfForm = { items: {}, summary: '' };
export const MOST = { note: 2000, summary: 4000 };

export function formOf(sheet: SelfSheet): SelfForm {
  const items = sheet.items.map(({ key, rating, note }) => [key, { rating, note }] as const);
  return { items: Object.fromEntries(items), summary: sheet.summary };
}

const same = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a?.rating === b?.rating && a?.note === b?.note;

/** Keys of the items that differ. */
export function changedItems(form: SelfForm, base: SelfForm): string[] {
  return Object.keys(form.items).filter((key) => !same(form.items[key], base.items[key]));
}

export function differs(form: SelfForm, base: SelfForm): boolean {
  return form.summary !== base.summary || changedItems(form, base).length > 0;
}

/** What another phone wrote otherwise for the same item: shown beside the own words. */
export type Theirs = Record<string, Entry>;

/**
 * Puts two phones together: what only one changed is taken; where both wrote, the own words stay on
 * the screen and the other's are given in `theirs`. A summary that both wrote keeps both texts.
 */
export function put(
  base: SelfForm,
  mine: SelfForm,
  server: SelfForm,
): { form: SelfForm; theirs: Theirs } {
  const form: SelfForm = { items: {}, summary: server.summary };
  const theirs: Theirs = {};
  for (const [key, entry] of Object.entries(server.items)) {
    const own = mine.items[key];
    const touched = own !== undefined && !same(own, base.items[key]);
    form.items[key] = touched ? own : entry;
    if (touched && !same(own, entry) && !same(entry, base.items[key])) theirs[key] = entry;
  }
  if (mine.summary !== base.summary)
    form.summary =
      server.summary === base.summary || server.summary === mine.summary
        ? mine.summary
        : `${mine.summary}\n\n${server.summary}`.slice(0, MOST.summary);
  return { form, theirs };
}

/** Keys of items without a rating, in the order of the form. */
export function unrated(sheet: SelfSheet, form: SelfForm): string[] {
  return sheet.items.filter(({ key }) => !form.items[key]?.rating).map(({ key }) => key);
}
