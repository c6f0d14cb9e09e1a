import {
  toBookId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toMinor,
  type OrderId,
} from 'argosy/core';
import {
  limitOf,
  positionKeyText,
  toInstrumentIndex,
  triggerOf,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type ReportBody,
} from 'argosy/domain';
import { leavesQty, linkOco, linkOto, siblingGroupOf } from 'argosy/orders';
import {
  NaiveOpenOrders,
  TradingRig,
  aFill,
  aQuote,
  aTouch,
  anAccount,
  anInstrument,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { positionKeyOf } from '../positions/position-key.ts';
import { TouchTable } from '../touch-table.ts';
import { bookText, TradingFold } from '../trading-fold.ts';

const instruments = [anInstrument(), anInstrument({ id: toInstrumentId('INFY.NSE') })];
const books = ['ONE', 'TWO', 'THREE'].map(toBookId);
const { currency } = rupees(0n);
const pick = fc.nat({ max: 7 });
const units = fc.integer({ min: 1, max: 20 }).map(toQuantity);
const price = fc.integer({ min: 1_998, max: 2_003 }).map((ticks) => toPrice(ticks * 5));
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  { weight: 4, arbitrary: price.map((limit) => ({ type: 'limit', limit }) as const) },
  { weight: 1, arbitrary: fc.constant({ type: 'market' } as const) },
  { weight: 1, arbitrary: price.map((trigger) => ({ type: 'stopMarket', trigger }) as const) },
  {
    weight: 1,
    arbitrary: price.map((limit) => ({ type: 'stopLimit', limit, trigger: limit }) as const),
  },
);
const wish = fc.record({
  side: fc.constantFrom('buy' as const, 'sell' as const),
  instrument: fc.constantFrom(...instruments.map(({ id }) => id)),
  book: fc.constantFrom(...books),
  product: fc.constantFrom('intraday' as const, 'delivery' as const),
  qty: units,
  terms,
});
const told: fc.Arbitrary<ReportBody> = fc.oneof(
  fc.constantFrom<ReportBody>(
    { type: 'triggered' },
    { type: 'canceled', reason: null },
    { type: 'rejected', reason: 'no' },
    { type: 'modifyRejected', reason: 'no' },
  ),
  fc.record({ type: fc.constant('updated' as const), qty: units, terms }),
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('submit' as const), wish }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pair' as const), wish, pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, units, terms }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report' as const), pick, body: told }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fill' as const), pick, units, price }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bust' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });

/** A margin account with three books, so that every side of every book can work at once. */
class Play {
  readonly rig: TradingRig = new TradingRig({
    instruments,
    accounts: [
      anAccount({
        kind: 'margin',
        balances: [rupees(1_000_000_000_00n)],
        books: books.map((id) => ({ id, allotment: toMinor(900_000_000_00n) })),
      }),
    ],
    limits: { selfTrade: 'allow', maxOpenNotional: new Map([[currency, toMinor(10n ** 15n)]]) },
  });
  readonly #ids: OrderId[] = [];

  constructor() {
    for (const { id } of instruments) this.rig.feed(aQuote({ instrument: id }));
  }

  take(next: Step): void {
    const { rig } = this;
    if (next.do === 'submit') this.#send([this.#request(next.wish)]);
    else if (next.do === 'pair') this.#sendPair(next.wish, next.pick);
    else {
      const order = this.#ids.at(-1 - next.pick);
      if (order === undefined) return;
      const hasLeft = rig.machine.order(order)?.state !== 'INITIALIZED';
      if (next.do === 'amend') rig.amend(order, next.units, next.terms);
      else if (next.do === 'cancel') rig.cancel(order);
      else if (!hasLeft) return;
      else if (next.do === 'report') rig.report(order, next.body);
      else if (next.do === 'fill') rig.fill(order, { qty: next.units, price: next.price });
      else rig.bust(order, aFill().trade);
    }
  }

  #request(changes: Partial<OrderRequest>): OrderRequest {
    const id = toOrderId(`0000TEST${String(this.#ids.length + 1).padStart(6, '0')}`);
    this.#ids.push(id);
    return anOrderRequest({ id, ...changes });
  }

  #sendPair(changes: Partial<OrderRequest>, kind: number): void {
    const pair = [this.#request(changes), this.#request(changes)];
    const [first, second] = pair;
    if (first === undefined || second === undefined) return;
    this.#send(kind % 2 === 0 ? linkOco(pair) : linkOto(first, [second], 'eachFill'));
  }

  #send(requests: readonly OrderRequest[]): void {
    const orders = requests.map((request) => ({ request, touch: aTouch() }));
    const [first] = orders;
    if (orders.length > 1) this.rig.command({ type: 'submitList', orders });
    else if (first !== undefined) this.rig.command({ type: 'submit', ...first });
  }
}

