import type { Evidence, Form, ItemForm } from './form';

/** One thing that this phone and another one changed differently. `key` is an item's key or an overall field. */
export interface Conflict {
  key: string;
  mine: Form;
  theirs: Form;
}

export interface Merged {
  form: Form;
  /** Empty when everything fitted together. The form holds the own words where there is conflict. */
  conflicts: Conflict[];
}

export type Pick = 'mine' | 'theirs' | 'both';

/** Overall fields that belong together: a rating and its reason. */
const OVERALL = {
  hasil: ['hasil', 'reasonHasil'],
  perilaku: ['perilaku', 'reasonPerilaku'],
  summary: ['summary'],
  weighing: ['weighing'],
} as const;

type Overall = keyof typeof OVERALL;
export const isOverall = (key: string): key is Overall => key in OVERALL;

const BLANK: ItemForm = { rating: null, note: '', evidence: [], copyReason: '' };
const same = (a: unknown, b: unknown): boolean => said(a) === said(b);
/** Outer spaces are no change: the server keeps reasons without them. */
const said = (value: unknown): string =>
  JSON.stringify(typeof value === 'string' ? value.trim() : value);

/** The value of one field from three sides, or null when both sides changed it differently. */
function settle<T>(base: T, mine: T, theirs: T, sent: T): { value: T } | null {
  if (same(mine, theirs)) return { value: mine };
  // What stands there came from here: the answer to that save was lost on the way.
  if (same(theirs, sent) && !same(sent, base)) return { value: mine };
  if (same(mine, base)) return { value: theirs };
  return same(theirs, base) ? { value: mine } : null;
}

interface Sides<T> {
  base: T;
  mine: T;
  theirs: T;
  sent: T;
}

/** Settles the named fields of one group in both outcomes; gives whether all could be settled. */
function settleFields<T extends object>(
  outcomes: { mine: T; theirs: T },
  names: readonly (keyof T)[],
  sides: Sides<T>,
): boolean {
  let clear = true;
  for (const name of names) {
    const { base, mine, theirs, sent } = sides;
    const settled = settle(base[name], mine[name], theirs[name], sent[name]);
    outcomes.mine[name] = settled ? settled.value : mine[name];
    outcomes.theirs[name] = settled ? settled.value : theirs[name];
    clear &&= settled !== null;
  }
  return clear;
}

/**
 * Puts together what was typed here (`mine`, beginning from `base`) and what the server holds now.
 * `sent` is the last save whose answer never came: finding it on the server is no conflict.
 * Both sides of a conflict carry everything that is no conflict.
 */
export function merge(base: Form, mine: Form, theirs: Form, sent: Form | null): Merged {
  const outcomes = { mine: structuredClone(theirs), theirs: structuredClone(theirs) };
  const unclear: string[] = [];
  for (const key of Object.keys(theirs.items)) {
    const side = (from: Form): ItemForm => from.items[key] ?? theirs.items[key] ?? BLANK;
    const sides = { base: side(base), mine: side(mine), theirs: side(theirs) };
    const items = { mine: { ...sides.theirs }, theirs: { ...sides.theirs } };
    const all = { ...sides, sent: side(sent ?? base) };
    if (!settleFields(items, ['rating', 'note', 'evidence', 'copyReason'], all)) unclear.push(key);
    outcomes.mine.items[key] = items.mine;
    outcomes.theirs.items[key] = items.theirs;
  }
  for (const key of Object.keys(OVERALL) as Overall[]) {
    const sides = { base, mine, theirs, sent: sent ?? base };
    if (!settleFields<Form>(outcomes, OVERALL[key], sides)) unclear.push(key);
  }
  return { form: outcomes.mine, conflicts: unclear.map((key) => ({ key, ...outcomes })) };
}

/** Both notes below each other; one of them when it says everything already. */
export function bothNotes(mine: string, theirs: string): string {
  const [a, b] = [mine.trim(), theirs.trim()];
  if (a.includes(b)) return a;
  if (b.includes(a)) return b;
  return `${a}\n\n${b}`;
}

function bothLinks(mine: Evidence[], theirs: Evidence[]): Evidence[] {
  return [...mine, ...theirs.filter((one) => !mine.some((link) => link.url === one.url))];
}

function pickItem(mine: ItemForm, theirs: ItemForm, pick: Pick): ItemForm {
  if (pick === 'mine') return mine;
  if (pick === 'theirs') return theirs;
  const note = bothNotes(mine.note, theirs.note);
  const evidence = bothLinks(mine.evidence, theirs.evidence);
  const copyReason = mine.copyReason || theirs.copyReason;
  return { rating: mine.rating ?? theirs.rating, note, evidence, copyReason };
}

/** The form with one conflict settled as the rater chose. `both` keeps the words of both phones. */
export function resolve(form: Form, { key, mine, theirs }: Conflict, pick: Pick): Form {
  if (!isOverall(key)) {
    const chosen = pickItem(mine.items[key] ?? BLANK, theirs.items[key] ?? BLANK, pick);
    return { ...form, items: { ...form.items, [key]: chosen } };
  }
  const from = pick === 'theirs' ? theirs : mine;
  if (key === 'hasil') return { ...form, hasil: from.hasil, reasonHasil: from.reasonHasil };
  if (key === 'perilaku')
    return { ...form, perilaku: from.perilaku, reasonPerilaku: from.reasonPerilaku };
  const text = pick === 'both' ? bothNotes(mine[key], theirs[key]) : from[key];
  return { ...form, [key]: text };
}
