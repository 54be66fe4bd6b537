import { describe, expect, test } from 'vitest';
import { changedItems, differs, saveInput, type Evidence, type Form, type ItemForm } from './form';
import { bothNotes, merge, resolve, type Conflict } from './merge';

const item = (change: Partial<ItemForm> = {}): ItemForm => ({
  rating: null,
  note: '',
  evidence: [],
  copyReason: '',
  ...change,
});

const form = (items: Record<string, Partial<ItemForm>> = {}, rest: Partial<Form> = {}): Form => ({
  items: { BOP: item(items['BOP']), AKU: item(items['AKU']) },
  hasil: null,
  perilaku: null,
  reasonHasil: '',
  reasonPerilaku: '',
  summary: '',
  weighing: '',
  ...rest,
});

describe('what to send', () => {
  test('only the items that changed, and the overall fields', () => {
    const typed = form({ BOP: { rating: 'SESUAI' } }, { summary: 'Terima kasih' });
    expect(changedItems(typed, form())).toEqual(['BOP']);
    expect(saveInput('7', 3, typed, form())).toMatchObject({
      reviewId: '7',
      version: 3,
      items: [{ key: 'BOP', rating: 'SESUAI', note: '', evidence: [] }],
      summary: 'Terima kasih',
    });
  });

  test.each([
    ['nothing', {}, false],
    ['a decision', { hasil: 'DI_ATAS' as const }, true],
    ['spaces around a reason', { reasonHasil: '  ' }, false],
    ['a reason', { reasonHasil: 'Karena' }, true],
    ['a space in the summary', { summary: ' ' }, true],
    ['the weighing of the year', { weighing: 'Triwulan IV' }, true],
  ])('%s changed', (_, change, expected) => {
    expect(differs(form({}, change), form())).toBe(expected);
  });
});

describe('two phones', () => {
  test('what each changed elsewhere fits together', () => {
    const mine = form({ BOP: { note: 'Ramah' } });
    const theirs = form({ BOP: { rating: 'DI_ATAS' }, AKU: { rating: 'SESUAI' } });
    const merged = merge(form(), mine, theirs, null);
    expect(merged.conflicts).toEqual([]);
    expect(merged.form).toEqual(
      form({ BOP: { rating: 'DI_ATAS', note: 'Ramah' }, AKU: { rating: 'SESUAI' } }),
    );
  });

  test('the same change on both is no conflict', () => {
    const both = form({ BOP: { rating: 'SESUAI' } });
    expect(merge(form(), both, structuredClone(both), null).conflicts).toEqual([]);
  });

  test('different changes of one item are a conflict, and the own words stay', () => {
    const mine = form({ BOP: { note: 'Ramah' } });
    const theirs = form({ BOP: { note: 'Cekatan' } });
    const merged = merge(form(), mine, theirs, null);
    expect(merged.conflicts.map(({ key }) => key)).toEqual(['BOP']);
    expect(merged.form.items['BOP']?.note).toBe('Ramah');
  });

  test('either choice keeps what is no conflict', () => {
    const mine = form({ BOP: { note: 'Ramah' } }, { summary: 'Terima kasih' });
    const theirs = form({ BOP: { note: 'Cekatan', rating: 'DI_ATAS' } });
    const { form: merged, conflicts } = merge(form(), mine, theirs, null);
    for (const conflict of conflicts) {
      const [here, there] = [
        resolve(merged, conflict, 'mine'),
        resolve(merged, conflict, 'theirs'),
      ];
      expect(here.items['BOP']).toEqual(item({ note: 'Ramah', rating: 'DI_ATAS' }));
      expect(there.items['BOP']).toEqual(item({ note: 'Cekatan', rating: 'DI_ATAS' }));
      expect([here.summary, there.summary]).toEqual(['Terima kasih', 'Terima kasih']);
    }
    expect(conflicts).toHaveLength(1);
  });

  test('a decision and its reason are one conflict', () => {
    const mine = form({}, { hasil: 'DI_ATAS', reasonHasil: 'Melampaui target' });
    const theirs = form({}, { hasil: 'DI_BAWAH', reasonHasil: 'Terlambat' });
    expect(merge(form(), mine, theirs, null).conflicts.map(({ key }) => key)).toEqual(['hasil']);
  });

  test('a save whose answer was lost is not another phone', () => {
    const sent = form({ BOP: { note: 'Ram' } });
    const mine = form({ BOP: { note: 'Ramah' } });
    const merged = merge(form(), mine, structuredClone(sent), sent);
    expect(merged.conflicts).toEqual([]);
    expect(merged.form.items['BOP']?.note).toBe('Ramah');
  });

  test('what was deleted after a lost answer stays deleted', () => {
    const sent = form({ BOP: { note: 'Ramah' } });
    const merged = merge(form(), form(), structuredClone(sent), sent);
    expect(merged).toEqual({ form: form(), conflicts: [] });
  });

  test('but a third change after the lost answer is', () => {
    const sent = form({ BOP: { note: 'Ram' } });
    const mine = form({ BOP: { note: 'Ramah' } });
    const theirs = form({ BOP: { note: 'Cekatan' } });
    expect(merge(form(), mine, theirs, sent).conflicts).toHaveLength(1);
  });

  test('what was taken back here stays taken back', () => {
    const base = form({ BOP: { rating: 'DI_ATAS', note: 'Ramah' } });
    const merged = merge(base, form(), structuredClone(base), null);
    expect(merged.form).toEqual(form());
  });

  test('an item that only the server knows is taken over', () => {
    const theirs = form();
    theirs.items['KOL'] = item({ rating: 'SESUAI' });
    expect(merge(form(), form(), theirs, null).form.items['KOL']?.rating).toBe('SESUAI');
  });

  test('merging changes none of its inputs', () => {
    const sides = [form(), form({ BOP: { note: 'a' } }), form({ BOP: { note: 'b' } })] as const;
    const before = structuredClone(sides);
    merge(...sides, null);
    expect(sides).toEqual(before);
  });
});

