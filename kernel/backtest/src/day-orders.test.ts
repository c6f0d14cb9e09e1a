import {
  money,
  parseTimestamp,
  toAccountId,
  toCalendarId,
  toCurrency,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { toBarSpecText, type Bar, type Quote } from 'argosy/domain';
import { parameter, Strategy, type OrderEventOf } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const aroundTheClock = anInstrument();
const onNse = anInstrument({ calendar: toCalendarId('NSE') });
const { id } = aroundTheClock;
const spec = toBarSpecText(`${id}-1-MINUTE-LAST-EXTERNAL`);
const minute = 60_000_000;
/** Longer than a bar, so that it counts beside bars too. */
const twoHours = { ...noLatency, insert: toMicros(120 * minute) };

/** An instant of January 2023. */
const utc = (text: string): number => unwrap(parseTimestamp(`2023-01-${text}Z`)).at;
const ist = (text: string): number => unwrap(parseTimestamp(`2023-01-${text}+05:30`)).at;

const parameters = {
  tif: parameter.choice({ options: ['DAY', 'GTC'], default: 'DAY' }),
  limit: parameter.integer({ default: 0 }),
  isOnBars: parameter.flag({ default: true }),
};

/** What the strategy heard of its order, and when. */
let heard: (readonly [at: number, what: string])[] = [];

/** Buys at the first bar or quote. */
class OneOrder extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #hasSent = false;

  override onStart(): void {
    if (this.parameters.isOnBars) this.data.subscribeBars(spec);
    else this.data.subscribeQuotes(id);
  }

  override onBar(): void {
    this.#send();
  }

  override onQuote(): void {
    this.#send();
  }

  override onOrderFilled({ change: { fill } }: OrderEventOf<'filled'>): void {
    this.#note(`filled at ${fill.price}`);
  }

  override onOrderExpired(): void {
    this.#note('expired');
  }

  override onOrderRejected({ change: { reason } }: OrderEventOf<'rejected'>): void {
    this.#note(`rejected: ${reason.split(':')[0]}`);
  }

  #note(what: string): void {
    heard.push([this.clock.now, what]);
  }

  #send(): void {
    const { tif, limit } = this.parameters;
    if (this.#hasSent) return;
    this.#hasSent = true;
    const of = { instrument: id, side: 'buy', qty: toQuantity(1), tif } as const;
    const { orders } = this;
    orders.submit(limit === 0 ? orders.market(of) : orders.limit({ ...of, limit: toPrice(limit) }));
  }
}

const bar = (at: number, close: number): Bar => aBar({ at, close, open: close - 5 });
const quote = (at: number, bid: number): Quote => aQuote({ at, bid, ask: bid + 5 });

type Values = Record<string, unknown>;

function run(config: Partial<BacktestConfig>, values: Values = {}): Backtest {
  heard = [];
  const strategy = { id: 'one', strategy: OneOrder, parameters: values, account: account.id };
  const backtest = new Backtest({
    instruments: [aroundTheClock],
    accounts: [account],
    strategies: [strategy],
    sources: [],
    ...config,
  });
  while (backtest.advance(1_000) === 'running');
  return backtest;
}

const onQuotes = (
  rows: readonly Quote[],
  config: Partial<BacktestConfig>,
  values: Values = {},
): Backtest =>
  run({ sources: [arraySource('quotes', rows)], ...config }, { isOnBars: false, ...values });

describe('over a weekend without bars', () => {
  const friday = [bar(utc('06T21:59:00'), 3_900), bar(utc('06T22:00:00'), 3_905)];
  const monday = [bar(utc('08T23:01:00'), 3_955), bar(utc('08T23:02:00'), 3_960)];
  const reopensAt = utc('08T23:00:00');
  const weekend = { sources: [arraySource('bars', [...friday.slice(1), ...monday])] };
  const delayed = { ...weekend, venue: { latency: twoHours } };

  test('a DAY order ends at midnight and is not filled at the stale close', () => {
    run(weekend);
    expect(heard).toEqual([[utc('07T00:00:00'), 'expired']]);
  });

  test('a DAY order that comes at midnight itself comes too late for its day', () => {
    run(delayed);
    expect(heard).toEqual([[utc('07T00:00:00'), 'rejected: DAY_OVER']]);
  });

  test('an order that may fill at the close of its bar does not fill there two hours later', () => {
    const bars = { fillAt: 'thisClose', path: 'OHLC' } as const;
    run({ ...weekend, venue: { latency: twoHours, bars } }, { tif: 'GTC' });
    expect(heard).toEqual([[reopensAt, 'filled at 3950']]);
  });

  test('a GTC order waits for the next open', () => {
    run(weekend, { tif: 'GTC' });
    expect(heard).toEqual([[reopensAt, 'filled at 3950']]);
  });

  test('a GTC order that comes at midnight itself waits for the next open', () => {
    run(delayed, { tif: 'GTC' });
    expect(heard).toEqual([[reopensAt, 'filled at 3950']]);
  });
});

