import { money, toAccountId, toCurrency, toMicros, toPrice, toQuantity } from 'argosy/core';
import type { AnomalyEvent, MarketData } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { noLatency, sizeAwareFills } from 'argosy/matching';
import { isOpen } from 'argosy/orders';
import { aBar, aBook, aBookChange, anInstrument, aQuote, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const MINUTE = 60_000_000;
const share = anInstrument();
const account = marginAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));

/** A bracket of ten at the market, three quarters of whose profit are taken in three parts. */
class ScalingOut extends Strategy {
  override onStart(): void {
    const of = { instrument: share.id, side: 'buy', qty: toQuantity(12), tif: 'GTC' } as const;
    const targets = [10_100, 10_200, 10_300].map((price) => {
      return { price: toPrice(price), qty: toQuantity(3) };
    });
    this.orders.submitBracket({ ...of, targets, stop: toPrice(9_900) });
  }
}

type Outcome = {
  readonly fills: readonly string[];
  readonly held: number;
  readonly open: number;
  readonly anomalies: readonly AnomalyEvent['type'][];
};

function run(rows: readonly MarketData[], changes: Partial<BacktestConfig> = {}): Outcome {
  const fills: string[] = [];
  const anomalies: AnomalyEvent['type'][] = [];
  let held = 0;
  const backtest = new Backtest(
    {
      instruments: [share],
      accounts: [account],
      sources: [arraySource('rows', rows)],
      strategies: [{ id: 'one', strategy: ScalingOut, account: account.id }],
      limits: { outsideSession: 'allow' },
      ...changes,
    },
    {
      event: (event) => void (event.kind === 'anomaly' && anomalies.push(event.type)),
      fill: ({ request: { side }, fill: { qty, price } }) => {
        held += side === 'buy' ? qty : -qty;
        fills.push(`${side} ${qty} at ${price}`);
      },
    },
  );
  while (backtest.advance(1_000) === 'running');
  const open = backtest.trading.openOrders().filter((order) => isOpen(order)).length;
  return { fills, held, open, anomalies };
}

const bar = (n: number, open: number, high: number, low = open) =>
  aBar({ at: (n + 1) * MINUTE, opensAt: n * MINUTE, open, high, low, close: open });
const quote = (n: number, bid: number) => aQuote({ at: n * MINUTE, bid, ask: bid });
const trade = (n: number, price: number) => aTrade({ at: n * MINUTE, price, qty: 100 });
const entry = 'buy 12 at 10000';
const parts = ['sell 3 at 10100', 'sell 3 at 10200', 'sell 3 at 10300'];

describe('a price that goes past several targets of a bracket, where answers take no time,', () => {
  test.each([
    ['inside a bar', [bar(1, 10_000, 10_000), bar(2, 10_000, 10_350), bar(3, 10_000, 10_000)]],
    ['in quotes', [quote(1, 10_000), quote(2, 10_350), quote(3, 10_000)]],
    ['in trades', [trade(1, 10_000), trade(2, 10_350), trade(3, 10_000)]],
  ] as const)('fills each of them %s, and the stop stays for what is left', (_, rows) => {
    const outcome = run(rows);
    expect(outcome).toEqual({ fills: [entry, ...parts], held: 3, open: 1, anomalies: [] });
  });

  test('fills those it has reached, and the others with a later one', () => {
    const outcome = run([10_000, 10_250, 10_000, 10_300].map((bid, n) => quote(n + 1, bid)));
    expect(outcome).toMatchObject({ fills: [entry, ...parts], held: 3, anomalies: [] });
  });

  test('fills no more than the size that it shows', () => {
    const shown = { ...quote(2, 10_350), bidQty: toQuantity(5) };
    const venue = { fills: sizeAwareFills({ rest: 'waits' }) };
    const { fills } = run([quote(1, 10_000), shown, quote(3, 10_000)], { venue });
    expect(fills.slice(1)).toEqual(['sell 3 at 10100', 'sell 2 at 10200']);
  });

  test('fills each of them where a trade passes their queues in a recorded book', () => {
    const book = aBook({
      at: MINUTE,
      bids: [[9_990, 50]],
      asks: [
        [10_000, 50],
        [10_400, 50],
      ],
    });
    const passing = aTrade({ at: 3 * MINUTE, price: 10_350, qty: 8, aggressor: 'buy' });
    const rows = [
      book,
      aBookChange({ at: 2 * MINUTE, bids: [[9_980, 5]] }),
      passing,
      quote(4, 10_000),
    ];
    const { fills } = run(rows);
    expect(fills.slice(1)).toEqual(['sell 3 at 10100', 'sell 3 at 10200', 'sell 2 at 10300']);
  });

  test('leaves nothing at work behind a stop that it goes to in the same bar', () => {
    const outcome = run(
      [bar(1, 10_000, 10_000), bar(2, 10_000, 10_350, 9_850), bar(3, 10_000, 10_000)],
      {
        venue: { bars: { fillAt: 'nextOpen', path: 'OHLC' } },
      },
    );
    const fills = [entry, ...parts, 'sell 3 at 9900'];
    expect(outcome).toEqual({ fills, held: 0, open: 0, anomalies: [] });
  });
});

test('what targets fill is the same whether answers take no time or a moment', () => {
  const path = fc.array(fc.integer({ min: -5, max: 80 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(path, (ticks) => {
      const rows = [quote(1, 10_000), ...ticks.map((tick, n) => quote(n + 2, 10_000 + 5 * tick))];
      const latency = { ...noLatency, cancel: toMicros(1) };
      const [atOnce, soon] = [run(rows), run(rows, { venue: { latency } })];
      expect(atOnce).toEqual(soon);
    }),
    { numRuns: 100 },
  );
});
