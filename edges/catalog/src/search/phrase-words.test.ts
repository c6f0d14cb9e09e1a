import { expect, test } from 'vitest';

import { isGluedWord, mistypedPhraseWord, phraseWordOf } from './phrase-words.ts';

test.each(['dec', 'sept', 'december', 'DEC'.toLowerCase()])('%s is a month', (word) => {
  expect(phraseWordOf(word)?.is).toBe('month');
});

test('two letters are no month and no weekday', () => {
  expect(phraseWordOf('de')).toBeUndefined();
  expect(phraseWordOf('tu')).toBeUndefined();
});

test('a month is also its beginning, but nothing longer than its name', () => {
  expect(phraseWordOf('novem')).toEqual({ is: 'month', month: 11 });
  expect(phraseWordOf('novembers')).toBeUndefined();
});

test('months count from one, weekdays from Monday', () => {
  expect(phraseWordOf('jan')).toEqual({ is: 'month', month: 1 });
  expect(phraseWordOf('sunday')).toEqual({ is: 'weekday', weekday: 7 });
});

test('a word that the table does not inherit is a name', () => {
  expect(phraseWordOf('constructor')).toBeUndefined();
});

test('only what is said of contracts may be glued to a symbol', () => {
  expect(['fut', 'ce', 'dec', 'nse', 'weekly', 'sbin'].map(isGluedWord)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test.each(['decmber', 'noevmber', 'futrue', 'aril', 'xmarch'])(
  '%s is a word of a phrase with a typo',
  (word) => {
    expect(phraseWordOf(word)).toBeUndefined();
    expect(mistypedPhraseWord(word)).toBeDefined();
  },
);

test('what is short or far from any word of a phrase is none with a typo', () => {
  expect(['mae', 'jna', 'reliance', 'decmbr'].map(mistypedPhraseWord)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
