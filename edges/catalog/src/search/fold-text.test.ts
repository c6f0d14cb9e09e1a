import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compactText, foldText, TEXT_LENGTH_MAX, WORDS_MAX, wordsOf } from './fold-text.ts';

const words = (text: string): string[] => wordsOf(foldText(text));

test.each([
  ['Bajaj-Auto', ['bajaj', 'auto']],
  ['M&M', ['mm']],
  ['Larsen & Toubro Ltd.', ['larsen', 'toubro', 'ltd']],
  ["Dr. Reddy's", ['dr', 'reddys']],
  ['E.I.D. Parry', ['eid', 'parry']],
  ['24,500.50 ce', ['24500.50', 'ce']],
  ['84.5', ['84.5']],
  ['Amazon.com, Inc.', ['amazon', 'com', 'inc']],
  ['NSE:SBIN', ['nse', 'sbin']],
  ['ＮＩＦＴＹ　５０', ['nifty', '50']],
  ['Nestlé', ['nestle']],
  ['A😀B', ['a', 'b']],
  ['...&&&', []],
  ['निफ्टी', ['नफट']],
  ['𝐍𝐈𝐅𝐓𝐘', ['nifty']],
])('the words of %j are %j', (text, expected) => {
  expect(words(text)).toEqual(expected);
});

test('what stands behind the longest text is not looked at', () => {
  expect(words(`${'a'.repeat(TEXT_LENGTH_MAX)} b`)).toEqual(['a'.repeat(TEXT_LENGTH_MAX)]);
});

test('a sign that stands for many letters makes no text longer than it may be', () => {
  expect(foldText('ﷺ'.repeat(TEXT_LENGTH_MAX))).toHaveLength(TEXT_LENGTH_MAX);
});

test('no text has more words than are kept', () => {
  expect(words('a '.repeat(60))).toHaveLength(WORDS_MAX);
});

test('a symbol is the same however it is parted', () => {
  const forms = ['BAJAJ-AUTO', 'bajaj auto', 'BajajAuto', 'BAJAJ_AUTO'];
  expect(new Set(forms.map(compactText))).toEqual(new Set(['bajajauto']));
});

test('any text has words of letters and digits only, and folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const folded = foldText(text);
      expect(folded.length).toBeLessThanOrEqual(TEXT_LENGTH_MAX);
      for (const word of wordsOf(folded)) expect(word).toMatch(/^[\p{L}\p{N}.\p{Cs}]+$/u);
      expect(wordsOf(folded).join(' ')).not.toMatch(/[A-Z]/u);
    }),
  );
});
