import {
  MICROS_PER_MINUTE,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Bar, type Instrument, type Quote } from 'argosy/domain';
import { parameter, Strategy, type OrderEventOf } from 'argosy/engine';
import { feePercent, noLatency } from 'argosy/matching';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { FillRow } from './run-sink.ts';
import { arraySource } from './source.ts';

const inr = toCurrency('INR');
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, inr));
const [sbin, tcs] = [
  anInstrument({ id: toInstrumentId('SBIN.NSE'), tick: toPrice(1) }),
  anInstrument({ id: toInstrumentId('TCS.NSE'), tick: toPrice(1) }),
];

const gamblerParameters = { instrument: parameter.instrument() };
/** Buys and sells by its own random stream. */
class Gambler extends Strategy<typeof gamblerParameters> {
  static override readonly parameters = gamblerParameters;

  override onStart(): void {
    this.data.subscribeQuotes(this.parameters.instrument);
  }

  override onQuote({ instrument, bid, ask }: Quote): void {
    const qty = toQuantity(1 + this.random.nextInt(9));
    const choice = this.random.nextInt(4);
    if (choice === 0) this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
    if (choice === 1) this.orders.close(instrument);
    if (choice === 2) {
      this.orders.submit(this.orders.limit({ instrument, side: 'buy', qty, limit: bid }));
    }
    if (choice === 3 && ask > bid) this.orders.cancelAll(instrument);
  }
}

function walk(instrument: Instrument, steps: readonly number[]): readonly Quote[] {
  let bid = 10_000;
  return steps.map((step, place) => {
    bid += step;
    const at = toTimestamp(1_000_000 * (place + 1));
    const prices = { bid: toPrice(bid), ask: toPrice(bid + 3) };
    const times = { eventAt: at, availableAt: at, sourceSequence: place };
    return { ...aQuote(), ...prices, ...times, instrument: instrument.id };
  });
}

function gamblers(steps: readonly number[]): BacktestConfig {
  return {
    instruments: [sbin, tcs],
    sources: [
      arraySource('sbin', walk(sbin, steps)),
      arraySource('tcs', walk(tcs, steps.toReversed())),
    ],
    accounts: [account],
    strategies: ['a', 'b', 'c'].map((id, place) => ({
      id,
      strategy: Gambler,
      parameters: { instrument: place === 1 ? tcs.id : sbin.id },
      account: account.id,
    })),
    venue: {
      fees: feePercent('0.03'),
      latency: { ...noLatency, insert: toMicros(300_000), jitter: toMicros(900_000) },
    },
    seed: 5,
  };
}

const someSteps = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 5, maxLength: 60 });

it('comes to the same hash and equity whatever is given first', () => {
  fc.assert(
    fc.property(someSteps, (steps) => {
      const config = gamblers(steps);
      const turned: BacktestConfig = {
        ...config,
        instruments: config.instruments.toReversed(),
        sources: config.sources.toReversed(),
        strategies: config.strategies.toReversed(),
      };
      const [one, other] = [runBacktest(config), runBacktest(turned)];
      expect(other.hash).toBe(one.hash);
      expect(other.accounts).toEqual(one.accounts);
    }),
    { numRuns: 50 },
  );
});

