import { describe, expect, test } from 'vitest';
import { deviceName, nipProblem, plainNip, problemOf, safeReturn } from './auth';

describe('plainNip', () => {
  test.each([
    ['19900101 201503 2 001', '199001012015032001'],
    ['19900101.201503-2.001', '199001012015032001'],
    [' admin ', 'admin'],
  ])('%s', (typed, plain) => expect(plainNip(typed)).toBe(plain));
});

test('a NIP of digits must have eighteen of them', () => {
  expect(nipProblem('19900101 201503 2 001')).toBe('');
  expect(nipProblem('1990')).toContain('Yang Anda ketik 4 angka');
  expect(nipProblem('  ')).toBe('Ketik NIP Anda.');
});

describe('safeReturn leads nowhere but into the app', () => {
  test.each([
    ['/nilai/7?langkah=2', '/nilai/7?langkah=2'],
    ['//elsewhere.example', '/beranda'],
    ['/\\elsewhere.example', '/beranda'],
    ['https://elsewhere.example', '/beranda'],
    ['/masuk?kembali=/x', '/beranda'],
    ['/kata-sandi', '/beranda'],
    [null, '/beranda'],
  ])('%s', (path, place) => expect(safeReturn(path)).toBe(place));
});

test('a throttled sign-in says how long to wait', () => {
  const problem = problemOf({ code: 'TOO_MANY_ATTEMPTS', message: '', retryAfter: 74.2 });
  expect(problem).toMatchObject({ field: '', wait: 75 });
});

test('a refusal that this version does not know keeps the words of the server', () => {
  const refused = {
    code: 'PASSWORD_NEW_RULE',
    field: 'new',
    message: 'Kata sandi memuat nama Anda.',
  };
  expect(problemOf(refused)).toEqual({ field: 'new', text: refused.message, wait: 0 });
});

test('deviceName', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36';
  expect(deviceName(chrome)).toBe('Android · Chrome');
  expect(deviceName('')).toBe('');
});
