import { describe, expect, test } from 'vitest';
import type { Rating } from '#lib/messages';
import { formOf, type Form, type Sheet } from './form';
import { departs, differencesTo, missingIn, predikatOf, standing, suggestedBy } from './overall';

const item = (
  key: string,
  rating: Rating | null,
  note = 'Tepat waktu dan rapi.',
): Sheet['items'][number] => ({
  key,
  part: 'SIKAP',
  kind: null,
  title: key,
  expectation: '',
  rating,
  note,
  evidence: [],
});

const period: Sheet['period'] = {
  id: '1',
  kind: 'TRIWULAN',
  year: 2026,
  number: 3,
  starts: '2026-07-01',
  ends: '2026-09-30',
  opens: '2026-09-24',
  closes: '2026-10-20',
  phase: 'OPEN',
  daysLeft: 5,
};

const sheet = (change: Partial<Sheet> = {}): Sheet => ({
  reviewId: '1',
  version: 1,
  employee: { id: '1', name: 'Sari Contoh', position: '', unit: '' },
  period,
  capacity: 'DEFINITIF',
  items: [item('BOP', 'SESUAI'), item('AKU', 'DI_ATAS')],
  hasil: null,
  perilaku: null,
  reasonHasil: '',
  reasonPerilaku: '',
  summary: '',
  weighing: '',
  weighed: [],
  weighingDuty: { required: false, letters: 0, steps: [] },
  marks: [],
  ledUnit: null,
  asks: {
    seen: 'adil-saran-1',
    proofRatings: ['DI_ATAS', 'DI_BAWAH'],
    noteLeast: 10,
    linkSuffices: true,
    reasonLeast: 10,
    copyReasonLeast: 10,
  },
  suggestedHasil: { rating: 'SESUAI', steps: [] },
  suggestedPerilaku: { rating: 'SESUAI', steps: [] },
  rule: {
    title: '',
    matrix: [{ hasil: 'SESUAI', perilaku: 'DI_BAWAH', predikat: 'KURANG' }],
  },
  correctionReason: '',
  previous: null,
  savedAt: '2026-10-06T03:00:00Z',
  ...change,
});

describe('the decision', () => {
  const form = (change: Partial<Form>): Form => ({ ...formOf(sheet()), ...change });
  const suggested = suggestedBy(sheet());

  test('the suggestion stands while nothing else is decided', () => {
    expect(standing(form({}), suggested, 'hasil')).toBe('SESUAI');
    expect(standing(form({ hasil: 'DI_ATAS' }), suggested, 'hasil')).toBe('DI_ATAS');
  });

  test.each([
    [{}, false],
    [{ hasil: 'SESUAI' as const }, false],
    [{ hasil: 'DI_ATAS' as const }, true],
  ])('%j departs: %s', (change, expected) => {
    expect(departs(form(change), suggested, 'hasil')).toBe(expected);
  });

  test('without a suggestion nothing departs', () => {
    const none = { hasil: null, perilaku: null };
    expect(departs(form({ hasil: 'DI_ATAS' }), none, 'hasil')).toBe(false);
  });
});