it('balances: cash is what fills and charges make of it, and every currency sums to zero', () => {
  fc.assert(
    fc.property(someSteps, (steps) => {
      const fills: FillRow[] = [];
      const run = new Backtest(gamblers(steps), { fill: (row) => fills.push(row) });
      while (run.advance(100) === 'running');
      let cash = 1_000_000_00n;
      const held = new Map<string, number>();
      for (const { request, fill } of fills) {
        const sign = request.side === 'buy' ? 1 : -1;
        cash -= BigInt(sign * fill.qty * fill.price) + fill.fee.amount;
        const key = `${request.book} ${request.instrument}`;
        held.set(key, (held.get(key) ?? 0) + sign * fill.qty);
      }
      const result = run.result();
      expect(result.accounts[0]?.cash.amount).toBe(cash);
      for (const { key, qty } of run.trading.positions()) {
        expect(qty).toBe(held.get(`${key.book} ${key.instrument}`));
      }
      expect([...run.trading.book.trialBalance().values()].every((sum) => sum === 0n)).toBe(true);
      expect(run.trading.checkInvariants()).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

it('comes to the same in single steps as in one go', () => {
  const steps = [1, -2, 3, 1, 0, -4, 2, 2, -1, 3];
  const run = new Backtest(gamblers(steps));
  while (run.advance(1) === 'running');
  expect(run.result().hash).toBe(runBacktest(gamblers(steps)).hash);
});

it('lets two runs in one process alone when they take turns', () => {
  const [short, long] = [gamblers([1, 2, 3, -1, 0]), gamblers([-1, 2, -3, 4, 1, 1, 2, 0])];
  const [first, second] = [new Backtest(short), new Backtest(long)];
  while ([first.advance(3), second.advance(2)].includes('running'));
  expect(first.result().hash).toBe(runBacktest(short).hash);
  expect(second.result().hash).toBe(runBacktest(long).hash);
});

it('ends where it is cancelled, with what has happened so far', () => {
  const run = new Backtest(gamblers([1, 2, 3, 4, 5, 6, 7, 8]));
  run.advance(4);
  run.cancel();
  const { isPartial, until } = run.result();
  expect(isPartial).toBe(true);
  expect(until).toBeLessThan(8_000_000);
});

it('refuses orders with WARMING_UP until the warm-up is over', () => {
  const run = new Backtest({ ...gamblers([1, 1, 1, 1]), warmUpUntil: toTimestamp(9_000_000_000) });
  while (run.advance(100) === 'running');
  const { counts } = run.result();
  expect(counts.orders).toBeGreaterThan(0);
  expect(counts.denied).toBe(counts.orders);
});

it('stops a strategy that throws, goes on with the others and says so', () => {
  class Broken extends Gambler {
    override onQuote(): void {
      throw new Error('broken');
    }
  }
  const config = gamblers([1, -1, 2, 0, 3, 1, -2]);
  const broken = { id: 'broken', strategy: Broken, account: account.id };
  const parameters = { instrument: sbin.id };
  const strategies = [...config.strategies, { ...broken, parameters }];
  const goesOn = runBacktest({ ...config, strategies });
  expect(goesOn.faults).toMatchObject([{ strategy: 'broken', message: 'Error: broken' }]);
  expect(goesOn.isPartial).toBe(false);
  expect(runBacktest({ ...config, strategies, endsOnFault: true }).isPartial).toBe(true);
});

const minuteBars = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
function minuteBar(open: number, close: number, minute: number): Bar {
  const closesAt = toTimestamp((minute + 1) * MICROS_PER_MINUTE);
  const prices = { open: toPrice(open), close: toPrice(close) };
  const range = { high: toPrice(Math.max(open, close)), low: toPrice(Math.min(open, close)) };
  const opensAt = toTimestamp(minute * MICROS_PER_MINUTE);
  const times = { opensAt, closesAt, eventAt: closesAt, availableAt: closesAt };
  return { ...aBar(), ...prices, ...range, ...times, spec: minuteBars, sourceSequence: minute };
}

const heardFills: string[] = [];
class OnceOnBar extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(minuteBars);
  }

  override onBar(): void {
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(1) } as const;
    if (this.portfolio.qty(sbin.id) === 0) this.orders.submit(this.orders.market(of));
  }

  override onOrderFilled({ change }: OrderEventOf<'filled'>): void {
    heardFills.push(`${change.fill.at / MICROS_PER_MINUTE} @ ${change.fill.price}`);
  }
}

it('never fills in the bar an order was decided on, but at the next open', () => {
  heardFills.length = 0;
  const rows = [minuteBar(100, 110, 0), minuteBar(115, 120, 1), minuteBar(121, 122, 2)];
  runBacktest({
    instruments: [sbin],
    sources: [arraySource('bars', rows)],
    accounts: [account],
    strategies: [{ id: 'once', strategy: OnceOnBar, account: account.id }],
  });
  expect(heardFills).toEqual(['1 @ 115']);
});

it('fills nothing by bars where quotes move the price', () => {
  heardFills.length = 0;
  const quotes = walk(sbin, [0]).map((quote) => ({ ...quote, bid: toPrice(70), ask: toPrice(72) }));
  const rows = [minuteBar(100, 110, 0), minuteBar(115, 120, 1)];
  runBacktest({
    instruments: [sbin],
    sources: [arraySource('bars', rows), arraySource('quotes', quotes)],
    accounts: [account],
    strategies: [{ id: 'once', strategy: OnceOnBar, account: account.id }],
  });
  expect(heardFills).toEqual(['1 @ 72']);
});

it('names every mistake of a configuration at once', () => {
  const config = gamblers([1]);
  const strategies = [{ id: 'x', strategy: Gambler, account: 'NOBODY' }];
  const sources = [...config.sources, arraySource('sbin', [])];
  expect(() => new Backtest({ ...config, strategies, sources })).toThrow(
    /sbin.*\n.*NOBODY|NOBODY.*\n.*sbin/,
  );
});
