import { expect, test } from 'vitest';

import { emptyReading, meansContract, type Reading } from './reading.ts';
import { readPhrase } from './read-phrase.ts';

const symbols = new Set(['nifty', 'reliance', 'finnifty']);
const read = (text: string): readonly Reading[] =>
  readPhrase(text, (word) => symbols.has(word)).readings;

/** Whether one of the readings asks for that, and nothing else. */
function expectReading(text: string, wanted: Partial<Reading>): void {
  expect(read(text)).toContainEqual({ ...emptyReading, ...wanted });
}

const expiry = (wish: Partial<Reading['expiry']>): Pick<Reading, 'expiry'> => ({
  expiry: { ...emptyReading.expiry, ...wish },
});
const words = ['nifty'];

test('a strike and a right', () => {
  expectReading('nifty 24500 ce', { words, strike: 24_500, right: 'call' });
  expectReading('put 24500 nifty', { words, strike: 24_500, right: 'put' });
  expectReading('nifty 24.5k p', { words, strike: 24_500, right: 'put' });
});

test('a month, a day of it, and its year, on either side', () => {
  expectReading('nifty 8 dec 2026', { words, ...expiry({ day: 8, month: 12, year: 2_026 }) });
  expectReading('nifty december 8th 26', { words, ...expiry({ day: 8, month: 12, year: 2_026 }) });
});

test('a number by a month may be its day or its year', () => {
  expectReading('reliance 26 nov 2900 pe', {
    words: ['reliance'],
    strike: 2_900,
    right: 'put',
    ...expiry({ day: 26, month: 11 }),
  });
  expectReading('reliance 26 nov 2900 pe', {
    words: ['reliance'],
    strike: 2_900,
    right: 'put',
    ...expiry({ year: 2_026, month: 11 }),
  });
});

test('digits behind a month may be its year and the strike in one', () => {
  expectReading('nifty24nov2624500ce', {
    words,
    strike: 24_500,
    right: 'call',
    ...expiry({ day: 24, month: 11, year: 2_026 }),
  });
});

test('weekly, monthly, and which of them', () => {
  expectReading('nifty weekly', { words, ...expiry({ cadence: 'weekly' }) });
  expectReading('nifty next month fut', {
    words,
    product: 'future',
    ...expiry({ cadence: 'monthly', turn: 1 }),
  });
});

test('a weekday, an exchange, a kind', () => {
  expectReading('nifty tuesday', { words, ...expiry({ weekday: 2 }) });
  expectReading('reliance bse', { words: ['reliance'], exchanges: ['BSE', 'BFO', 'BCD'] });
  expectReading('nifty index', { words, kinds: ['index'] });
});

test('a second month, weekday or exchange is a name', () => {
  expectReading('dec nov', { words: ['nov'], ...expiry({ month: 12 }) });
  expectReading('mon tue', { words: ['tue'], ...expiry({ weekday: 1 }) });
  expectReading('nse bse', { words: ['bse'], exchanges: ['NSE', 'NFO', 'CDS'] });
});

test('both rights mean any option', () => {
  expectReading('nifty 24500 ce pe', { words, strike: 24_500, product: 'option' });
});

test('what says nothing of the thing is left out', () => {
  expectReading('buy reliance chart', { words: ['reliance'] });
});

test('a word that is a month but for a typo may be that month, or a name', () => {
  expectReading('nifty decmber', { words, ...expiry({ month: 12 }) });
  expectReading('nifty decmber', { words: ['nifty', 'decmber'] });
});

test('a single c or p is a name where no number is by it', () => {
  expect(read('p i industries').every(({ right }) => right === null)).toBe(true);
  expect(read('c e info').every(({ right }) => right === null)).toBe(true);
});

test('a number may always be of the name', () => {
  expectReading('nifty 50', { words: ['nifty', '50'] });
});

test('the words as they stand are kept beside the readings', () => {
  expect(readPhrase('Future Retail', () => false).words).toEqual(['future', 'retail']);
});

test('however much could be meant, no more than 24 readings are tried', () => {
  expect(read('24 nov 26 '.repeat(5)).length).toBeLessThanOrEqual(24);
});

test('a reading means a contract where it says anything only contracts have', () => {
  expect(meansContract(emptyReading)).toBe(false);
  expect(meansContract({ ...emptyReading, exchanges: ['NSE'], ...expiry({ turn: 1 }) })).toBe(
    false,
  );
  for (const wish of [
    { strike: 1 },
    { right: 'call' },
    { product: 'future' },
    expiry({ month: 1 }),
  ] as const) {
    expect(meansContract({ ...emptyReading, ...wish })).toBe(true);
  }
});
