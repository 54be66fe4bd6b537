import { m } from '#lib/messages';
import type { RuleStep } from '../steps';

// Apart from the steps of a result: they belong to an annual draft only, and load with it.
const SENTENCES: Record<string, (value: string) => string> = {
  YEAR_NO_RESULTS: () => m.annual_step_none(),
  YEAR_RESULTS: (count) => m.annual_step_results({ count: Number(count) }),
  YEAR_PARTS: (count) => m.annual_step_parts({ count: Number(count) }),
  YEAR_NO_MEAN: () => m.annual_step_mean(),
  YEAR_IN_WORDS: (letters) => m.annual_step_words({ letters }),
};

/** Why the year must be weighed in words, or need not be: one step in a sentence. */
export function dutyWords({ code, values }: RuleStep): string {
  return SENTENCES[code]?.(values[0]?.value ?? '') ?? code;
}
