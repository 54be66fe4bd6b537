import { describe, expect, it } from 'vitest';
import { changedItems, differs, put, type SelfForm } from './form';

const BASE: SelfForm = {
  items: { BOP: { rating: null, note: '' }, AKU: { rating: 'SESUAI', note: 'a' } },
  summary: '',
};
const with_ = (items: Partial<SelfForm['items']>, summary = ''): SelfForm => ({
  items: { ...BASE.items, ...items } as SelfForm['items'],
  summary,
});

describe('what changed', () => {
  it('names the items that differ', () => {
    const form = with_({ BOP: { rating: 'DI_ATAS', note: '' } });
    expect(changedItems(form, BASE)).toEqual(['BOP']);
    expect(differs(form, BASE)).toBe(true);
    expect(differs(with_({}), BASE)).toBe(false);
    expect(differs(with_({}, 'x'), BASE)).toBe(true);
  });
});

describe('two phones', () => {
  it('takes what only one of them changed', () => {
    const mine = with_({ BOP: { rating: 'DI_ATAS', note: '' } }, 'milik saya');
    const server = with_({ AKU: { rating: 'DI_BAWAH', note: 'b' } });
    const { form, theirs } = put(BASE, mine, server);
    expect(form.items).toEqual({
      BOP: { rating: 'DI_ATAS', note: '' },
      AKU: { rating: 'DI_BAWAH', note: 'b' },
    });
    expect(form.summary).toBe('milik saya');
    expect(theirs).toEqual({});
  });

  it('keeps the own words where both wrote, and gives the other ones', () => {
    const mine = with_({ AKU: { rating: 'DI_ATAS', note: 'punya saya' } }, 'satu');
    const server = with_({ AKU: { rating: 'DI_BAWAH', note: 'lain' } }, 'dua');
    const { form, theirs } = put(BASE, mine, server);
    expect(form.items['AKU']).toEqual({ rating: 'DI_ATAS', note: 'punya saya' });
    expect(theirs).toEqual({ AKU: { rating: 'DI_BAWAH', note: 'lain' } });
    expect(form.summary).toBe('satu\n\ndua');
  });
});
