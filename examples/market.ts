// The made-up market of the examples: one share, one account, prices that a seed decides.
import { arraySource, cashAccount, generatorSource, type Source } from 'argosy/backtest';
import * as core from 'argosy/core';
import {
  priceOf,
  quantityOf,
  toBarSpecText,
  type Bar,
  type Datum,
  type Equity,
  type Instrument,
  type Quote,
} from 'argosy/domain';

/** A share quoted in rupees with two decimals: a price of 80050 is 800.50, a tick is 0.05. */
export const sbin: Equity = {
  kind: 'equity',
  id: core.toInstrumentId('SBIN.NSE'),
  exchange: 'NSE',
  currency: core.toCurrency('INR'),
  pricePrecision: 2,
  sizePrecision: 0,
  tick: core.toPrice(5),
  lot: core.toQuantity(1),
  minQty: core.toQuantity(1),
  maxQty: core.toQuantity(100_000),
  multiplier: 1n,
  multiplierScale: 0,
  calendar: core.alwaysOpen.id,
  validFrom: core.toTimestamp(0),
  validTo: null,
  isin: null,
};

/** An account with a hundred thousand rupees. */
export const demo = cashAccount(
  core.toAccountId('DEMO'),
  core.money(100_000_00n, core.toCurrency('INR')),
);

/** The name of the bars below: one minute, of the last price, brought by the source. */
export const minuteBars = toBarSpecText(`${sbin.id}-1-MINUTE-LAST-EXTERNAL`);

/** The second of the run, as the tables below count them. */
export function secondOf(at: core.Timestamp): number {
  return at / core.MICROS_PER_SECOND;
}

/**
 * Quotes written down, one a line: the second of the run, bid, ask, and the size on either side.
 *
 * @example
 * const source = quotesOf(sbin, '1 100.00 100.05 50');
 */
export function quotesOf(instrument: Instrument, table: string): Source {
  const quotes = table
    .trim()
    .split('\n')
    .map((line, place): Quote => {
      const [second = '', bid = '', ask = '', size = ''] = line.trim().split(/ +/);
      const at = core.toTimestamp(core.seconds(Number(second)));
      const qty = quantityOf(instrument, size);
      return {
        kind: 'quote',
        instrument: instrument.id,
        eventAt: at,
        nanos: 0,
        availableAt: at,
        sourceSequence: place + 1,
        bid: priceOf(instrument, bid),
        ask: priceOf(instrument, ask),
        bidQty: qty,
        askQty: qty,
      };
    });
  return arraySource(`quotes of ${instrument.id}`, quotes);
}

/** A random walk, a quote a second; the same for each seed. */
export function quoteWalk(seed: number, seconds: number): Source {
  return generatorSource('quotes', [{ kind: 'quote', instrument: sbin.id }], function* quotes() {
    const size = core.toQuantity(100);
    for (const [second, ticks] of walk(seed, seconds)) {
      const prices = { bid: core.toPrice(5 * ticks), ask: core.toPrice(5 * (ticks + 1)) };
      const head = headAt(second, core.MICROS_PER_SECOND);
      yield [{ ...head, kind: 'quote', ...prices, bidQty: size, askQty: size } satisfies Quote];
    }
  });
}

/** A random walk in bars of a minute, of four steps each; the same for each seed. */
export function barWalk(seed: number, minutes: number): Source {
  const contents = [{ kind: 'bar', instrument: sbin.id, spec: minuteBars }] as const;
  return generatorSource('bars', contents, function* bars() {
    let steps: number[] = [];
    for (const [step, ticks] of walk(seed, 4 * minutes)) {
      steps.push(5 * ticks);
      if (step % 4 !== 0) continue;
      yield [barOf(step / 4, steps)];
      steps = [];
    }
  });
}

function* walk(seed: number, steps: number): Generator<readonly [step: number, ticks: number]> {
  const random = core.Random.fromSeed(seed);
  let ticks = 16_000;
  for (let step = 1; step <= steps; step += 1) {
    ticks += random.nextInt(3) - 1;
    yield [step, ticks];
  }
}

function headAt(place: number, span: number): Datum {
  const at = core.toTimestamp(place * span);
  return { instrument: sbin.id, eventAt: at, nanos: 0, availableAt: at, sourceSequence: place };
}

function barOf(minute: number, prices: readonly number[]): Bar {
  const head = headAt(minute, core.MICROS_PER_MINUTE);
  const close = core.toPrice(prices.at(-1) ?? 0);
  return {
    ...head,
    kind: 'bar',
    spec: minuteBars,
    opensAt: core.toTimestamp(head.eventAt - core.MICROS_PER_MINUTE),
    closesAt: head.eventAt,
    open: core.toPrice(prices.at(0) ?? 0),
    high: core.toPrice(Math.max(...prices)),
    low: core.toPrice(Math.min(...prices)),
    close,
    volume: core.toQuantity(1000),
    bid: close,
    ask: core.toPrice(close + sbin.tick),
    revision: 0,
  };
}
