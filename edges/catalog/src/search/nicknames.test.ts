import { expect, test } from 'vitest';

import { canonicalSymbol, nicknamesOf } from './nicknames.ts';

test('what lists call by several names is one thing', () => {
  expect(['banknifty', 'niftybank'].map(canonicalSymbol)).toEqual(['banknifty', 'banknifty']);
});

test('what no line names is only itself', () => {
  expect(canonicalSymbol('wipro')).toBe('wipro');
  expect(nicknamesOf('wipro')).toEqual([]);
});

test('a line gives what is said, and the other names', () => {
  expect(nicknamesOf('niftybank')).toEqual(expect.arrayContaining(['bn', 'bnf', 'banknifty']));
});
