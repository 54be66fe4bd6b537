import type { Predikat, Rating } from '#lib/messages';
import { asksOf, markOf, type Form, type Sheet } from './form';

export type OverallKey = 'hasil' | 'perilaku';
type Suggested = { hasil: Rating | null; perilaku: Rating | null };

const REASON = { hasil: 'reasonHasil', perilaku: 'reasonPerilaku' } as const;
export const reasonField = (key: OverallKey): 'reasonHasil' | 'reasonPerilaku' => REASON[key];

export function suggestedBy(sheet: Sheet): Suggested {
  return { hasil: sheet.suggestedHasil.rating, perilaku: sheet.suggestedPerilaku.rating };
}

/** The rating that stands: what the rater decided, else the suggestion. */
export function standing(form: Form, suggested: Suggested, key: OverallKey): Rating | null {
  return form[key] ?? suggested[key];
}

/** Whether the rater departs from a suggestion and so owes a reason. */
export function departs(form: Form, suggested: Suggested, key: OverallKey): boolean {
  return suggested[key] !== null && form[key] !== null && form[key] !== suggested[key];
}

const noteKey = ({ key }: { key: string }): string => `${key}.note`;
const copyKey = ({ key }: { key: string }): string => `${key}.copied`;

/** Items whose rating has to be explained, without words or evidence that do. */
export function unproven(sheet: Sheet, form: Form): Sheet['items'] {
  const { proofRatings, noteLeast, linkSuffices } = asksOf(sheet);
  return sheet.items.filter(({ key }) => {
    const entry = form.items[key];
    if (!entry?.rating || !proofRatings.includes(entry.rating)) return false;
    const proved = linkSuffices && entry.evidence.some((link) => link.url.trim() !== '');
    return !proved && entry.note.trim().length < noteLeast;
  });
}

/** Items that count as copied, as they were saved last, and do not say why. */
export function unexplained(sheet: Sheet, form: Form): Sheet['items'] {
  const least = asksOf(sheet).copyReasonLeast;
  return sheet.items.filter(
    ({ key }) =>
      markOf(sheet, key) !== null && (form.items[key]?.copyReason ?? '').trim().length < least,
  );
}

/** Whether the results of the year are not weighed in words yet. */
export function unweighed(sheet: Sheet, form: Form): boolean {
  const { required, letters } = sheet.weighingDuty;
  return required && form.weighing.trim().length < letters;
}

/** What is missing before the result can be given: keys of items, of their notes and copies, then names. */
export function missingIn(sheet: Sheet, form: Form, suggested: Suggested): string[] {
  const least = asksOf(sheet).reasonLeast;
  const unrated = sheet.items.filter((item) => !form.items[item.key]?.rating);
  const reasons = (['hasil', 'perilaku'] as const).filter(
    (key) => departs(form, suggested, key) && form[reasonField(key)].trim().length < least,
  );
  return [
    ...unrated.map((item) => item.key),
    ...unproven(sheet, form).map(noteKey),
    ...unexplained(sheet, form).map(copyKey),
    ...reasons.map(reasonField),
    ...(unweighed(sheet, form) ? ['weighing'] : []),
  ];
}

/** The predikat of two ratings by the dated matrix that the server sent with the draft. */
export function predikatOf(
  sheet: Sheet,
  hasil: Rating | null,
  perilaku: Rating | null,
): Predikat | null {
  const cell = sheet.rule.matrix.find((one) => one.hasil === hasil && one.perilaku === perilaku);
  return cell?.predikat ?? null;
}

export interface Difference {
  key: string;
  title: string;
  before: Rating;
  now: Rating;
}

/** Items rated otherwise than in the last result. `compared`: how many stood in both. */
export function differencesTo(sheet: Sheet, form: Form): { compared: number; list: Difference[] } {
  const before = new Map(sheet.previous?.items.map((item) => [item.key, item.rating]));
  const both = sheet.items.flatMap(({ key, title }) => {
    const [then, now] = [before.get(key), form.items[key]?.rating];
    return then && now ? [{ key, title, before: then, now }] : [];
  });
  return { compared: both.length, list: both.filter((one) => one.before !== one.now) };
}
