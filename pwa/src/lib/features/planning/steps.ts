import type { PlanForm } from './form';

/** The parts of the editor besides the work results, by their word in the address. */
export const VALUES = 'perilaku';
export const PARTS = 'lampiran';
export const REVIEW = 'tinjau';

/** The way through the editor: each work result, for the leader the behaviour, the lampiran, the look at all. */
export function stepsOf(form: PlanForm, leads: boolean): string[] {
  const items = form.rhk.map(({ key }) => key);
  return leads ? [...items, VALUES, PARTS, REVIEW] : [...items, PARTS, REVIEW];
}
