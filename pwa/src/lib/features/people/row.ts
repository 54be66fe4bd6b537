import type { DataOf, FindingLevel } from '#lib/graphql';
import type { ImportFindings, OneStaffImport, StaffImports, StaffList } from './people.documents';

type Of<Union, Name> = Extract<Union, { __typename: Name }>;

/** A staff file in the list of imports. */
export type ImportRow = DataOf<typeof StaffImports>['staffImports'][number];
/** A staff file with how many findings there are of each level. */
export type ImportDetail = Of<DataOf<typeof OneStaffImport>['staffImport'], 'StaffImport'>;
export type FindingRow = Of<
  DataOf<typeof ImportFindings>['staffImport'],
  'StaffImport'
>['findings'][number];
/** A person of the staff list. */
export type StaffPerson = DataOf<typeof StaffList>['staff']['rows'][number];

export const FINDINGS_PAGE = 25;

/** One level of findings, or all of them. */
export type FindingsLevel = FindingLevel | 'ALL';

/** What the address says about the findings on the screen; level null: the gravest that there are. */
export interface FindingsPlace {
  level: FindingsLevel | null;
  page: number;
}

/** As the address says it. */
const LEVELS: Record<FindingsLevel, string> = {
  ALL: 'semua',
  ERROR: 'kesalahan',
  WARNING: 'peringatan',
  NOTE: 'catatan',
};

/** Reads `?tingkat=kesalahan&hal=2`; anything else is the first page of the gravest. */
export function findingsPlace(query: { get(name: string): string | null }): FindingsPlace {
  const words = query.get('tingkat');
  const page = Number(query.get('hal') ?? '1');
  const levels = Object.keys(LEVELS) as FindingsLevel[];
  return {
    level: levels.find((level) => LEVELS[level] === words) ?? null,
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  };
}

/** The same as an address says it: "?tingkat=kesalahan&hal=2", or "". */
export function placeQuery({ level, page }: FindingsPlace): string {
  const parts = [level && `tingkat=${LEVELS[level]}`, page > 1 && `hal=${page}`].filter(Boolean);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** The level to show first: what must be mended, then what must be looked at. */
export function gravest(counts: { errors: number; warnings: number }): FindingsLevel {
  if (counts.errors > 0) return 'ERROR';
  return counts.warnings > 0 ? 'WARNING' : 'ALL';
}

/** "19850312 201001 1 005": how a NIP is read aloud. */
export function spacedNip(nip: string): string {
  return nip.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, '$1 $2 $3 $4');
}
