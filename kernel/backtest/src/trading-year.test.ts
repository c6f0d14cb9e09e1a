import { alwaysOpen, nseEquity, toCalendarId } from 'argosy/core';
import { anInstrument, aQuote } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { runBacktest } from './backtest.ts';
import { arraySource } from './source.ts';
import { yearOf } from './trading-year.ts';

const sixDays = {
  ...nseEquity,
  id: toCalendarId('SIX'),
  week: { ...nseEquity.week, 6: nseEquity.week[5] },
};
const calendars = new Map([nseEquity, alwaysOpen, sixDays].map((one) => [one.id, one]));
const trading = (...names: readonly string[]) => ({
  instruments: names.map((name) => anInstrument({ calendar: toCalendarId(name) })),
});

it.each([
  [['NSE'], 252],
  [['SIX'], 252],
  [['24x7'], 365],
  [['NSE', '24x7'], 365],
])('of %s has %d days', (names, days) => {
  expect(yearOf(trading(...names), calendars).daysPerYear).toBe(days);
});

it('has as many days as it is told', () => {
  const statistics = { daysPerYear: 260, riskFree: 0.05 };
  expect(yearOf({ ...trading('24x7'), statistics }, calendars)).toEqual({
    daysPerYear: 260,
    riskFree: 0.05,
    ddof: 1,
    yearlyDaysMin: 20,
  });
});

it('stands on the card, and makes the figures', () => {
  const quotes = [0, 1, 2].map((day) => aQuote({ at: day * 86_400_000_000 }));
  const { card, statisticsNotes } = runBacktest({
    ...trading('24x7'),
    sources: [arraySource('quotes', quotes)],
    accounts: [],
    strategies: [],
    statistics: { yearlyDaysMin: 1 },
  });
  expect(card.statistics).toMatchObject({ daysPerYear: 365 });
  expect(statisticsNotes.CAGR).toMatch(/365|no account|days?/);
});
