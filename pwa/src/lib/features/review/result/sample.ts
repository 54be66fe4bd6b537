import type { ResultSheet, SheetItem } from './types';

/** One invented result for the tests of this room; `over` replaces what a test is about. */
export function sampleResult(over: Partial<ResultSheet> = {}): ResultSheet {
  return {
    reviewId: '7',
    number: 1,
    state: 'DELIVERED',
    period: samplePeriod('TRIWULAN', 2026, 3, '2026-09-30'),
    employee: { id: '1', name: 'Sari Contoh, S.Kep.', position: 'Perawat', unit: 'Puskesmas' },
    rater: { id: '2', name: 'Hendra Contoh, S.KM.', position: 'Kepala', unit: 'Puskesmas' },
    capacity: 'DEFINITIF',
    submittedAt: '2026-10-04T03:00:00Z',
    deliveredAt: '2026-10-04T03:00:00Z',
    readAt: null,
    hasil: 'SESUAI',
    perilaku: 'SESUAI',
    suggestedHasil: 'SESUAI',
    suggestedPerilaku: 'SESUAI',
    reasonHasil: '',
    reasonPerilaku: '',
    predikat: 'BAIK',
    summary: '',
    correctionReason: '',
    items: [],
    weighing: '',
    weighed: [],
    steps: [],
    rule: { id: 'r', title: 'Matriks', source: 'Aturan', validFrom: '2022-02-03', matrix: [] },
    ...over,
  };
}

export function samplePeriod(
  kind: ResultSheet['period']['kind'],
  year: number,
  number: number,
  ends: string,
): ResultSheet['period'] {
  const phase = 'CLOSED' as const;
  const id = `${kind}-${year}-${number}`;
  return {
    id,
    kind,
    year,
    number,
    starts: ends,
    ends,
    opens: ends,
    closes: ends,
    phase,
    daysLeft: 0,
  };
}

export function sampleItem(over: Partial<SheetItem>): SheetItem {
  return {
    key: 'rhk:1',
    part: 'HASIL_KERJA',
    kind: 'UTAMA',
    title: 'Kunjungan rumah',
    expectation: '20 kunjungan',
    rating: 'SESUAI',
    note: '',
    evidence: [],
    copied: null,
    ...over,
  };
}
