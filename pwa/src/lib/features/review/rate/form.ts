import type { Rating } from '#lib/messages';
import type { DraftSheetFragment, SaveDraftInput } from './rate.documents';

/** A draft as the server gives it. */
export type Sheet = DraftSheetFragment;
export type SheetItem = Sheet['items'][number];
export type Mark = NonNullable<Sheet['marks'][number]['copied']>;

export interface Evidence {
  url: string;
  label: string;
}

/** What a rater can change about one item. */
export interface ItemForm {
  rating: Rating | null;
  note: string;
  evidence: Evidence[];
  /** Why it is the same as elsewhere, where it counts as copied. */
  copyReason: string;
}

/** Everything a rater can change in a draft. `hasil` and `perilaku` null: as suggested. */
export interface Form {
  items: Record<string, ItemForm>;
  hasil: Rating | null;
  perilaku: Rating | null;
  reasonHasil: string;
  reasonPerilaku: string;
  summary: string;
  /** How the results of the year were weighed; only in an annual draft. */
  weighing: string;
}

/** The bounds of the server, so that the phone can say them while somebody types. */
export const MOST = {
  note: 2000,
  summary: 4000,
  weighing: 4000,
  reason: 1000,
  links: 5,
  url: 500,
  label: 120,
};
export const REASON_LEAST = 10;

/** What the settings of the period ask; a sheet that an older app kept on the phone has none. */
export type Asks = Sheet['asks'];
const USUAL: Asks = {
  seen: '',
  proofRatings: ['DI_ATAS', 'DI_BAWAH'],
  noteLeast: 10,
  linkSuffices: true,
  reasonLeast: REASON_LEAST,
  copyReasonLeast: REASON_LEAST,
};
export const asksOf = (sheet: { asks?: Asks | undefined }): Asks => ({ ...USUAL, ...sheet.asks });

/** The form that a draft of the server stands for. */
export function formOf(sheet: Sheet): Form {
  const items = sheet.items.map(({ key, rating, note, evidence }): [string, ItemForm] => [
    key,
    {
      rating,
      note,
      evidence: evidence.map(({ url, label }) => ({ url, label })),
      copyReason: markOf(sheet, key)?.reason ?? '',
    },
  ]);
  const { hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing } = sheet;
  const result = { hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing };
  return { items: Object.fromEntries(items), ...result };
}

/** Whether, and from where, the server counts an item as copied, as it was saved last. */
export function markOf(sheet: Sheet, key: string): Mark | null {
  return sheet.marks.find((mark) => mark.key === key)?.copied ?? null;
}

/** The same draft with what a form says, at a version the server has given. */
export function withForm(sheet: Sheet, form: Form): Sheet {
  const items = sheet.items.map((item) => {
    const { rating, note, evidence } = form.items[item.key] ?? item;
    return { ...item, rating, note, evidence };
  });
  const { hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing } = form;
  return { ...sheet, items, hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing };
}

const sameItem = (a: ItemForm | undefined, b: ItemForm): boolean =>
  a !== undefined &&
  a.rating === b.rating &&
  a.note === b.note &&
  a.copyReason.trim() === b.copyReason.trim() &&
  JSON.stringify(a.evidence) === JSON.stringify(b.evidence);

/** Keys of the items that differ. */
export function changedItems(form: Form, base: Form): string[] {
  return Object.keys(form.items).filter((key) => {
    const item = form.items[key];
    return item !== undefined && !sameItem(base.items[key], item);
  });
}

/** Whether anything differs that the server would keep (it keeps reasons without outer spaces). */
export function differs(form: Form, base: Form): boolean {
  return (
    changedItems(form, base).length > 0 ||
    form.hasil !== base.hasil ||
    form.perilaku !== base.perilaku ||
    form.reasonHasil.trim() !== base.reasonHasil.trim() ||
    form.reasonPerilaku.trim() !== base.reasonPerilaku.trim() ||
    form.summary !== base.summary ||
    form.weighing !== base.weighing
  );
}

/** What to send: the items that changed and the overall fields as they stand. */
export function saveInput(
  reviewId: string,
  version: number,
  form: Form,
  base: Form,
): SaveDraftInput {
  const items = changedItems(form, base).flatMap((key) => {
    const item = form.items[key];
    return item ? [{ key, ...item }] : [];
  });
  const { hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing } = form;
  const overall = { hasil, perilaku, reasonHasil, reasonPerilaku, summary, weighing };
  return { reviewId, version, items, ...overall };
}

/** How many of the given items have a rating. */
export function countRated(form: Form, keys: string[]): number {
  return keys.filter((key) => form.items[key]?.rating).length;
}
