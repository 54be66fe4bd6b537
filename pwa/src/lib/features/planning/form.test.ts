import { describe, expect, test } from 'vitest';
import {
  blankItem,
  changes,
  differs,
  EMPTY,
  targetWords,
  type PlanForm,
  type RhkForm,
} from './form';
import { gapsOf } from './gaps';
import { merge, resolve } from './merge';

const item = (key: string, change: Partial<RhkForm> = {}): RhkForm => ({
  ...blankItem(key, 'UTAMA', []),
  title: `Hasil kerja ${key}`,
  indicators: [
    { aspect: 'KUANTITAS', perspective: null, text: 'Kunjungan', target: '20', unit: 'kali' },
  ],
  ...change,
});
const plan = (change: Partial<PlanForm> = {}): PlanForm => ({
  ...EMPTY,
  rhk: [item('aaaa'), item('bbbb')],
  ...change,
});
const keys = (form: PlanForm): string[] => form.rhk.map(({ key }) => key);

describe('what a save carries', () => {
  test('nothing when nothing changed', () => {
    expect(differs(plan(), plan())).toBe(false);
  });

  test('only the item that changed', () => {
    const changed = item('bbbb', { title: 'Kunjungan rumah' });
    const found = changes(plan({ rhk: [item('aaaa'), changed] }), plan());
    expect(found).toMatchObject({ rhk: [changed], removed: [], order: null, values: [] });
  });

  test('a new item at the end needs no order, one before others does', () => {
    const added = item('cccc');
    const last = changes(plan({ rhk: [...plan().rhk, added] }), plan());
    expect(last).toMatchObject({ rhk: [added], order: null });
    const first = changes(plan({ rhk: [added, ...plan().rhk] }), plan());
    expect(first.order).toEqual(['cccc', 'aaaa', 'bbbb']);
  });

  test('what was taken out, another order, another approach, values and lists', () => {
    expect(changes(plan({ rhk: [item('bbbb')] }), plan()).removed).toEqual(['aaaa']);
    const turned = plan({ rhk: [item('bbbb'), item('aaaa')] });
    expect(changes(turned, plan()).order).toEqual(['bbbb', 'aaaa']);
    const rest = plan({ approach: 'KUALITATIF', values: { BOP: 'Ramah' }, support: ['Motor'] });
    expect(changes(rest, plan())).toMatchObject({
      approach: 'KUALITATIF',
      values: [{ code: 'BOP', text: 'Ramah' }],
      lists: { support: ['Motor'] },
    });
  });

  test('another indicator is a change', () => {
    const one = { aspect: 'WAKTU', perspective: null, text: '', target: '', unit: '' } as const;
    const other = plan({ rhk: [item('aaaa', { indicators: [{ ...one }] }), item('bbbb')] });
    expect(changes(other, plan()).rhk.map(({ key }) => key)).toEqual(['aaaa']);
  });
});

