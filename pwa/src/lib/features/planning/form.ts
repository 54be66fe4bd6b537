/*
  What somebody can change in a plan, as values. The server names everything in the same way
  (SkpDocument in the schema), so a document of the server is read as it comes.
*/
export type Approach = 'KUANTITATIF' | 'KUALITATIF';
export type Kind = 'UTAMA' | 'TAMBAHAN';
export type Scope = 'ORGANISASI' | 'INDIVIDU';
export type Aspect = 'KUANTITAS' | 'KUALITAS' | 'WAKTU' | 'BIAYA';
export type Perspective = 'PENERIMA_LAYANAN' | 'PROSES_BISNIS' | 'PENGUATAN_INTERNAL' | 'ANGGARAN';

export interface IndicatorForm {
  aspect: Aspect | null;
  perspective: Perspective | null;
  text: string;
  target: string;
  unit: string;
}

/** The RHK of the leader that an item supports, with its words of that time. */
export interface LeaderLink {
  id: string;
  title: string;
}

export interface RhkForm {
  /** Made on the phone; stays the same through every version. */
  key: string;
  kind: Kind;
  scope: Scope;
  title: string;
  leader: LeaderLink | null;
  assignedBy: string;
  indicators: IndicatorForm[];
  narrative: string;
  /** "It fits as it is": said of an item that came from an example. */
  kept: boolean;
}

export const LISTS = ['support', 'accountability', 'consequence'] as const;
export type ListName = (typeof LISTS)[number];

export interface PlanForm extends Record<ListName, string[]> {
  approach: Approach;
  rhk: RhkForm[];
  /** What the leader expects of each value, by its code. */
  values: Record<string, string>;
}

/** The bounds of the server, so that the phone can say them while somebody types. */
export const MOST = {
  rhk: 20,
  title: 400,
  indicators: 8,
  indicator: 300,
  target: 60,
  unit: 40,
  narrative: 2000,
  assignedBy: 200,
  value: 1000,
  lines: 10,
  line: 400,
  note: 1000,
  reason: 1000,
};

export const EMPTY: PlanForm = {
  approach: 'KUANTITATIF',
  rhk: [],
  values: {},
  support: [],
  accountability: [],
  consequence: [],
};

export const ASPECTS: Aspect[] = ['KUANTITAS', 'KUALITAS', 'WAKTU', 'BIAYA'];

export const PERSPECTIVES: Perspective[] = [
  'PENERIMA_LAYANAN',
  'PROSES_BISNIS',
  'PENGUATAN_INTERNAL',
  'ANGGARAN',
];

/** Whether an indicator says anything; an empty one is not kept on paper. */
export const saysSomething = ({ text, target }: IndicatorForm): boolean =>
  text.trim() !== '' || target.trim() !== '';

export function blankItem(key: string, kind: Kind, aspects: IndicatorForm[]): RhkForm {
  return {
    key,
    kind,
    scope: 'INDIVIDU',
    title: '',
    leader: null,
    assignedBy: '',
    indicators: aspects,
    narrative: '',
    kept: false,
  };
}

/** "20 kunjungan", "95 persen"; "" while there is no target. */
export const targetWords = ({ target, unit }: IndicatorForm): string =>
  target.trim() === '' ? '' : [target.trim(), unit.trim()].filter(Boolean).join(' ');

const plain = (value: unknown): string => JSON.stringify(value);

/** Equal in everything that can be typed. */
export function sameItem(a: RhkForm | undefined, b: RhkForm | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.kind === b.kind &&
    a.scope === b.scope &&
    a.title === b.title &&
    (a.leader?.id ?? null) === (b.leader?.id ?? null) &&
    a.assignedBy === b.assignedBy &&
    a.narrative === b.narrative &&
    a.kept === b.kept &&
    sameIndicators(a.indicators, b.indicators)
  );
}

function sameIndicators(a: IndicatorForm[], b: IndicatorForm[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return (
        other !== undefined &&
        one.aspect === other.aspect &&
        one.perspective === other.perspective &&
        one.text === other.text &&
        one.target === other.target &&
        one.unit === other.unit
      );
    })
  );
}

const byKey = (form: PlanForm): Map<string, RhkForm> =>
  new Map(form.rhk.map((item) => [item.key, item]));

/** What a save has to carry: only what differs from `base`. */
export interface Changes {
  rhk: RhkForm[];
  removed: string[];
  /** All keys in their order, where that changed. */
  order: string[] | null;
  approach: Approach | null;
  values: { code: string; text: string }[];
  lists: Partial<Record<ListName, string[]>>;
}

export function changes(form: PlanForm, base: PlanForm): Changes {
  const [old, now] = [byKey(base), byKey(form)];
  const keys = form.rhk.map(({ key }) => key);
  const held = base.rhk.map(({ key }) => key).filter((key) => now.has(key));
  const stays = keys.filter((key) => old.has(key));
  const moved = plain(stays) !== plain(held) || plain(keys.slice(0, stays.length)) !== plain(stays);
  const lists: Changes['lists'] = {};
  for (const name of LISTS) if (plain(form[name]) !== plain(base[name])) lists[name] = form[name];
  return {
    rhk: form.rhk.filter((item) => !sameItem(old.get(item.key), item)),
    removed: base.rhk.map(({ key }) => key).filter((key) => !now.has(key)),
    order: moved ? keys : null,
    approach: form.approach === base.approach ? null : form.approach,
    values: Object.entries(form.values)
      .filter(([code, text]) => text !== (base.values[code] ?? ''))
      .map(([code, text]) => ({ code, text })),
    lists,
  };
}

/** Whether anything differs that the server would keep. */
export function differs(form: PlanForm, base: PlanForm): boolean {
  const found = changes(form, base);
  return (
    found.rhk.length > 0 ||
    found.removed.length > 0 ||
    found.order !== null ||
    found.approach !== null ||
    found.values.length > 0 ||
    Object.keys(found.lists).length > 0
  );
}