/** Every order there is, open or not, and a new one for each side of each instrument and book. */
function askers(orders: readonly Order[]): readonly OrderRequest[] {
  const sides = ['buy', 'sell'] as const;
  const id = toOrderId('0000TEST999999');
  const fresh = instruments.flatMap(({ id: instrument }) =>
    books.flatMap((book) => sides.map((side) => anOrderRequest({ id, instrument, book, side }))),
  );
  return [...orders.map(({ request }) => request), ...fresh];
}

/** What the fold says of an order's surroundings, and what a look at every open order says. */
function compare(fold: TradingFold, touches: TouchTable): readonly [unknown, unknown] {
  const open = [...fold.orders.open()];
  const naive = new NaiveOpenOrders(open, (order) => fold.orders.coveredQty(order));
  const prices = [9_990, 10_000, 10_010].map(toPrice);
  const all = askers(open);
  const is = all.map((asked) => [
    fold.working.workingQty(asked, positionKeyText(positionKeyOf(asked))),
    fold.working.workingQty(asked, null),
    prices.map((one) => fold.working.crossing(asked, one)),
    fold.openValues.beside(asked, currency, touches),
    heldBeside(fold, asked),
  ]);
  const should = all.map((asked) => [
    naive.workingQty(asked, 'position'),
    naive.workingQty(asked, 'account'),
    prices.map((one) => naive.crossing(asked, one)),
    naiveValue(open, asked),
    naiveHeld(fold, open, asked),
  ]);
  return [is, should];
}

function heldBeside({ bookHolds, working }: TradingFold, asked: OrderRequest): bigint {
  const name = bookText(asked.account, asked.book);
  let held = bookHolds.sum(name, currency);
  for (const id of working.placesOf(asked)) {
    const own = bookHolds.find(id);
    if (own?.name === name) held -= own.money.amount;
  }
  return held;
}

function naiveHeld(fold: TradingFold, open: readonly Order[], asked: OrderRequest): bigint {
  const group = siblingGroupOf(asked);
  return open
    .map(({ request }) => request)
    .filter(({ id, book }) => id !== asked.id && book === asked.book)
    .filter((request) => group === null || siblingGroupOf(request) !== group)
    .reduce((sum, { id }) => sum + (fold.book.holdOf(id)?.money.amount ?? 0n), 0n);
}

/** Shares at two places: paise are price times quantity. The last price is half a unit more. */
function naiveValue(open: readonly Order[], asked: OrderRequest): bigint {
  return open
    .filter(({ request, state }) => request.id !== asked.id && state !== 'INITIALIZED')
    .map((order) => {
      const at = limitOf(order.terms) ?? triggerOf(order.terms) ?? 10_003;
      return BigInt(at) * BigInt(leavesQty(order));
    })
    .reduce((sum, value) => sum + value, 0n);
}

function touchesOf(): TouchTable {
  const touches = new TouchTable(instruments.length);
  for (const place of instruments.keys()) touches.keepQuote(toInstrumentIndex(place), aQuote());
  return touches;
}

test('sums of open orders are what a look at each of them gives', () => {
  const touches = touchesOf();
  fc.assert(
    fc.property(steps, (all) => {
      const game = new Play();
      const fold = new TradingFold(game.rig.config);
      for (const next of all) {
        game.take(next);
        for (const event of game.rig.events.splice(0)) fold.apply(event);
        const [is, should] = compare(fold, touches);
        expect(is).toEqual(should);
      }
    }),
    { numRuns: 60 },
  );
});

test('a fold that goes on from plain data has the same sums', () => {
  const touches = touchesOf();
  fc.assert(
    fc.property(steps, (all) => {
      const game = new Play();
      for (const next of all) game.take(next);
      const fold = new TradingFold(game.rig.config);
      fold.importState(game.rig.machine.exportState().fold);
      const [is, should] = compare(fold, touches);
      expect(is).toEqual(should);
    }),
  );
});
