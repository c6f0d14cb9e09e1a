import { aFuture, anOption, aQuote } from '@argosy/testkit';
import { arraySource, marginAccount, runBacktest, type BacktestConfig } from 'argosy/backtest';
import {
  exp,
  MICROS_PER_DAY,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import type { Option, Quote } from 'argosy/domain';
import { priceBlack76 } from 'argosy/quant';
import { describe, expect, test } from 'vitest';

import { DeltaHedgedStraddle } from './delta-hedged-straddle.ts';

const DAYS = 20;
const RATE = 0.065;
const future = aFuture({ expiresAt: toTimestamp(100 * MICROS_PER_DAY) });

function option(right: 'call' | 'put', strike: number, days = DAYS): Option {
  const id = toInstrumentId(`${right}-${strike}-${days}`);
  const expiresAt = toTimestamp(days * MICROS_PER_DAY);
  return anOption({ id, right, strike: toPrice(strike * 100), expiresAt });
}

const chain = [95, 100, 105].flatMap((strike) => [
  option('call', strike * 100),
  option('put', strike * 100),
]);

/** Each noon the price of the future, and quotes of all options at 20 % volatility, a tick around. */
function quotesOf(prices: readonly number[], options: readonly Option[]): readonly Quote[] {
  return prices.flatMap((price, day) => {
    const at = (day + 0.5) * MICROS_PER_DAY;
    const quoted = options
      .filter(({ expiresAt }) => expiresAt > at)
      .map(({ id, right, strike, expiresAt }) => {
        const years = (expiresAt - at) / MICROS_PER_DAY / 365;
        const terms = { right, strike, years, volatility: 0.2, forward: price * 100 };
        const middle = Math.round(priceBlack76({ ...terms, discount: exp(-RATE * years) }) / 5) * 5;
        return aQuote({ instrument: id, at, bid: Math.max(5, middle - 5), ask: middle + 5 });
      });
    return [
      ...quoted,
      aQuote({ instrument: future.id, at, bid: price * 100, ask: price * 100 + 5 }),
    ];
  });
}

function run(
  prices: readonly number[],
  values: Readonly<Record<string, unknown>> = {},
  options: readonly Option[] = chain,
  more: readonly Quote[] = [],
): readonly string[] {
  const fills: string[] = [];
  const config: BacktestConfig = {
    instruments: [future, ...options],
    sources: [arraySource('quotes', [...quotesOf(prices, options), ...more])],
    accounts: [
      marginAccount(toAccountId('A1'), money(1_000_000_000n, toCurrency('INR')), { delivery: '5' }),
    ],
    strategies: [
      {
        id: 'one',
        strategy: DeltaHedgedStraddle,
        parameters: { options: options.map(({ id }) => id), hedge: future.id, lots: 10, ...values },
        account: 'A1',
      },
    ],
  };
  runBacktest(config, {
    fill: ({ request, fill }) => {
      const day = Math.floor(fill.at / MICROS_PER_DAY);
      fills.push(`day ${day} ${request.side} ${fill.qty} ${request.instrument}`);
    },
  });
  return fills;
}

const calm = [10_010, 10_010, 10_010, 10_010];

describe('a straddle with a delta hedge', () => {
  test('buys a call and a put of the strike nearest to the price', () => {
    expect(run(calm).slice(0, 2)).toEqual([
      'day 0 buy 750 call-10000-20',
      'day 0 buy 750 put-10000-20',
    ]);
    expect(run([10_300, 10_300, 10_300])[0]).toBe('day 0 buy 750 call-10500-20');
  });

  test('sells futures as the price rises, and buys them back as it falls', () => {
    const hedges = run([10_010, 10_010, 10_010, 10_400, 10_400, 9_900, 9_900]).filter((line) =>
      line.includes('FUT'),
    );
    expect(hedges.slice(0, 2).map((line) => line.split(' ')[2])).toEqual(['sell', 'buy']);
    // Four percent up with seventeen days left is about two deviations: most of the call, little of the put.
    const sold = Number(hedges[0]?.split(' ')[3]);
    expect(sold).toBeGreaterThan(0.4 * 750);
    expect(sold).toBeLessThan(750);
    expect(sold % 75).toBe(0);
  });

  test('does not hedge what stays within its band', () => {
    const fills = run([10_010, 10_010, 10_040, 10_010, 10_040], { band: 0.3 });
    expect(fills.filter((line) => line.includes('FUT'))).toEqual([]);
  });

  test('sells both legs, and its hedge, a day before their end', () => {
    const days = Array.from({ length: DAYS }, (_, day) => (day > 3 ? 10_300 : 10_010));
    const fills = run(days, { daysFlat: 2 });
    const last = fills.filter((line) => /^day (18|19) /.test(line));
    expect(last.map((line) => line.split(' ').slice(2).join(' '))).toContain(
      'sell 750 call-10000-20',
    );
    expect(last.map((line) => line.split(' ').slice(2).join(' '))).toContain(
      'sell 750 put-10000-20',
    );
    expect(heldAfter(fills)).toEqual(new Set([0]));
  });

  test('goes on with the next end', () => {
    const later = [option('call', 10_000, 40), option('put', 10_000, 40)];
    const days = Array.from({ length: 25 }, () => 10_010);
    const fills = run(days, {}, [...chain, ...later]);
    expect(fills.filter((line) => line.includes('buy') && line.includes('-40'))).toHaveLength(2);
  });

  test('gives up a straddle that has lost too much, and waits for the next end', () => {
    const fills = run([10_010, 10_010, ...calm, ...calm, ...calm], { lossPercent: 0.05 });
    expect(heldAfter(fills)).toEqual(new Set([0]));
    expect(fills.filter((line) => line.includes('buy 750 call'))).toHaveLength(1);
  });

  test('sells the straddle where it is told to', () => {
    expect(run(calm, { side: 'sell' })[0]).toBe('day 0 sell 750 call-10000-20');
  });

  test('does nothing without quotes of both legs', () => {
    const calls = chain.filter(({ right }) => right === 'call');
    expect(run(calm, {}, calls)).toEqual([]);
  });

  test('enters on no quotes of before, but hedges by what they said', () => {
    const evening = aQuote({
      instrument: future.id,
      at: 1.9 * MICROS_PER_DAY,
      bid: 1_060_000,
      ask: 1_060_005,
    });
    // The calls and puts were quoted at noon: by the evening only the future has risen.
    const hedges = run([10_010, 10_010], {}, chain, [evening]).filter((line) =>
      line.includes('FUT'),
    );
    expect(hedges.map((line) => line.split(' ')[2])).toEqual(['sell']);
    const late = { ...evening, eventAt: toTimestamp(0.9 * MICROS_PER_DAY) };
    const calls = quotesOf([10_010], chain).filter(({ instrument }) => instrument !== future.id);
    expect(run([], {}, chain, [...calls, { ...late, availableAt: late.eventAt }])).toEqual([]);
  });

  test('refuses what is no option', () => {
    expect(() => run(calm, { options: [future.id, chain[0]?.id] })).toThrow('is no option');
  });
});

/** What fills leave held of anything. */
function heldAfter(fills: readonly string[]): ReadonlySet<number> {
  const held = new Map<string, number>();
  for (const line of fills) {
    const [, , side, qty, instrument = ''] = line.split(' ');
    const change = side === 'buy' ? Number(qty) : -Number(qty);
    held.set(instrument, (held.get(instrument) ?? 0) + change);
  }
  return new Set(held.values());
}
