import { draftKeeper, keep, seen, type DraftKeeper } from '#lib/offline';
import type { Form, ItemForm, Sheet } from './form';

/** What lies on the phone of a rating until the server has confirmed it. */
export interface KeptRating {
  /** Whom it is about, to name it in a list. */
  name: string;
  /** The version of the draft that `base` is. */
  version: number;
  base: Form;
  form: Form;
  /** A save that has no answer yet. */
  sent: Form | null;
  /** A "Kirim" that has no answer yet: the same number again counts once. */
  submit: SubmitTicket | null;
}

export interface SubmitTicket {
  requestId: string;
  version: number;
  /** The settings by which the draft was shown; none in a ticket of an older app. */
  seen?: string | undefined;
}

/** Everything of the ratings of one person on this phone. */
export class RatingShelf {
  readonly words: DraftKeeper<KeptRating>;

  constructor(readonly owner: string) {
    this.words = draftKeeper<KeptRating>(owner);
  }

  /** The draft as the server said it last, so that rating goes on without signal. */
  async lastSheet(reviewId: string): Promise<Sheet | null> {
    const kept = (await seen<Sheet>(this.owner, sheetKey(reviewId)))?.data ?? null;
    return kept && { ...NEW_IN_A_SHEET, ...kept };
  }

  /** What was typed and has not reached the server. */
  async typed(reviewId: string): Promise<{ savedAt: number; body: KeptRating } | null> {
    const kept = await this.words.get(reviewId);
    return kept && { savedAt: kept.savedAt, body: whole(kept.body) };
  }

  async keepSheet(sheet: Sheet): Promise<void> {
    const { reviewId, period, employee } = sheet;
    await keep(this.owner, sheetKey(reviewId), sheet);
    await keep(this.owner, placeKey(period.id, employee.id), reviewId);
  }

  /** The review of a person whose form lies on this phone: a list seen earlier may not know it. */
  async reviewOf(periodId: string, employeeId: string): Promise<string | null> {
    return (await seen<string>(this.owner, placeKey(periodId, employeeId)))?.data ?? null;
  }
}

// An app of before kept less on the phone: what it did not know is empty.
const NEW_IN_A_SHEET = {
  marks: [],
  weighing: '',
  weighed: [],
  weighingDuty: { required: false, letters: 0, steps: [] },
};

function whole(kept: KeptRating): KeptRating {
  const { base, form, sent } = kept;
  return { ...kept, base: wholeForm(base), form: wholeForm(form), sent: sent && wholeForm(sent) };
}

function wholeForm(form: Form): Form {
  const items = Object.entries(form.items).map(([key, item]): [string, ItemForm] => [
    key,
    { ...{ copyReason: '' }, ...item },
  ]);
  return { ...{ weighing: '' }, ...form, items: Object.fromEntries(items) };
}

const placeKey = (periodId: string, employeeId: string): string =>
  `rating-of:${periodId}:${employeeId}`;
const sheetKey = (reviewId: string): string => `rating:${reviewId}`;