describe('two phones', () => {
  const mine = (change: Partial<RhkForm>): PlanForm =>
    plan({ rhk: [item('aaaa', change), item('bbbb')] });

  test('different fields of one item fit together', () => {
    const merged = merge(plan(), mine({ title: 'Baru' }), mine({ scope: 'ORGANISASI' }), null);
    expect(merged.conflicts).toEqual([]);
    expect(merged.form.rhk[0]).toMatchObject({ title: 'Baru', scope: 'ORGANISASI' });
  });

  test('the same field changed twice is a conflict, and nothing of it is lost', () => {
    const merged = merge(plan(), mine({ title: 'Satu' }), mine({ title: 'Dua' }), null);
    expect(merged.conflicts).toMatchObject([{ kind: 'item', key: 'aaaa' }]);
    const [conflict] = merged.conflicts;
    if (!conflict) throw new Error('a conflict was expected');
    const title = (pick: 'mine' | 'theirs' | 'both'): string[] =>
      resolve(merged.form, conflict, pick, 'nnnn').rhk.map((one) => one.title);
    expect(title('mine')).toEqual(['Satu', 'Hasil kerja bbbb']);
    expect(title('theirs')).toEqual(['Dua', 'Hasil kerja bbbb']);
    expect(title('both')).toEqual(['Satu', 'Dua', 'Hasil kerja bbbb']);
  });

  test('a save whose answer was lost is no conflict', () => {
    const sent = mine({ title: 'Kunjungan' });
    const typed = mine({ title: 'Kunjungan rumah' });
    const merged = merge(plan(), typed, sent, sent);
    expect(merged).toMatchObject({
      conflicts: [],
      form: { rhk: [{ title: 'Kunjungan rumah' }, {}] },
    });
  });

  test('taken out here and untouched there is gone; changed there it stays', () => {
    const without = plan({ rhk: [item('bbbb')] });
    expect(keys(merge(plan(), without, plan(), null).form)).toEqual(['bbbb']);
    expect(keys(merge(plan(), without, mine({ title: 'Dua' }), null).form)).toContain('aaaa');
    expect(keys(merge(plan(), mine({ title: 'Satu' }), without, null).form)).toContain('aaaa');
  });

  test('items added on both sides are both there', () => {
    const here = plan({ rhk: [...plan().rhk, item('cccc')] });
    const there = plan({ rhk: [...plan().rhk, item('dddd')] });
    expect(keys(merge(plan(), here, there, null).form)).toEqual(['aaaa', 'bbbb', 'dddd', 'cccc']);
  });

  test('an order chosen here stands', () => {
    const turned = plan({ rhk: [item('bbbb'), item('aaaa')] });
    expect(keys(merge(plan(), turned, plan(), null).form)).toEqual(['bbbb', 'aaaa']);
  });

  test('lines of both lists are kept, taken-out ones are out', () => {
    const base = plan({ support: ['Motor', 'Laptop'] });
    const here = plan({ support: ['Laptop', 'Pelatihan'] });
    const there = plan({ support: ['Motor', 'Laptop', 'Anggaran'] });
    const { form } = merge(base, here, there, null);
    expect(form.support).toEqual(['Laptop', 'Anggaran', 'Pelatihan']);
  });

  test('expectations changed differently keep both texts if wished', () => {
    const say = (text: string): PlanForm => plan({ values: { BOP: text } });
    const merged = merge(plan(), say('Ramah'), say('Cepat'), null);
    const [conflict] = merged.conflicts;
    if (!conflict) throw new Error('a conflict was expected');
    expect(resolve(merged.form, conflict, 'both', 'nnnn').values['BOP']).toBe('Ramah\n\nCepat');
  });
});

describe('what is missing', () => {
  const codes = (form: PlanForm, unchanged: string[] = []): string[] =>
    gapsOf(form, new Set(unchanged)).map(({ code }) => code);
  const blank = { aspect: 'WAKTU', perspective: null, text: '', target: '', unit: 'hari' } as const;

  test.each<[string, Partial<RhkForm>, string[]]>([
    ['complete', {}, []],
    ['a short title', { title: ' ada ' }, ['TITLE_MISSING']],
    ['no assignment', { kind: 'TAMBAHAN' }, ['NO_RHK_UTAMA', 'ASSIGNED_BY_MISSING']],
    ['no indicator', { indicators: [{ ...blank }] }, ['INDICATOR_MISSING']],
    ['no target', { indicators: [{ ...blank, text: 'Cepat' }] }, ['TARGET_MISSING']],
    ['no text', { indicators: [{ ...blank, target: '3' }] }, ['INDICATOR_TEXT_MISSING']],
  ])('%s', (_, change, expected) => {
    expect(codes(plan({ rhk: [item('aaaa', change)] }))).toEqual(expected);
  });

  test('a plan in words wants words, not targets', () => {
    const told = plan({ approach: 'KUALITATIF', rhk: [item('aaaa', { indicators: [] })] });
    expect(codes(told)).toEqual(['NARRATIVE_MISSING']);
  });

  test('an example taken word for word wants a word', () => {
    expect(codes(plan(), ['aaaa'])).toEqual(['TEMPLATE_UNCHANGED']);
    expect(codes(plan({ rhk: [item('aaaa', { kept: true })] }), ['aaaa'])).toEqual([]);
  });
});

test('a target in words', () => {
  const one = { aspect: null, perspective: null, text: 'x', target: ' 20 ', unit: '' };
  expect(targetWords(one)).toBe('20');
  expect(targetWords({ ...one, unit: 'kali' })).toBe('20 kali');
  expect(targetWords({ ...one, target: ' ', unit: 'kali' })).toBe('');
});
