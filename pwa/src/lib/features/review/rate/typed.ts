import { m, ratingWord } from '#lib/messages';
import type { Form, Sheet } from './form';

/** Everything that stands in a form as plain text, to copy it elsewhere. */
export function typedText(sheet: Sheet | null, form: Form): string {
  const title = (key: string): string =>
    sheet?.items.find((item) => item.key === key)?.title ?? key;
  const items = Object.entries(form.items).flatMap(([key, { rating, note, evidence }]) => {
    if (!rating && !note && evidence.length === 0) return [];
    const links = evidence.map((link) => link.url);
    return [[title(key), rating ? ratingWord(rating) : '', note, ...links]];
  });
  const overall = [
    [m.rate_overall_hasil(), form.hasil ? ratingWord(form.hasil) : '', form.reasonHasil],
    [
      m.rate_overall_perilaku(),
      form.perilaku ? ratingWord(form.perilaku) : '',
      form.reasonPerilaku,
    ],
    [m.rate_summary(), form.summary],
  ].filter((lines) => lines.slice(1).some((line) => line !== ''));
  const said = [...items, ...overall].map((lines) => lines.filter((line) => line !== ''));
  return said.map((lines) => lines.join('\n')).join('\n\n');
}
