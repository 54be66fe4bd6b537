import { LISTS, sameItem, type PlanForm, type RhkForm } from './form';

/** One thing that this phone and another one changed differently: an item's key, or a value's code. */
export interface Conflict {
  kind: 'item' | 'value';
  key: string;
  mine: RhkForm | string;
  theirs: RhkForm | string;
}

export interface Merged {
  /** Holds the own words where there is conflict. */
  form: PlanForm;
  conflicts: Conflict[];
}

export type Pick = 'mine' | 'theirs' | 'both';

const FIELDS = [
  'kind',
  'scope',
  'title',
  'leader',
  'assignedBy',
  'indicators',
  'narrative',
  'kept',
] as const;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** One value from three sides; null when both sides changed it differently. `sent`: saved from here, answer lost. */
function settle<T>(base: T, mine: T, theirs: T, sent: T): { value: T } | null {
  if (same(mine, theirs)) return { value: mine };
  if (same(theirs, sent) && !same(sent, base)) return { value: mine };
  if (same(mine, base)) return { value: theirs };
  return same(theirs, base) ? { value: mine } : null;
}

function mergeItem(base: RhkForm, mine: RhkForm, theirs: RhkForm, sent: RhkForm): RhkForm | null {
  const merged: Record<string, unknown> = { key: mine.key };
  for (const name of FIELDS) {
    const found = settle<unknown>(base[name], mine[name], theirs[name], sent[name]);
    if (!found) return null;
    merged[name] = found.value;
  }
  return merged as unknown as RhkForm;
}

const find = (form: PlanForm | null, key: string): RhkForm | undefined =>
  form?.rhk.find((item) => item.key === key);

/** What becomes of one item; undefined when it is gone. Taken away on one side only counts if the other left it alone. */
function settleItem(key: string, sides: Sides, conflicts: Conflict[]): RhkForm | undefined {
  const { base, mine, theirs, sent } = sides;
  const [was, here, there] = [find(base, key), find(mine, key), find(theirs, key)];
  if (!here && !there) return undefined;
  if (!here) return was && sameItem(was, there) ? undefined : there;
  // A save from here may have taken it there and lost its answer: then `was` does not know it yet.
  if (!there) return was && sameItem(was, here) ? undefined : here;
  const merged = mergeItem(was ?? there, here, there, find(sent, key) ?? was ?? there);
  if (!merged) conflicts.push({ kind: 'item', key, mine: here, theirs: there });
  return merged ?? here;
}

interface Sides {
  base: PlanForm;
  mine: PlanForm;
  theirs: PlanForm;
  sent: PlanForm | null;
}

/** The order of whoever changed it, new ones at the end. */
function orderOf({ base, mine, theirs }: Sides): string[] {
  const keys = (form: PlanForm): string[] => form.rhk.map(({ key }) => key);
  const both = keys(mine).filter((key) => find(theirs, key));
  const moved = !same(
    both,
    keys(base).filter((key) => both.includes(key)),
  );
  const [first, second] = moved ? [keys(mine), keys(theirs)] : [keys(theirs), keys(mine)];
  return [...first, ...second.filter((key) => !first.includes(key))];
}

/** Lines of both sides: what one side took out is out, what either put in is in. */
function mergeLines(base: string[], mine: string[], theirs: string[]): string[] {
  if (same(mine, base)) return theirs;
  const gone = base.filter((line) => !mine.includes(line));
  const kept = theirs.filter((line) => !gone.includes(line));
  return [...kept, ...mine.filter((line) => !base.includes(line) && !kept.includes(line))];
}

/**
 * Puts together what was typed here (`mine`, beginning from `base`) and what the server holds now.
 * `sent` is the last save whose answer never came: finding it on the server is no conflict.
 */
export function merge(
  base: PlanForm,
  mine: PlanForm,
  theirs: PlanForm,
  sent: PlanForm | null,
): Merged {
  const sides = { base, mine, theirs, sent };
  const conflicts: Conflict[] = [];
  const rhk = orderOf(sides).flatMap((key) => settleItem(key, sides, conflicts) ?? []);
  const values: Record<string, string> = { ...theirs.values };
  for (const code of Object.keys({ ...base.values, ...mine.values })) {
    const at = (form: PlanForm | null): string => form?.values[code] ?? '';
    const found = settle(at(base), at(mine), at(theirs), sent ? at(sent) : at(base));
    if (!found) conflicts.push({ kind: 'value', key: code, mine: at(mine), theirs: at(theirs) });
    values[code] = found ? found.value : at(mine);
  }
  const approach = mine.approach === base.approach ? theirs.approach : mine.approach;
  const form: PlanForm = { ...theirs, approach, rhk, values };
  for (const name of LISTS) form[name] = mergeLines(base[name], mine[name], theirs[name]);
  return { form, conflicts };
}

/** Both texts below each other; one of them when it says everything already. */
function bothTexts(mine: string, theirs: string): string {
  if (mine.includes(theirs.trim())) return mine;
  if (theirs.includes(mine.trim())) return theirs;
  return `${mine.trim()}\n\n${theirs.trim()}`;
}

/** The form with one conflict settled as the person chose. `both` keeps the other item as a copy under `newKey`. */
export function resolve(form: PlanForm, conflict: Conflict, pick: Pick, newKey: string): PlanForm {
  const { key, mine, theirs } = conflict;
  if (conflict.kind === 'value') {
    const [a, b] = [mine as string, theirs as string];
    const text = pick === 'mine' ? a : pick === 'theirs' ? b : bothTexts(a, b);
    return { ...form, values: { ...form.values, [key]: text } };
  }
  const rhk = form.rhk.flatMap((item) => {
    if (item.key !== key) return [item];
    if (pick === 'mine') return [mine as RhkForm];
    const other = theirs as RhkForm;
    return pick === 'theirs' ? [other] : [mine as RhkForm, { ...other, key: newKey }];
  });
  return { ...form, rhk };
}
