import { expect, test } from 'vitest';

import { YEARLY_DAYS_MIN } from './sample.ts';
import { defaultStatistics } from './statistics.ts';
import { describeStatistics } from './statistics-notes.ts';

const notesOf = (days: number, nets: readonly number[] = []) => {
  const dailyEquity = Array.from({ length: days + 1 }, (_, day) => 100 + (day % 3));
  const figures = defaultStatistics({ nets, sides: nets.map(() => 'long'), dailyEquity });
  const drawdownOver = `${days * 390} points`;
  return describeStatistics(figures, { trades: nets.length, days, drawdownOver });
};

test('a figure says over what it is taken', () => {
  expect(notesOf(504, [3, -1])).toMatchObject({
    CAGR: 'over 504 days, 2.00 years of 252',
    ProfitFactor: 'over 504 days',
    ProfitFactorByTrades: 'over 2 trades',
    MaxDrawdown: 'over 196560 points',
  });
});

test('a yearly figure of too short a run says how much it takes', () => {
  const days = YEARLY_DAYS_MIN - 1;
  expect(notesOf(days).CAGR).toBe(`none: 19 days, and a yearly figure takes 20`);
  expect(notesOf(days + 1).CAGR).toBe('over 20 days, 0.08 years of 252');
});

test('a figure that is not defined says of what', () => {
  expect(notesOf(30, [3]).AvgLoser).toBe('none: 1 trade, without one that it is made of');
  expect(notesOf(0).MaxDrawdown).toBe('over 0 points');
});

test('every figure has a note', () => {
  const figures = defaultStatistics({ nets: [], sides: [], dailyEquity: [] });
  expect(Object.keys(notesOf(5)).sort()).toEqual(Object.keys(figures).sort());
});
