/** What a rater writes: overall, and item by item. */
export interface Answering {
  answer: string;
  items: Record<string, string>;
  /** How many explanations this phone has seen: a newer one from elsewhere is a conflict. */
  version: number;
}

interface Answered {
  answer: string;
  answerItems: readonly { key: string; reason: string }[];
  answerVersion: number;
}

/** The form with what was explained before, to be amended. */
export const beginAnswer = (objection: Answered): Answering => ({
  answer: objection.answer,
  items: Object.fromEntries(objection.answerItems.map(({ key, reason }) => [key, reason])),
  version: objection.answerVersion,
});