describe('over midnight on quotes', () => {
  const midnight = utc('07T00:00:00');
  const rows = [quote(utc('06T23:59:00'), 10_000), quote(midnight, 9_900)];

  test('a DAY order ends before the first quote of the new day could fill it', () => {
    onQuotes(rows, {}, { limit: 9_950 });
    expect(heard).toEqual([[midnight, 'expired']]);
  });

  test('a GTC order is filled by that quote', () => {
    onQuotes(rows, {}, { limit: 9_950, tif: 'GTC' });
    expect(heard).toEqual([[midnight, 'filled at 9950']]);
  });

  test('an order that comes in the new day waits for its first price', () => {
    const venue = { latency: twoHours };
    const next = utc('07T03:00:00');
    onQuotes([quote(utc('06T22:30:00'), 10_000), quote(next, 10_500)], { venue }, { tif: 'GTC' });
    expect(heard).toEqual([[next, 'filled at 10505']]);
  });

  test('a DAY order that comes in the new day is rejected', () => {
    const venue = { latency: twoHours };
    onQuotes([quote(utc('06T22:30:00'), 10_000), quote(utc('07T03:00:00'), 10_500)], { venue });
    expect(heard).toEqual([[utc('07T00:30:00'), 'rejected: DAY_OVER']]);
  });

  test('an order that comes when its price is too old waits for the next one', () => {
    const venue = { latency: twoHours, staleAfter: toMicros(60 * minute) };
    const rows = [quote(utc('06T20:00:00'), 10_000), quote(utc('06T23:00:00'), 10_500)];
    onQuotes(rows, { venue });
    expect(heard).toEqual([[utc('06T23:00:00'), 'filled at 10505']]);
  });
});

describe('over the close of an exchange', () => {
  const instruments = [onNse];

  test('an order that comes after the close is rejected, not filled at the last price', () => {
    const rows = [quote(ist('05T15:00:00'), 10_000), quote(ist('06T09:15:00'), 9_000)];
    onQuotes(rows, { instruments, venue: { latency: twoHours } });
    expect(heard).toEqual([[ist('05T17:00:00'), 'rejected: SESSION_CLOSED']]);
  });

  test('a GTC order at rest meets no price of the day before', () => {
    const rows = [quote(ist('05T15:29:59'), 10_000), quote(ist('06T09:15:00'), 9_000)];
    onQuotes(rows, { instruments }, { tif: 'GTC', limit: 9_500 });
    expect(heard).toEqual([[ist('06T09:15:00'), 'filled at 9005']]);
  });
});

describe('at the end of a run', () => {
  const instruments = [onNse];
  const rows = [quote(ist('05T15:00:00'), 10_000), quote(ist('05T15:20:00'), 10_000)];
  const close = ist('05T15:30:00');
  const endOf = (until?: number): Backtest => {
    const config = until === undefined ? {} : { until: toTimestamp(until) };
    return onQuotes(rows, { instruments, ...config }, { limit: 9_500 });
  };

  test('without until a DAY order is left open at the last row', () => {
    const { until, openOrders } = endOf().result();
    expect(until).toBe(ist('05T15:20:00'));
    expect(openOrders).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  test('with until before the close a DAY order is left open', () => {
    const { openOrders } = endOf(close - 1).result();
    expect(openOrders).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  test('with until at the close a DAY order ends with the day', () => {
    const { openOrders, until } = endOf(close).result();
    expect(heard).toEqual([[close, 'expired']]);
    expect(openOrders).toEqual([]);
    expect(until).toBe(close);
  });

  test('with until far behind the last row a DAY order ends at its own close', () => {
    endOf(ist('20T12:00:00'));
    expect(heard).toEqual([[close, 'expired']]);
  });

  test('a DAY order on bars that no bar follows is not filled', () => {
    const sources = [arraySource('bars', [bar(ist('05T15:30:00'), 3_905)])];
    const { openOrders } = run({ instruments, sources }).result();
    expect(openOrders).toHaveLength(1);
    expect(heard).toEqual([]);
  });
});
