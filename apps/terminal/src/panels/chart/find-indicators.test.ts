import { indicators } from 'argosy/indicators';
import { expect, test } from 'vitest';

import { findIndicators } from './find-indicators.ts';

const firstOf = (words: string): string | undefined => findIndicators(indicators, words)[0]?.name;

test.each([
  ['rsi', 'rsi'],
  ['RSI ', 'rsi'],
  ['relative strength index', 'rsi'],
  ['macd', 'macd'],
  ['bollinger', 'bollingerBands'],
  ['sma', 'sma'],
  ['atr', 'atr'],
])('%s is %s first, whatever else has it within', (words, name) => {
  expect(firstOf(words)).toBe(name);
});

test('without words all are there, as they are listed', () => {
  expect(findIndicators(indicators, ' ')).toEqual(indicators);
});
