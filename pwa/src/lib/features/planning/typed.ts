import { LISTS, saysSomething, targetWords, type PlanForm } from './form';
import { listWord } from './words';

/** Everything that stands in a form as plain text, to copy it elsewhere. */
export function typedText(form: PlanForm): string {
  const items = form.rhk.map((item, at) => {
    const lines = item.indicators
      .filter(saysSomething)
      .map((one) => `- ${one.text}: ${targetWords(one)}`);
    return [`${at + 1}. ${item.title}`, item.narrative, ...lines].filter(Boolean).join('\n');
  });
  const values = Object.entries(form.values)
    .filter(([, text]) => text)
    .map(([code, text]) => `${code}: ${text}`);
  const lists = LISTS.filter((name) => form[name].length > 0).map((name) =>
    [listWord(name), ...form[name].map((line) => `- ${line}`)].join('\n'),
  );
  return [...items, ...values, ...lists].join('\n\n');
}
