import { expect, test } from 'vitest';

import { splitPhrase } from './phrase-text.ts';

const symbols = new Set(['nifty', 'banknifty', 'reliance', 'mm', '360one', 'nifty50', 'bn']);
const split = (text: string): readonly string[] =>
  splitPhrase(text, (word) => symbols.has(word)).map((words) => words.join(' '));

test.each([
  ['nifty 24500 ce', 'nifty 24500 ce'],
  ['nifty24nov2624500ce', 'nifty 24 nov 2624500 ce'],
  ['banknifty52000pe', 'banknifty 52000 pe'],
  ['bn52000pe', 'bn 52000 pe'],
  ['bankniftyfut', 'banknifty fut'],
  ['niftydecfut', 'nifty dec fut'],
  ['27nov', '27 nov'],
  ['24500ce', '24500 ce'],
  ['m&m26nov3000ce', 'mm 26 nov 3000 ce'],
  ['360one', '360one'],
  ['360one24nov1000pe', '360one 24 nov 1000 pe'],
  ['nifty50', 'nifty50'],
  ['relianceindustries', 'relianceindustries'],
  ['usdinr84.5ce', 'usdinr 84.5 ce'],
  ['nifty 2026-12-29 ce', 'nifty 29 dec 2026 ce'],
  ['nifty 20261229 ce', 'nifty 29 dec 2026 ce'],
  ['nifty 29/12/2026 ce', 'nifty 29 dec 2026 ce'],
  ['nifty 29.12.26 ce', 'nifty 29 dec 26 ce'],
  ['nifty 29-13-2026', 'nifty 29 13 2026'],
])('%j is %j', (text, words) => {
  expect(split(text)[0]).toBe(words);
});

test('a weekly code of the exchange is read as one, and as digits besides', () => {
  expect(split('nifty26d0124500ce')).toContain('nifty 1 dec 2026 24500 ce');
  expect(split('nifty2610624500pe')).toEqual(['nifty 2610624500 pe', 'nifty 6 jan 2026 24500 pe']);
});

test('so is a weekly future', () => {
  expect(split('nifty26d10fut')).toContain('nifty 10 dec 2026 fut');
});

test('a monthly code of the exchange means the monthly contract, or a day of that month', () => {
  expect(split('nifty26dec24500ce')).toEqual([
    'nifty 26 dec 24500 ce',
    'nifty dec 2026 monthly 24500 ce',
  ]);
});

test('so is an option as America writes it', () => {
  expect(split('nifty261124c24500000')).toContain('nifty 24 nov 2026 24500 ce');
});

test('a text is read in two ways at most, however many codes it has', () => {
  expect(split('nifty26d0124500ce '.repeat(6))).toHaveLength(2);
  expect(split('26d0124500ce')).toHaveLength(1);
});
