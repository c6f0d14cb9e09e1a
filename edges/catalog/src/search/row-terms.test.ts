import { expect, test } from 'vitest';

import { symbolKey, termsOfRow, termsOfUnderlying, withoutSeries } from './row-terms.ts';

const bare = { name: '', isin: null, aliases: [] };
const fieldsOf = (row: Partial<Parameters<typeof termsOfRow>[0]> & { readonly symbol: string }) =>
  Object.fromEntries(termsOfRow({ ...bare, ...row }).terms.map(({ term, field }) => [term, field]));

test('a share is found by its symbol, its name, the words of it and their initials', () => {
  expect(fieldsOf({ symbol: 'COALINDIA', name: 'Coal India Ltd.' })).toEqual({
    coalindia: 0,
    coalindialtd: 2,
    coal: 3,
    india: 4,
    ci: 5,
  });
});

test('by its code, by what brokers call it, and by the code it has beside', () => {
  const row = { symbol: 'ITC-EQ', isin: 'INE154A01025', aliases: ['500875', 'ITC-BE'] };
  expect(fieldsOf(row)).toMatchObject({ itc: 0, itceq: 1, ine154a01025: 1, 500875: 1, itcbe: 1 });
});

test('by what people say', () => {
  expect(fieldsOf({ symbol: 'SBIN', name: 'State Bank of India' })).toMatchObject({
    sbi: 1,
    statebank: 1,
  });
});

test('an index that a list calls by its name is also found by the symbol of its contracts', () => {
  expect(fieldsOf({ symbol: 'Nifty Bank', name: 'BANKNIFTY' })).toMatchObject({
    banknifty: 0,
    niftybank: 0,
  });
});

test.each([
  ['SBIN-EQ', 'SBIN'],
  ['BAJAJ-AUTO', 'BAJAJ-AUTO'],
  ['BAJAJ-AUTO-EQ', 'BAJAJ-AUTO'],
  ['NAM-INDIA', 'NAM-INDIA'],
  ['-EQ', '-EQ'],
])('%s without its series is %s', (symbol, expected) => {
  expect(withoutSeries(symbol)).toBe(expected);
});

test('all listings of a thing have one key', () => {
  expect(['NIFTY', 'Nifty 50', 'NIFTY50'].map(symbolKey)).toEqual(['nifty', 'nifty', 'nifty']);
  expect(symbolKey('M&M-EQ')).toBe(symbolKey('M&M'));
});

test('contracts are found by all names of what they are on', () => {
  const { terms } = termsOfUnderlying('SBIN', ['State Bank of India', 'SBIN']);
  expect(terms.map(({ term }) => term)).toEqual(
    expect.arrayContaining(['sbin', 'sbi', 'state', 'bank', 'india']),
  );
});

test('a name of a legal form alone has a word all the same', () => {
  expect(termsOfRow({ ...bare, symbol: 'X', name: 'Ltd.' }).nameWords).toBe(1);
});

test('the words of what people say are words of it, where its list has no name', () => {
  expect(fieldsOf({ symbol: 'HAL' })).toMatchObject({
    hal: 0,
    hindustanaeronautics: 1,
    hindustan: 4,
  });
  expect(fieldsOf({ symbol: 'SBIN' })).not.toHaveProperty('of');
});
