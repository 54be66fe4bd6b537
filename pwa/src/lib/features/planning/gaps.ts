import { saysSomething, type PlanForm, type RhkForm } from './form';

/** One thing that is missing before a plan can be submitted; `item` "" for the plan as a whole. */
export interface Gap {
  item: string;
  field: string;
  code: string;
  /** The server's sentence; "" where the phone found it. */
  message: string;
}

const TITLE_LEAST = 8; // as on the server

const gap = (item: string, field: string, code: string): Gap => ({
  item,
  field,
  code,
  message: '',
});

function itemGaps(item: RhkForm, qualitative: boolean): Gap[] {
  const found: Gap[] = [];
  if (item.title.trim().length < TITLE_LEAST) found.push(gap(item.key, 'title', 'TITLE_MISSING'));
  if (item.kind === 'TAMBAHAN' && item.assignedBy.trim() === '')
    found.push(gap(item.key, 'assignedBy', 'ASSIGNED_BY_MISSING'));
  if (qualitative) {
    if (item.narrative.trim() === '') found.push(gap(item.key, 'narrative', 'NARRATIVE_MISSING'));
    return found;
  }
  if (!item.indicators.some(saysSomething))
    found.push(gap(item.key, 'indicators', 'INDICATOR_MISSING'));
  item.indicators.forEach((one, at) => {
    if (!saysSomething(one)) return;
    if (one.text.trim() === '')
      found.push(gap(item.key, `indicators.${at}.text`, 'INDICATOR_TEXT_MISSING'));
    if (one.target.trim() === '')
      found.push(gap(item.key, `indicators.${at}.target`, 'TARGET_MISSING'));
  });
  return found;
}

/**
 * What is missing, in the order of the form, as far as a phone without signal can know it. `unchanged`:
 * items that the server found to be word for word an example (only it knows), while nobody touched them.
 */
export function gapsOf(form: PlanForm, unchanged: ReadonlySet<string>): Gap[] {
  const found: Gap[] = [];
  if (!form.rhk.some((item) => item.kind === 'UTAMA')) found.push(gap('', 'rhk', 'NO_RHK_UTAMA'));
  for (const item of form.rhk) {
    found.push(...itemGaps(item, form.approach === 'KUALITATIF'));
    if (unchanged.has(item.key) && !item.kept)
      found.push(gap(item.key, 'template', 'TEMPLATE_UNCHANGED'));
  }
  return found;
}
