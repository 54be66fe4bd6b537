import { m } from '#lib/messages';
import { formatNumber } from '#lib/ui';
import type { AbsenceKind } from '#lib/graphql';

const KINDS: Record<AbsenceKind, () => string> = {
  CUTI_SAH: m.parts_kind_cuti,
  CLTN: m.parts_kind_cltn,
  TUGAS_BELAJAR: m.parts_kind_tugas_belajar,
  PEMBERHENTIAN_SEMENTARA: m.parts_kind_pemberhentian,
  MPP: m.parts_kind_mpp,
  PEJABAT_NEGARA: m.parts_kind_pejabat,
  BERHENTI: m.parts_kind_berhenti,
};

/** By what title somebody is away: of a leave only that it was lawful. */
export const absenceWord = (kind: AbsenceKind): string => KINDS[kind]();
export const ABSENCE_KINDS = Object.keys(KINDS) as AbsenceKind[];

/** "1,5 bulan". */
export const monthsWord = (months: number): string =>
  m.parts_months({ months: formatNumber(months) });

/** "cuti sah: 2 bulan". */
export const awayWords = (away: { kind: AbsenceKind; months: number }): string =>
  m.parts_away({ reason: absenceWord(away.kind), months: formatNumber(away.months) });

interface Part {
  period: { id: string; starts: string; ends: string };
  starts: string;
  ends: string;
  excused: AbsenceKind | null;
  away: readonly unknown[];
}

/** Parts of periods that are not simply one whole part: only those need to be shown. */
export function specialParts<P extends Part>(parts: readonly P[]): P[] {
  const several = new Set(
    parts
      .filter(({ period }, at) => parts.findIndex((it) => it.period.id === period.id) !== at)
      .map(({ period }) => period.id),
  );
  return parts.filter(
    (part) =>
      several.has(part.period.id) ||
      part.excused !== null ||
      part.away.length > 0 ||
      part.starts !== part.period.starts ||
      part.ends !== part.period.ends,
  );
}
