import { expect, test } from 'vitest';

import { parameter } from './parameters.ts';
import { Strategy } from './strategy.ts';
import { readWritten } from './written-parameters.ts';

const parameters = {
  fast: parameter.integer({ default: 1 }),
  weight: parameter.number({ default: 1 }),
  instrument: parameter.instrument(),
};

class Counting extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
}

test('what a strategy counts with becomes a number, and names stay as they are', () => {
  const given = { fast: '200', weight: '2.5e-1', instrument: '500325.BSE', other: '7' };
  expect(readWritten(Counting, given)).toEqual({
    fast: 200,
    weight: 0.25,
    instrument: '500325.BSE',
    other: '7',
  });
});

test('what is no number is left for the check of the parameters to refuse', () => {
  const given = { fast: '2.5', weight: 'much', instrument: 3 };
  expect(readWritten(Counting, given)).toEqual(given);
});
