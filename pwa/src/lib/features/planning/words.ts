import { m } from '#lib/messages';
import type { Approach, Aspect, IndicatorForm, Kind, ListName, Perspective, Scope } from './form';
import type { Gap } from './gaps';

const ASPECT: Record<Aspect, () => string> = {
  KUANTITAS: m.skp_aspect_kuantitas,
  KUALITAS: m.skp_aspect_kualitas,
  WAKTU: m.skp_aspect_waktu,
  BIAYA: m.skp_aspect_biaya,
};

const PERSPECTIVE: Record<Perspective, () => string> = {
  PENERIMA_LAYANAN: m.skp_perspective_penerima,
  PROSES_BISNIS: m.skp_perspective_proses,
  PENGUATAN_INTERNAL: m.skp_perspective_internal,
  ANGGARAN: m.skp_perspective_anggaran,
};

const ASKED: Record<Aspect, () => string> = {
  KUANTITAS: m.skp_asked_kuantitas,
  KUALITAS: m.skp_asked_kualitas,
  WAKTU: m.skp_asked_waktu,
  BIAYA: m.skp_asked_biaya,
};

const UNITS: Record<Aspect, () => string> = {
  KUANTITAS: m.skp_units_kuantitas,
  KUALITAS: m.skp_units_kualitas,
  WAKTU: m.skp_units_waktu,
  BIAYA: m.skp_units_biaya,
};

const LIST: Record<ListName, () => string> = {
  support: m.skp_support,
  accountability: m.skp_accountability,
  consequence: m.skp_consequence,
};

const LIST_HINT: Record<ListName, () => string> = {
  support: m.skp_support_hint,
  accountability: m.skp_accountability_hint,
  consequence: m.skp_consequence_hint,
};

const LIST_COMMON: Record<ListName, () => string> = {
  support: m.skp_support_common,
  accountability: m.skp_accountability_common,
  consequence: m.skp_consequence_common,
};

const KIND: Record<Kind, () => string> = { UTAMA: m.skp_utama, TAMBAHAN: m.skp_tambahan };
const SCOPE: Record<Scope, () => string> = {
  ORGANISASI: m.skp_organisasi,
  INDIVIDU: m.skp_individu,
};
const APPROACH: Record<Approach, () => string> = {
  KUANTITATIF: m.skp_kuantitatif,
  KUALITATIF: m.skp_kualitatif,
};

const GAP: Record<string, () => string> = {
  NO_RHK_UTAMA: m.skp_gap_utama,
  TITLE_MISSING: m.skp_gap_title,
  ASSIGNED_BY_MISSING: m.skp_gap_assigned,
  NARRATIVE_MISSING: m.skp_gap_narrative,
  INDICATOR_MISSING: m.skp_gap_indicator,
  INDICATOR_TEXT_MISSING: m.skp_gap_indicator_text,
  TARGET_MISSING: m.skp_gap_target,
  TEMPLATE_UNCHANGED: m.skp_gap_template,
};

/** Suggestions travel as one text, parted by bars; they go into the official plan, so they are Indonesian. */
const parts = (text: string): string[] => text.split('|');

export const kindWord = (kind: Kind): string => KIND[kind]();
export const scopeWord = (scope: Scope): string => SCOPE[scope]();
export const approachWord = (approach: Approach): string => APPROACH[approach]();
export const aspectWord = (aspect: Aspect): string => ASPECT[aspect]();
export const perspectiveWord = (perspective: Perspective): string => PERSPECTIVE[perspective]();
export const listWord = (name: ListName): string => LIST[name]();
export const listHint = (name: ListName): string => LIST_HINT[name]();
export const listCommon = (name: ListName): string[] => parts(LIST_COMMON[name]());

/** "Kuantitas", "Proses bisnis": what an indicator is sorted by; "" for one without. */
export function sortWord({ aspect, perspective }: IndicatorForm): string {
  if (aspect) return aspectWord(aspect);
  return perspective ? perspectiveWord(perspective) : '';
}

/** What the aspect asks: "Berapa banyak?" */
export const askedBy = ({ aspect }: IndicatorForm): string => (aspect ? ASKED[aspect]() : '');

/** Units people commonly write beside a target of this sort. */
export const commonUnits = ({ aspect }: IndicatorForm): string[] =>
  parts(UNITS[aspect ?? 'KUALITAS']());

/** What is missing, in the language of the app; the server's sentence for a code this version does not know. */
export const gapWords = ({ code, message }: Gap): string => GAP[code]?.() ?? message;

const EXPECTED: Record<string, () => string> = {
  BOP: m.skp_expected_bop,
  AKU: m.skp_expected_aku,
  KPT: m.skp_expected_kpt,
  HAR: m.skp_expected_har,
  LOY: m.skp_expected_loy,
  ADP: m.skp_expected_adp,
  KOL: m.skp_expected_kol,
};

/** Sentences a leader can take as an expectation of a value, and change. */
export const expectationExamples = (code: string): string[] => {
  const found = EXPECTED[code]?.();
  return found ? parts(found) : [];
};

const PART: Record<string, () => string> = {
  approach: m.skp_approach,
  support: m.skp_support,
  accountability: m.skp_accountability,
  consequence: m.skp_consequence,
};

/** The name of a part of the plan as a difference names it. */
export const partWord = (part: string): string => PART[part]?.() ?? part;
