import { expect, test } from 'vitest';
import { builtAt, groupNip } from './format';

test.each([
  ['199002142015032005', '19900214 201503 2 005'],
  ['sistem', 'sistem'],
  ['19900214', '19900214'],
])('%s is written %s', (nip, words) => {
  expect(groupNip(nip)).toBe(words);
});

test.each([
  ['1795476833354', 1795476833354],
  ['v1.2', null],
  ['20261123', null],
])('version %s was built at %s', (version, at) => {
  expect(builtAt(version)).toBe(at);
});
