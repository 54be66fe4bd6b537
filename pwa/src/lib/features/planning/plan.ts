import {
  LISTS,
  type Changes,
  type IndicatorForm,
  type LeaderLink,
  type PlanForm,
  type RhkForm,
} from './form';
import type {
  ContentSheetFragment,
  RhkSheetFragment,
  SaveSkpInput,
  SkpLineFragment,
  SkpSheetFragment,
  VersionLineFragment,
  VersionSheetFragment,
} from './planning.documents';

export type Plan = SkpSheetFragment;
export type Content = ContentSheetFragment;
export type Rhk = RhkSheetFragment;
export type PlanCard = SkpLineFragment;
export type Version = VersionSheetFragment;
export type VersionLine = VersionLineFragment;
export type PlanNote = Plan['notes'][number];
export type Value = Content['values'][number];
export type State = Plan['state'];
export type Step = Plan['steps'][number];
export type PartEdit = Content['partEdits'][number];
export type { LeaderLink };

/** One work result of the server as it is typed. */
export function itemOf(rhk: Rhk): RhkForm {
  const { key, kind, scope, title, leaderRhk, assignedBy, narrative, kept } = rhk;
  const indicators = rhk.indicators.map((one): IndicatorForm => {
    const { aspect, perspective, text, target, unit } = one;
    return { aspect, perspective, text, target, unit };
  });
  const leader = leaderRhk && { id: leaderRhk.id, title: leaderRhk.title };
  return { key, kind, scope, title, leader, assignedBy, indicators, narrative, kept };
}

/** The form that a document of the server stands for. */
export function formOf(content: Content): PlanForm {
  const { approach, support, accountability, consequence } = content;
  return {
    approach,
    rhk: content.rhk.map(itemOf),
    values: Object.fromEntries(content.values.map(({ code, expectation }) => [code, expectation])),
    support: [...support],
    accountability: [...accountability],
    consequence: [...consequence],
  };
}

/** What to send of a change. */
export function saveInput(skpId: string, version: number, found: Changes): SaveSkpInput {
  return {
    skpId,
    version,
    rhk: found.rhk.map(({ leader, ...item }) => ({ ...item, leaderRhk: leader?.id ?? null })),
    removed: found.removed,
    order: found.order,
    approach: found.approach,
    values: found.values.map(({ code, text }) => ({
      code: code as Value['code'],
      expectation: text,
    })),
    ...Object.fromEntries(LISTS.map((name) => [name, found.lists[name] ?? null])),
  };
}

export const can = (plan: Plan, step: Step): boolean => plan.steps.includes(step);

/** The document to show: the open one, else what is in force. */
export const shownContent = (plan: Plan): Content | null =>
  plan.content ?? plan.agreed?.content ?? null;

/** Keys of items that the server found to be word for word an example, and that nobody touched since. */
export function unchangedKeys(content: Content | null, form: PlanForm): Set<string> {
  const now = new Map(form.rhk.map((item) => [item.key, item]));
  const still = (rhk: Rhk): boolean => {
    const item = now.get(rhk.key);
    const words = (one: RhkForm): string =>
      JSON.stringify([one.title.trim(), one.indicators, one.narrative.trim()]);
    return rhk.unchanged && item !== undefined && words(item) === words(itemOf(rhk));
  };
  return new Set(content?.rhk.filter(still).map(({ key }) => key));
}

/** Remarks on one item, a value or a part; "" for those on the whole. */
export const notesOn = (plan: Plan, item: string): PlanNote[] =>
  plan.notes.filter((note) => note.item === item);
