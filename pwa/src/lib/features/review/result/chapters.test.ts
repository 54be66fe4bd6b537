import { expect, test } from 'vitest';
import { explainResult } from './chapters';
import type { RuleStep } from '../steps';
import { sampleResult } from './sample';

const counted = (code: string, atas: number, sesuai: number, bawah: number): RuleStep => ({
  code,
  values: [
    { name: 'atas', value: String(atas) },
    { name: 'sesuai', value: String(sesuai) },
    { name: 'bawah', value: String(bawah) },
  ],
});
const rated = (code: string, rating: string): RuleStep => ({
  code,
  values: [{ name: 'rating', value: rating }],
});
const MATRIX = {
  code: 'MATRIX',
  values: [
    { name: 'hasil', value: 'DI_ATAS' },
    { name: 'perilaku', value: 'SESUAI' },
    { name: 'predikat', value: 'BAIK' },
  ],
};

test('the steps become three chapters that end in the predikat', () => {
  const chapters = explainResult(
    sampleResult({
      steps: [
        counted('HASIL_COUNTED', 1, 2, 0),
        rated('HASIL_MAJORITY', 'SESUAI'),
        counted('PERILAKU_COUNTED', 0, 6, 1),
        rated('PERILAKU_MAJORITY', 'SESUAI'),
        MATRIX,
      ],
    }),
  );
  expect(chapters.map(({ topic }) => topic)).toEqual(['hasil', 'perilaku', 'predikat']);
  expect(chapters[0]?.sentences[0]?.text).toContain('1 di atas, 2 sesuai, 0 di bawah');
  expect(chapters[2]?.sentences.map(({ text }) => text)).toEqual([
    'Menurut matriks, hasil kerja Di atas ekspektasi dan perilaku Sesuai ekspektasi menghasilkan predikat Baik.',
  ]);
});

test('a rater who followed the suggestion is said to have done so, without titles', () => {
  const [hasil] = explainResult(sampleResult({ steps: [rated('HASIL_MAJORITY', 'SESUAI')] }));
  expect(hasil?.sentences.at(-1)).toEqual({
    text: 'Hendra Contoh menetapkan sesuai saran ini.',
    reason: '',
    departed: false,
  });
});

test('a departure stands with the reason of its own part', () => {
  const departed = (code: string): RuleStep => ({
    code,
    values: [
      { name: 'suggested', value: 'SESUAI' },
      { name: 'decided', value: 'DI_ATAS' },
    ],
  });
  const chapters = explainResult(
    sampleResult({
      steps: [departed('HASIL_DEPARTED'), departed('PERILAKU_DEPARTED')],
      reasonHasil: 'Memimpin perbaikan.',
      reasonPerilaku: 'Menjadi contoh.',
    }),
  );
  expect(chapters.map(({ sentences }) => sentences.map(({ reason }) => reason))).toEqual([
    ['Memimpin perbaikan.'],
    ['Menjadi contoh.'],
  ]);
  expect(chapters[0]?.sentences[0]?.text).toContain('Di atas ekspektasi');
});

test('nothing is said where there are no steps', () => {
  expect(explainResult(sampleResult())).toEqual([]);
});
