import { m } from '#lib/messages';
import { plainName } from '#lib/ui';
import { stepWords } from '../steps';
import type { ResultSheet } from './types';

/** What the steps are about, in the order in which they lead to the predikat. */
export type Topic = 'hasil' | 'perilaku' | 'predikat';

export interface Sentence {
  text: string;
  /** The rater's own words, where the rater decided otherwise than suggested; else "". */
  reason: string;
  departed: boolean;
}

export interface Chapter {
  topic: Topic;
  sentences: Sentence[];
}

export type Explained = Pick<ResultSheet, 'steps' | 'reasonHasil' | 'reasonPerilaku'> & {
  rater: { name: string };
};

const plain = (text: string): Sentence => ({ text, reason: '', departed: false });

function topicOf(code: string): Topic {
  if (code.startsWith('HASIL_')) return 'hasil';
  return code.startsWith('PERILAKU_') ? 'perilaku' : 'predikat';
}

function sentencesOf(result: Explained, topic: Topic): Sentence[] {
  const reason = topic === 'hasil' ? result.reasonHasil : result.reasonPerilaku;
  const said = result.steps
    .filter(({ code }) => topicOf(code) === topic)
    .map((step): Sentence => {
      const departed = step.code.endsWith('_DEPARTED');
      return { text: stepWords(step), reason: departed ? reason : '', departed };
    });
  // No step says it, but people ask: did the rater follow the suggestion?
  const followed = topic !== 'predikat' && !said.some(({ departed }) => departed);
  return said.length > 0 && followed
    ? [...said, plain(m.result_followed({ rater: plainName(result.rater.name) }))]
    : said;
}

/**
 * Why this predikat: every step of the rule in words, from the ratings of the items to the cell of
 * the matrix, with the rater's reason where the rater decided otherwise than suggested.
 */
export function explainResult(result: Explained): Chapter[] {
  return (['hasil', 'perilaku', 'predikat'] as const)
    .map((topic) => ({ topic, sentences: sentencesOf(result, topic) }))
    .filter(({ sentences }) => sentences.length > 0);
}