describe('the choice', () => {
  const link = (url: string): Evidence => ({ url, label: '' });
  const mine = form(
    { BOP: { rating: 'DI_ATAS', note: 'Ramah', evidence: [link('https://a.id')] } },
    { hasil: 'DI_ATAS', reasonHasil: 'Satu alasan', summary: 'Satu' },
  );
  const theirs = form(
    { BOP: { rating: 'SESUAI', note: 'Cekatan', evidence: [link('https://b.id')] } },
    { hasil: 'SESUAI', reasonHasil: 'Lain', summary: 'Dua' },
  );
  const { form: merged, conflicts } = merge(form(), mine, theirs, null);
  const of = (key: string): Conflict => {
    const found = conflicts.find((one) => one.key === key);
    if (!found) throw new Error(`no conflict about ${key}`);
    return found;
  };

  test('mine, theirs, or the words of both', () => {
    expect(resolve(merged, of('BOP'), 'mine').items['BOP']).toEqual(mine.items['BOP']);
    expect(resolve(merged, of('BOP'), 'theirs').items['BOP']).toEqual(theirs.items['BOP']);
    expect(resolve(merged, of('BOP'), 'both').items['BOP']).toEqual({
      rating: 'DI_ATAS',
      note: 'Ramah\n\nCekatan',
      copyReason: '',
      evidence: [link('https://a.id'), link('https://b.id')],
    });
  });

  test('a decision goes with its reason', () => {
    expect(resolve(merged, of('hasil'), 'theirs')).toMatchObject({
      hasil: 'SESUAI',
      reasonHasil: 'Lain',
    });
  });

  test('two summaries below each other', () => {
    expect(resolve(merged, of('summary'), 'both').summary).toBe('Satu\n\nDua');
  });

  test.each([
    ['Ramah', '', 'Ramah'],
    ['', 'Ramah', 'Ramah'],
    ['Ramah sekali', 'Ramah', 'Ramah sekali'],
    ['Ramah', 'Ramah sekali', 'Ramah sekali'],
  ])('notes %j and %j become %j', (a, b, expected) => {
    expect(bothNotes(a, b)).toBe(expected);
  });
});

describe('what an annual draft and a copy bring', () => {
  test('a reason for a copy and the words of the year are put together like the rest', () => {
    const base = form({ BOP: { copyReason: '' } });
    const mine = form({ BOP: { copyReason: 'Memang sama.' } });
    const theirs = form({}, { weighing: 'Triwulan IV lebih berat.' });
    const { form: both, conflicts } = merge(base, mine, theirs, null);
    expect(conflicts).toEqual([]);
    expect(both.items['BOP']?.copyReason).toBe('Memang sama.');
    expect(both.weighing).toBe('Triwulan IV lebih berat.');
  });

  test('words of both phones about the year can be kept', () => {
    const mine = form({}, { weighing: 'Dari ponsel ini.' });
    const theirs = form({}, { weighing: 'Dari ponsel lain.' });
    const { form: here, conflicts } = merge(form(), mine, theirs, null);
    expect(conflicts.map(({ key }) => key)).toEqual(['weighing']);
    const [conflict] = conflicts as [Conflict];
    expect(resolve(here, conflict, 'both').weighing).toBe('Dari ponsel ini.\n\nDari ponsel lain.');
  });
});
