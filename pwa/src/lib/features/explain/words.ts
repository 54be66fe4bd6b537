import { m } from '#lib/messages';
import type { NamedRule, PartAccount } from './types';

const ASPECT = { HASIL: m.result_part_hasil, PERILAKU: m.result_perilaku };
const KIND = { UTAMA: m.explain_kind_utama, TAMBAHAN: m.explain_kind_tambahan };
const MARK = {
  SOURCED: m.explain_mark_sourced,
  UNVERIFIED: m.explain_mark_unverified,
  DESIGN: m.explain_mark_design,
};

export const aspectWord = (aspect: PartAccount['aspect']): string => ASPECT[aspect]();
export const kindWord = (kind: 'UTAMA' | 'TAMBAHAN' | null): string =>
  kind === null ? m.explain_kind_values() : KIND[kind]();
export const markWord = (mark: NamedRule['mark']): string => MARK[mark]();