describe('what is missing', () => {
  const asking = (change: Partial<Sheet['asks']>, of: Partial<Sheet>): Sheet =>
    sheet({ ...of, asks: { ...sheet().asks, ...change } });
  const linked = {
    ...item('BOP', 'DI_ATAS', ''),
    evidence: [{ url: 'https://x.go.id', label: '' }],
  };

  test.each([
    ['longer words', asking({ noteLeast: 40 }, { items: [item('BOP', 'DI_ATAS')] }), ['BOP.note']],
    [
      'words on every rating',
      asking({ proofRatings: ['SESUAI'] }, { items: [item('BOP', 'SESUAI', '')] }),
      ['BOP.note'],
    ],
    ['no words at all', asking({ proofRatings: [] }, { items: [item('BOP', 'DI_BAWAH', '')] }), []],
    ['a link', sheet({ items: [linked] }), []],
    ['words beside a link', asking({ linkSuffices: false }, { items: [linked] }), ['BOP.note']],
  ])('by other settings: %s', (_, of, expected) => {
    expect(missingIn(of, formOf(of), suggestedBy(of))).toEqual(expected);
  });

  test('a longer reason, where the setting asks for one', () => {
    const of = asking({ reasonLeast: 30 }, {});
    const form = { ...formOf(of), hasil: 'DI_ATAS' as const, reasonHasil: 'Sering terlambat' };
    expect(missingIn(of, form, suggestedBy(of))).toEqual(['reasonHasil']);
  });

  test('a sheet that an older app kept asks what was usual', () => {
    const of = sheet({ items: [item('BOP', 'DI_ATAS', '')] });
    delete (of as Partial<Sheet>).asks;
    expect(missingIn(of, formOf(of), suggestedBy(of))).toEqual(['BOP.note']);
  });

  const open = sheet({ items: [item('BOP', null), item('AKU', 'SESUAI')] });

  test.each([
    ['an unrated item', open, {}, ['BOP']],
    ['nothing', sheet(), {}, []],
    ['words', sheet({ items: [item('BOP', 'DI_ATAS', 'Bagus.')] }), {}, ['BOP.note']],
    ['no words on the middle', sheet({ items: [item('BOP', 'SESUAI', '')] }), {}, []],
    ['no reason', sheet(), { hasil: 'DI_ATAS' as const }, ['reasonHasil']],
    [
      'a short reason',
      sheet(),
      { perilaku: 'DI_BAWAH' as const, reasonPerilaku: ' singkat   ' },
      ['reasonPerilaku'],
    ],
    [
      'a reason that says enough',
      sheet(),
      { perilaku: 'DI_BAWAH' as const, reasonPerilaku: 'Sering terlambat' },
      [],
    ],
    [
      'both reasons',
      sheet(),
      { hasil: 'DI_ATAS' as const, perilaku: 'DI_BAWAH' as const },
      ['reasonHasil', 'reasonPerilaku'],
    ],
  ])('%s', (_, of, change, expected) => {
    expect(missingIn(of, { ...formOf(of), ...change }, suggestedBy(of))).toEqual(expected);
  });
});

test('the predikat is the cell of the matrix that the server sent', () => {
  expect(predikatOf(sheet(), 'SESUAI', 'DI_BAWAH')).toBe('KURANG');
  expect(predikatOf(sheet(), 'SESUAI', null)).toBeNull();
});

test('differences are told only for what stood in both results', () => {
  const previous: Sheet['previous'] = {
    reviewId: '0',
    number: 1,
    period,
    submittedAt: '2026-07-06T03:00:00Z',
    hasil: 'SESUAI',
    perilaku: 'SESUAI',
    predikat: 'BAIK',
    items: [
      { key: 'BOP', title: 'BOP', rating: 'DI_BAWAH', note: '' },
      { key: 'rhk:9', title: 'Lama', rating: 'SESUAI', note: '' },
    ],
  };
  const now = sheet({ previous });
  expect(differencesTo(now, formOf(now))).toEqual({
    compared: 1,
    list: [{ key: 'BOP', title: 'BOP', before: 'DI_BAWAH', now: 'SESUAI' }],
  });
  expect(differencesTo(sheet(), formOf(sheet()))).toEqual({ compared: 0, list: [] });
});

describe('what a copy and a year owe', () => {
  const copied = {
    kind: 'SAME_AS_BEFORE' as const,
    reviewId: '9',
    number: 1,
    periodKind: 'TRIWULAN' as const,
    year: 2026,
    periodNumber: 2,
    reason: '',
  };
  const none = { hasil: null, perilaku: null };

  test.each([
    ['', ['BOP.copied']],
    ['sama', ['BOP.copied']],
    ['Pekerjaannya memang sama.', []],
  ])('a copied item with the reason "%s"', (reason, missing) => {
    const draft = sheet({ marks: [{ key: 'BOP', copied: { ...copied, reason } }] });
    expect(formOf(draft).items['BOP']?.copyReason).toBe(reason);
    expect(missingIn(draft, formOf(draft), none)).toEqual(missing);
  });

  test.each([
    ['', ['weighing']],
    ['Tahun yang baik.', ['weighing']],
    ['Triwulan IV lebih menentukan.', []],
  ])('a year with results weighed by "%s"', (weighing, missing) => {
    const duty = { required: true, letters: 20, steps: [] };
    const draft = sheet({ weighing, weighingDuty: duty });
    expect(missingIn(draft, formOf(draft), none)).toEqual(missing);
    const nothing = sheet({ weighing, weighingDuty: { ...duty, required: false } });
    expect(missingIn(nothing, formOf(nothing), none)).toEqual([]);
  });
});
