import { describe, expect, test } from 'vitest';
import { clockWord, fieldTime, typedTime } from './clock';
import { placeOf } from './words';

describe('places of duties', () => {
  test.each([
    ['RATE_TEAM', '/tim'],
    ['SIGN_RESULT', '/hasil/7#tanggapan'],
    ['ANSWER_OBJECTION', '/keberatan/4'],
    ['DECIDE_OBJECTION', '/keberatan/4'],
    ['WRITE_SKP', '/skp'],
    ['AGREE_SKP', '/skp/tim'],
  ] as const)('%s', (kind, place) => {
    expect(placeOf({ kind, reviewId: '7', objectionId: '4' })).toBe(place);
  });
});

describe('times of the day', () => {
  test.each([0, 360, 1200, 1439])('%i there and back', (minutes) => {
    expect(typedTime(fieldTime(minutes))).toBe(minutes);
    expect(typedTime(clockWord(minutes))).toBe(minutes);
  });
  test.each(['', '24:00', '12:60', 'pagi', '1200'])('%s is none', (text) => {
    expect(typedTime(text)).toBeNull();
  });
});
