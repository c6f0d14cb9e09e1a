import { aBar, aQuote, dayBars, dayInstrument } from '@argosy/testkit';
import {
  arraySource,
  Backtest,
  marginAccount,
  type BacktestConfig,
  type Source,
  type StrategyConfig,
} from 'argosy/backtest';
import {
  MICROS_PER_DAY,
  money,
  toAccountId,
  toCurrency,
  toTimestamp,
  type Money,
} from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BollingerBounce } from './bollinger-bounce.ts';
import { EmaCross } from './ema-cross.ts';
import { EmaCrossBars } from './ema-cross-bars.ts';
import { MacdTrend } from './macd-trend.ts';
import { RsiBreakout } from './rsi-breakout.ts';
import { Turtle } from './turtle.ts';

type Subject = Pick<StrategyConfig, 'strategy' | 'parameters'>;
type Part = {
  /** What was sent, with the instant. */
  readonly orders: readonly { readonly at: number; readonly text: string }[];
  readonly isFlat: boolean;
  readonly cash: Money;
  readonly state: unknown;
};

const emas = { fast: 2, slow: 5 };
const breakout = { period: 3, entry: 60, exit: 45, channel: 4, atrPeriod: 3, stopAtrs: 1.5 };
const bounce = { period: 5, deviations: 1.1, stopWidths: 0.4 };
const trend = { fast: 2, slow: 4, signal: 2, trend: 5, atrPeriod: 3, stopAtrs: 1.5 };
const turtle = { entry: 4, exit: 3, atrPeriod: 3, stopAtrs: 1.5, units: 3 };
/** Both sides, a share of the equity, and orders that nobody cancels at the cut. */
const both = { side: 'both', percent: 60, atStop: 'keep', bars: dayBars };

const subjects: readonly (readonly [name: string, subject: Subject])[] = [
  ['EmaCross', { strategy: EmaCross, parameters: { ...emas, quantity: '10' } }],
  ['EmaCrossBars', { strategy: EmaCrossBars, parameters: { ...emas, bars: dayBars } }],
  ['RsiBreakout', { strategy: RsiBreakout, parameters: { ...breakout, ...both } }],
  ['MacdTrend', { strategy: MacdTrend, parameters: { ...trend, ...both } }],
  ['Turtle', { strategy: Turtle, parameters: { ...turtle, ...both } }],
  ['BollingerBounce', { strategy: BollingerBounce, parameters: { ...bounce, ...both } }],
];

const opening = money(100_000_000n, toCurrency('INR'));
const closeOf = (day: number) => toTimestamp((day + 1) * MICROS_PER_DAY);

/** Daily bars that go straight from the close before to their own, each with a quote at its end. */
function daysOf(closes: readonly number[], isOnQuotes: boolean): Source {
  const rows = closes.map((close, day) => {
    const [opensAt, at] = [day * MICROS_PER_DAY, closeOf(day)];
    if (isOnQuotes) return aQuote({ at, bid: close, ask: close });
    return aBar({
      open: closes[day - 1] ?? close,
      close,
      opensAt,
      at,
      spec: '1-DAY-LAST-EXTERNAL',
    });
  });
  return arraySource('days', rows);
}

function play(
  { strategy, parameters }: Subject,
  closes: readonly number[],
  { state, balance = opening, ...changes }: Partial<BacktestConfig> & Start = {},
): Part {
  const given = { instrument: dayInstrument.id, ...parameters };
  const one = { id: 'one', strategy, parameters: given, account: 'A1' };
  const config = {
    instruments: [dayInstrument],
    sources: [daysOf(closes, strategy === EmaCross)],
    accounts: [marginAccount(toAccountId('A1'), balance)],
    strategies: [state === undefined ? one : { ...one, state }],
    ...changes,
  };
  const orders: Part['orders'][number][] = [];
  let [open, held] = [0, 0];
  const run = new Backtest(config, {
    event: (event) => {
      if (event.kind !== 'order' || event.change.type !== 'initialized') return;
      const { side, qty, terms } = event.change.request;
      orders.push({ at: event.at, text: `${event.at} ${side} ${qty} ${JSON.stringify(terms)}` });
      open += 1;
    },
    orderClosed: () => {
      open -= 1;
    },
    fill: ({ request, fill }) => {
      held += request.side === 'buy' ? fill.qty : -fill.qty;
    },
  });
  while (run.advance(1_000) === 'running');
  // A file holds what a strategy keeps between two runs.
  const kept: unknown = JSON.parse(JSON.stringify(run.exportStates().get('one')));
  const cash = run.result().accounts[0]?.cash ?? opening;
  return { orders, isFlat: open === 0 && held === 0, cash, state: kept };
}

/** What a part goes on from. */
type Start = { readonly state?: unknown; readonly balance?: Money };

const textsAfter = ({ orders }: Part, cut: number): readonly string[] =>
  orders.filter(({ at }) => at > cut).map(({ text }) => text);

const walk = fc
  .array(fc.integer({ min: -200, max: 200 }), { minLength: 40, maxLength: 60 })
  .map((moves) => {
    let price = 20_000;
    return moves.map((move) => (price += move));
  });

describe.each(subjects)('%s', (_, subject) => {
  test('goes on after a cut while it is flat as if there had been none', () => {
    let compared = 0;
    fc.assert(
      fc.property(walk, fc.integer({ min: 0, max: 30 }), (closes, lastDay) => {
        const cut = closeOf(lastDay);
        const first = play(subject, closes, { until: cut });
        if (!first.isFlat) return;
        const start = { state: first.state, balance: first.cash };
        const second = play(subject, closes, { ...start, from: toTimestamp(cut + 1) });
        const uncut = textsAfter(play(subject, closes), cut);
        expect(second.orders.map(({ text }) => text)).toEqual(uncut);
        compared += uncut.length;
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  test.each([null, 7, {}, { fast: [], slow: [] }])('refuses to start from %j', (state) => {
    expect(() => play(subject, [20_000], { state })).toThrow('one in importState');
  });
});
