import { expect, test } from 'vitest';
// @ts-expect-error a script without types, run by node as it is
import { expression, parameters } from './messages.mjs';

test.each([
  ['Masuk', []],
  ['Selamat pagi, {name}', [['name', 'string | number']]],
  [
    '{count|day|days} of {total}',
    [
      ['count', 'number'],
      ['total', 'string | number'],
    ],
  ],
  ['{count} of {count|day|days}', [['count', 'number']]],
])('the parameters of "%s"', (text, found) => {
  expect([...parameters(text)]).toEqual(found);
});

/** What the app shows: the expression of a text, evaluated with its parameters. */
function said(text: string, p: Record<string, unknown>): unknown {
  return new Function('p', `return ${expression(text)}`)(p);
}

test.each([
  ['Masuk', {}, 'Masuk'],
  ['{name}', { name: 'Sari' }, 'Sari'],
  ['Halo, {name}!', { name: 'Sari' }, 'Halo, Sari!'],
  ['{count} {count|day|days} left', { count: 1 }, '1 day left'],
  ['{count} {count|day|days} left', { count: 14 }, '14 days left'],
  ['Rp $5 `x` \\ {name}', { name: 'y' }, 'Rp $5 `x` \\ y'],
])('"%s" is said with its parameters', (text, p, sentence) => {
  expect(said(text, p)).toBe(sentence);
});
