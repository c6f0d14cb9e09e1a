import {
  MICROS_PER_MINUTE,
  money,
  toAccountId,
  toCurrency,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Bar, type OrderTerms } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, aQuote, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { FillRow } from './run-sink.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const spec = toBarSpecText(`${instrument.id}-1-MINUTE-LAST-EXTERNAL`);
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));

const parameters = {
  entry: parameter.number({ default: 0 }),
  target: parameter.number({ default: 10_100 }),
  stop: parameter.number({ default: 9_900 }),
  isOnBars: parameter.flag({ default: true }),
};

/** Sends one bracket at the first bar or quote. */
class OneBracket extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #hasSent = false;

  override onStart(): void {
    if (this.parameters.isOnBars) this.data.subscribeBars(spec);
    else this.data.subscribeQuotes(instrument.id);
  }

  override onBar(): void {
    this.#send();
  }

  override onQuote(): void {
    this.#send();
  }

  #send(): void {
    if (this.#hasSent) return;
    this.#hasSent = true;
    const { entry, target, stop } = this.parameters;
    const terms: OrderTerms =
      entry === 0 ? { type: 'market' } : { type: 'limit', limit: toPrice(entry) };
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(10), tif: 'GTC' } as const;
    const exits = { target: toPrice(target), stop: toPrice(stop) };
    this.orders.submitBracket({ ...of, ...exits, entry: terms });
  }
}

type Candle = readonly [open: number, high: number, low: number, close: number];

const bar = (n: number, [open, high, low, close]: Candle): Bar =>
  aBar({
    spec: '1-MINUTE-LAST-EXTERNAL',
    opensAt: n * MICROS_PER_MINUTE,
    at: (n + 1) * MICROS_PER_MINUTE,
    open,
    high,
    low,
    close,
  });
const flat: Candle = [10_000, 10_000, 10_000, 10_000];

/** What a run fills: the side, the quantity, the price, and in which minute. */
function run(
  config: Partial<BacktestConfig>,
  values: Record<string, unknown> = {},
): readonly string[] {
  const fills: FillRow[] = [];
  const strategy = { id: 'one', strategy: OneBracket, parameters: values, account: account.id };
  const backtest = new Backtest(
    {
      instruments: [instrument],
      accounts: [account],
      strategies: [strategy],
      sources: [],
      ...config,
    },
    { fill: (row) => fills.push(row) },
  );
  while (backtest.advance(1_000) === 'running');
  return fills.map(({ request: { side }, fill }) => {
    const minute = Math.floor(fill.at / MICROS_PER_MINUTE);
    return `${side} ${fill.qty} at ${fill.price} in ${minute}`;
  });
}

const onBars = (
  candles: readonly Candle[],
  values: Record<string, unknown> = {},
): readonly string[] =>
  run(
    {
      sources: [
        arraySource(
          'bars',
          candles.map((one, n) => bar(n, one)),
        ),
      ],
    },
    values,
  );

describe('a bracket on bars', () => {
  test('enters at the next open and takes its profit inside a later bar', () => {
    const fills = onBars([flat, flat, [10_000, 10_150, 9_990, 10_120], flat]);
    expect(fills).toEqual(['buy 10 at 10000 in 1', 'sell 10 at 10100 in 2']);
  });

  test('may enter and leave inside one bar', () => {
    const fills = onBars([flat, [10_000, 10_150, 9_990, 10_120], flat]);
    expect(fills).toEqual(['buy 10 at 10000 in 1', 'sell 10 at 10100 in 1']);
  });

  test('is stopped first where the path goes down first', () => {
    const fills = onBars([flat, flat, [10_000, 10_150, 9_850, 10_120], flat]);
    expect(fills).toEqual(['buy 10 at 10000 in 1', 'sell 10 at 9900 in 2']);
  });

  test('over whose stop the price gaps leaves at the open', () => {
    const fills = onBars([flat, flat, [9_700, 9_750, 9_650, 9_700], flat]);
    expect(fills).toEqual(['buy 10 at 10000 in 1', 'sell 10 at 9700 in 2']);
  });

  test('whose entry is gapped below its stop is out again at the next price, not left without a stop', () => {
    const fills = onBars([flat, [9_800, 9_820, 9_750, 9_760], flat], { entry: 10_000 });
    expect(fills).toEqual(['buy 10 at 9800 in 1', 'sell 10 at 9820 in 1']);
  });

  test('whose target is gapped over takes the better price', () => {
    const fills = onBars([flat, flat, [10_300, 10_310, 10_290, 10_300], flat]);
    expect(fills).toEqual(['buy 10 at 10000 in 1', 'sell 10 at 10300 in 2']);
  });
});

describe('a bracket on quotes', () => {
  const onQuotes = { isOnBars: false };
  const quotes = (prices: readonly number[]) =>
    arraySource(
      'quotes',
      prices.map((bid, n) => aQuote({ at: toTimestamp((n + 1) * 1_000_000), bid, ask: bid + 5 })),
    );

  test('protects the position within the latency of its orders', () => {
    const latency = { ...noLatency, insert: toMicros(1_500_000), report: toMicros(500_000) };
    const fills = run(
      {
        sources: [quotes([10_000, 10_000, 10_000, 10_000, 10_000, 9_890, 9_880, 9_870])],
        venue: { latency },
      },
      onQuotes,
    );
    expect(fills).toEqual(['buy 10 at 10005 in 0', 'sell 10 at 9890 in 0']);
  });

  test('leaves nothing at work and nothing held once it is over', () => {
    const fills = run(
      { sources: [quotes([10_000, 10_000, 10_105, 9_800, 10_200, 9_800])] },
      onQuotes,
    );
    expect(fills).toEqual(['buy 10 at 10005 in 0', 'sell 10 at 10100 in 0']);
  });
});
