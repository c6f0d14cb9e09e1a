import {
  money,
  nseClosingAuction,
  nseEquity,
  parseTimestamp,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  unwrap,
  type TradingCalendar,
} from 'argosy/core';
import type { Quote, Side, Trade } from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { aQuote, aTrade, anInstrument, plainMatrix } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const account = marginAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
/** An instant of a Thursday (19) or the Friday behind it, in India. */
const at = (text: string): number => unwrap(parseTimestamp(`2026-11-${text}+05:30`)).at;
const price = (ticks: number) => toPrice(10_000 + 5 * ticks);

/** What is asked for, and at which row; a limit in ticks from 100.00, or none. */
type Wish = {
  readonly row: number;
  readonly side: Side;
  readonly limit: number | null;
  readonly change: number | null;
};
const away = fc.integer({ min: -6, max: 6 });
const wishes = fc.array(
  fc.record({
    row: fc.nat({ max: 9 }),
    side: fc.constantFrom<Side>('buy', 'sell'),
    limit: fc.option(away),
    change: fc.option(away),
  }),
  { minLength: 1, maxLength: 4 },
);

let asked: readonly Wish[] = [];
let tif: 'AT_OPEN' | 'AT_CLOSE' = 'AT_OPEN';
let filled: string[] = [];

/** Sends what is wished for, row by row, and amends it at the next one. */
class Scripted extends Strategy {
  #row = -1;

  override onStart(): void {
    this.data.subscribeQuotes(this.#share);
    this.data.subscribeTrades(this.#share);
  }

  override onQuote(): void {
    this.#next();
  }

  override onTrade(): void {
    this.#next();
  }

  override onOrderFilled({ order, at: when, change: { fill } }: OrderEventOf<'filled'>): void {
    filled.push(`${order} ${fill.qty} at ${fill.price}, ${when}`);
  }

  get #share() {
    return anInstrument().id;
  }

  #next(): void {
    this.#row += 1;
    for (const one of asked) if (one.row === this.#row) this.#send(one);
  }

  #send({ side, limit, change }: Wish): void {
    const of = { instrument: this.#share, side, qty: toQuantity(5), tif } as const;
    if (limit === null) {
      this.orders.submit(this.orders.market(of));
      return;
    }
    const request = this.orders.limit({ ...of, limit: price(limit) });
    this.orders.submit(request);
    if (change === null) return;
    this.orders.amend(request.id, { terms: { type: 'limit', limit: price(change) } });
  }
}

function run(
  calendar: TradingCalendar,
  rows: readonly (Quote | Trade)[],
  limits: BacktestConfig['limits'],
): unknown {
  filled = [];
  const backtest = new Backtest({
    instruments: [anInstrument({ calendar: calendar.id })],
    accounts: [account],
    strategies: [{ id: 'one', strategy: Scripted, account: account.id }],
    sources: [arraySource('rows', rows)],
    ...(limits === undefined ? {} : { limits }),
  });
  while (backtest.advance(1_000) === 'running');
  const { trading } = backtest;
  const endings = [...trading.openOrders(), ...trading.closedOrders()].map((order) => {
    // By its venue a limit is canceled where the close is beyond it; ours ends with the day.
    const hasEnded = order.state === 'EXPIRED' || order.state === 'CANCELED';
    const word = order.closedAt === null ? 'works' : hasEnded ? 'ended' : order.state;
    return `${order.request.id} ${word} ${order.filled} of ${order.qty}`;
  });
  return { filled: filled.toSorted(), endings: endings.toSorted() };
}

function compare(calendar: TradingCalendar, rows: readonly (Quote | Trade)[]): void {
  const native = run(calendar, rows, undefined);
  const emulated = run(calendar, rows, { matrix: plainMatrix, unsupported: 'emulate' });
  expect(emulated).toEqual(native);
}

const quote = (when: string, bid: number): Quote =>
  aQuote({ at: at(when), bid: price(bid), ask: price(bid + 1) });
const trade = (when: string, last: number): Trade => aTrade({ at: at(when), price: price(last) });

test('an order for the opening fills alike whoever keeps it until then', () => {
  const prices = fc.array(away, { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(wishes, prices, fc.boolean(), (given, [a, b, c, d, e, f, g, h], isPrinted) => {
      // Behind the print the venue takes them for an opening that is over, and here they leave with the open.
      [asked, tif] = [given.filter(({ row }) => !isPrinted || row !== 4), 'AT_OPEN'];
      compare(nseEquity, [
        quote('19T15:00:00', a ?? 0),
        quote('19T15:10:00', b ?? 0),
        quote('20T09:01:00', c ?? 0),
        quote('20T09:07:00', d ?? 0),
        ...(isPrinted ? [trade('20T09:10:00', e ?? 0)] : []),
        quote('20T09:15:00', f ?? 0),
        quote('20T09:15:01', g ?? 0),
        quote('20T15:00:00', h ?? 0),
        quote('23T09:15:00', a ?? 0),
        quote('23T09:15:10', b ?? 0),
      ]);
    }),
    { numRuns: 150 },
  );
});

test('an order for the close fills alike where its day ends with an auction', () => {
  const prices = fc.array(away, { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(wishes, prices, (given, [a, b, c, d, e, f]) => {
      [asked, tif] = [given, 'AT_CLOSE'];
      compare(nseClosingAuction, [
        quote('20T10:00:00', a ?? 0),
        quote('20T11:00:00', b ?? 0),
        quote('20T15:14:00', c ?? 0),
        quote('20T15:22:00', d ?? 0),
        trade('20T15:32:00', e ?? 0),
        quote('23T10:00:00', f ?? 0),
        trade('23T15:32:00', a ?? 0),
        quote('24T10:00:00', b ?? 0),
      ]);
    }),
    { numRuns: 150 },
  );
});
