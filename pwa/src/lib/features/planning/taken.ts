import { Offline } from '#lib/graphql';
import { m } from '#lib/messages';
import type { Plan } from './plan';
import type { StepAnswerFragment } from './planning.documents';

/** What came of a step: the plan as it is now, or a sentence that says why not and what was kept. */
export type Taken = { plan: Plan } | { fault: string; moved: boolean };

const MOVED = new Set(['SKP_VERSION_CONFLICT', 'SKP_WRONG_STATE', 'EDITS_UNANSWERED']);
const WORDS: Record<string, () => string> = {
  SKP_VERSION_CONFLICT: m.skp_refused_version,
  SKP_WRONG_STATE: m.skp_refused_state,
  EDITS_UNANSWERED: m.skp_refused_edits,
  NOT_YOUR_TEAM: m.skp_refused_team,
  NOT_FOUND: m.skp_unknown_text,
};

/** Runs one step of a plan; a known refusal is said in the language of the app. */
export async function take(step: () => Promise<StepAnswerFragment>): Promise<Taken> {
  try {
    const answer = await step();
    if (answer.__typename === 'Skp') return { plan: answer };
    const { code, message } = answer;
    return { fault: WORDS[code]?.() ?? message, moved: MOVED.has(code) };
  } catch (error) {
    return {
      fault: error instanceof Offline ? m.skp_step_offline() : m.skp_fault(),
      moved: false,
    };
  }
}
