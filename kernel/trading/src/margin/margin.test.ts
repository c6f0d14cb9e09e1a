import {
  toBookId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toPositionId,
  toPrice,
  toQuantity,
} from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import {
  TradingRig,
  aFuture,
  aPair,
  aQuote,
  anAccount,
  anInstrument,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { AccountConfig } from '../trading-config.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const { id: main } = anAccount();
const inr = toCurrency('INR');
const usd = toCurrency('USD');

/** An account with 1,000.00 rupees and five times that to trade with. */
const onMargin = (changes: Partial<AccountConfig> = {}): AccountConfig =>
  anAccount({
    kind: 'margin',
    balances: [rupees(1_000_00n)],
    leverage: { delivery: '5', intraday: '10' },
    ...changes,
  });

function rigOf(changes: Partial<AccountConfig> = {}): TradingRig {
  const rig = new TradingRig({ accounts: [onMargin(changes)] });
  rig.feed(aQuote());
  return rig;
}

describe('a margin account', () => {
  test('buys as much as its margin carries, and not one more', () => {
    const states = [50, 51].map((qty) => {
      const rig = rigOf();
      return rig.machine.order(rig.submit({ qty: toQuantity(qty), terms: limit(10_000) }))?.reason;
    });
    expect(states).toEqual([null, 'INSUFFICIENT_MARGIN: needs 1020.00 INR, free 1000.00']);
  });

  test('sells short, and holds no more than the margin', () => {
    const rig = rigOf();
    const order = rig.submit({ side: 'sell', qty: toQuantity(50), terms: limit(10_000) });
    expect([rig.machine.order(order)?.state, rig.machine.book.holds()[0]?.money.amount]).toEqual([
      'SUBMITTED',
      1_000_00n,
    ]);
  });

  test('has less free as the market goes against its position', () => {
    const rig = rigOf();
    const bought = rig.work({ qty: toQuantity(40), terms: limit(10_000) });
    rig.fill(bought, { qty: 40, price: 10_000 });
    rig.feed(aQuote({ at: 9, bid: 9_500, ask: 9_500 }));
    const more = rig.submit({ qty: toQuantity(3), terms: limit(9_500) });
    expect(rig.machine.order(more)?.reason).toBe(
      'INSUFFICIENT_MARGIN: needs 57.00 INR, free 40.00',
    );
  });

  test('may always close, however little is left', () => {
    const rig = rigOf();
    const bought = rig.work({ qty: toQuantity(50), terms: limit(10_000) });
    rig.fill(bought, { qty: 50, price: 10_000 });
    rig.feed(aQuote({ at: 9, bid: 5_000, ask: 5_000 }));
    const close = rig.submit({ side: 'sell', qty: toQuantity(50) });
    expect(rig.machine.order(close)?.state).toBe('SUBMITTED');
  });

  test('pays no interest in notice: its cash is borrowed, not overdrawn', () => {
    const rig = rigOf();
    const bought = rig.work({ qty: toQuantity(50), terms: limit(10_000) });
    rig.fill(bought, { qty: 50, price: 10_000 });
    expect([rig.machine.book.cash(main, inr), rig.of('anomaly')]).toEqual([-4_000_00n, []]);
  });

  test('lets out what its positions do not bind', () => {
    const rig = rigOf();
    const bought = rig.work({ qty: toQuantity(10), terms: limit(10_000) });
    rig.fill(bought, { qty: 10, price: 10_000 });
    rig.feed(aQuote({ at: 9, bid: 10_000, ask: 10_000 }));
    rig.transfer('too-much', -800_01n);
    rig.transfer('all', -800_00n);
    expect([rig.of('anomaly').length, rig.machine.book.cash(main, inr)]).toEqual([1, -800_00n]);
  });

  test('keeps the books’ rules through any trading', () => {
    const trade = fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      qty: fc.integer({ min: 1, max: 60 }),
      price: fc.integer({ min: 1_900, max: 2_100 }).map((ticks) => ticks * 5),
    });
    fc.assert(
      fc.property(fc.array(trade, { maxLength: 20 }), (trades) => {
        const rig = rigOf();
        for (const [n, { side, qty, price }] of trades.entries()) {
          rig.feed(aQuote({ at: n + 1, bid: price, ask: price }));
          const order = rig.submit({ side, qty: toQuantity(qty), terms: limit(price) });
          if (rig.machine.order(order)?.state !== 'SUBMITTED') continue;
          rig.fill(order, { trade: `T-${n}`, qty, price });
        }
        expect(rig.machine.checkInvariants()).toEqual([]);
      }),
    );
  });
});

describe('a flip', () => {
  /** Why a sale is refused that flips 19, bought at 100.05 and now at 101.00. */
  function reasonOf(
    qty: number,
    flipFrees: 'whenFilled' | 'atOnce',
    changes: Partial<AccountConfig> = {},
  ): string | null | undefined {
    const accounts = [onMargin({ leverage: { delivery: '2' }, ...changes })];
    const rig = new TradingRig({ accounts, limits: { flipFrees } });
    rig.feed(aQuote());
    const bought = rig.work({ qty: toQuantity(19), terms: limit(10_005) });
    rig.fill(bought, { qty: 19, price: 10_005 });
    rig.feed(aQuote({ at: 9, bid: 10_100, ask: 10_100 }));
    const order = rig.submit({ side: 'sell', qty: toQuantity(qty), terms: limit(10_100) });
    return rig.machine.order(order)?.reason;
  }

  test('may bind what is free besides the part it closes, until that has filled', () => {
    expect([20, 39].map((qty) => reasonOf(qty, 'whenFilled'))).toEqual([
      null,
      'INSUFFICIENT_MARGIN: needs 1010.00 INR, free 58.55',
    ]);
  });

  test('may bind what its closing part binds too, where that is freed at once', () => {
    expect([39, 40].map((qty) => reasonOf(qty, 'atOnce'))).toEqual([
      null,
      'INSUFFICIENT_MARGIN: needs 1060.50 INR, free 1018.05',
    ]);
  });

  test('has as much of its book’s allotment back', () => {
    const books = [{ id: toBookId('TEST'), allotment: toMinor(1_010_00n) }];
    const rich = { balances: [rupees(9_000_00n)], books };
    const frees = ['whenFilled', 'atOnce'] as const;
    expect([39, 40].map((qty) => frees.map((one) => reasonOf(qty, one, rich)))).toEqual([
      ['ALLOTMENT_EXCEEDED: needs 1010.00 INR, free 50.50', null],
      [
        'ALLOTMENT_EXCEEDED: needs 1060.50 INR, free 50.50',
        'ALLOTMENT_EXCEEDED: needs 1060.50 INR, free 1010.00',
      ],
    ]);
  });
});

describe('a future', () => {
  const future = aFuture();
  const rig = (): TradingRig => {
    const one = new TradingRig({ accounts: [onMargin()], instruments: [future] });
    one.feed(aQuote({ instrument: future.id, bid: 1_000, ask: 1_000 }));
    return one;
  };
  const of = { instrument: future.id, qty: toQuantity(75) };

  test('moves no cash but what it gains', () => {
    const one = rig();
    const bought = one.work({ ...of, terms: limit(1_000) });
    one.fill(bought, { qty: 75, price: 1_000 });
    const cash = [one.machine.book.cash(main, inr)];
    const sold = one.work({ ...of, side: 'sell', terms: limit(1_100) });
    one.fill(sold, { trade: 'T-2', qty: 75, price: 1_100 });
    expect([...cash, one.machine.book.cash(main, inr)]).toEqual([1_000_00n, 1_075_00n]);
  });

  test('leaves the books in agreement, flipped too', () => {
    const one = rig();
    const bought = one.work({ ...of, terms: limit(1_000) });
    one.fill(bought, { qty: 75, price: 1_000 });
    const sold = one.work({ ...of, side: 'sell', qty: toQuantity(150), terms: limit(1_003) });
    one.fill(sold, { trade: 'T-2', qty: 150, price: 1_003 });
    expect([one.machine.checkInvariants(), one.machine.positions()[0]?.qty]).toEqual([[], -75]);
  });
});

describe('an account of several currencies', () => {
  const share = anInstrument({ id: toInstrumentId('AAPL.NDQ'), currency: usd });
  const pair = aPair();
  const rig = (changes: Partial<AccountConfig>): TradingRig => {
    const one = new TradingRig({ accounts: [onMargin(changes)], instruments: [share, pair] });
    one.feed(aQuote({ instrument: pair.id, bid: 80_0000, ask: 80_0000 }));
    one.feed(aQuote({ instrument: share.id, bid: 1_000, ask: 1_000 }));
    return one;
  };
  const order = { instrument: share.id, terms: limit(1_000) };

  test('margins a foreign share in its own currency, at the pair’s price', () => {
    const one = rig({});
    one.submit({ ...order, qty: toQuantity(6) });
    expect(one.machine.book.holds()[0]?.money).toEqual(rupees(960_00n));
  });

  test('refuses a foreign share while the pair has no price', () => {
    const one = new TradingRig({ accounts: [onMargin()], instruments: [share, pair] });
    const asked = one.submit({ ...order, qty: toQuantity(6) });
    expect(one.machine.order(asked)?.reason).toMatch(/^MARKET_PRICE_UNKNOWN/);
  });

  test('pays on a cash account only with the currency itself', () => {
    const balances = [rupees(1_000_000_00n), { amount: toMinor(50_00n), currency: usd }];
    const one = rig({ kind: 'cash', leverage: {}, balances });
    const [fits, not] = [5, 1].map((qty) => one.submit({ ...order, qty: toQuantity(qty) }));
    expect([fits, not].map((id) => id && one.machine.order(id)?.state)).toEqual([
      'SUBMITTED',
      'DENIED',
    ]);
  });
});

describe('an allotment', () => {
  const books = [{ id: toBookId('TEST'), allotment: toMinor(500_00n) }];

  test('bounds a book, whatever the account has', () => {
    const reasons = [25, 26].map((qty) => {
      const rig = rigOf({ books });
      return rig.machine.order(rig.submit({ qty: toQuantity(qty), terms: limit(10_000) }))?.reason;
    });
    expect(reasons).toEqual([null, 'ALLOTMENT_EXCEEDED: needs 520.00 INR, free 500.00']);
  });

  test('grows with what the book earns', () => {
    const rig = rigOf({ books });
    const bought = rig.work({ qty: toQuantity(10), terms: limit(10_000) });
    rig.fill(bought, { qty: 10, price: 10_000 });
    const sold = rig.work({ side: 'sell', qty: toQuantity(10), terms: limit(10_500) });
    rig.fill(sold, { trade: 'T-2', qty: 10, price: 10_500 });
    const again = rig.submit({ qty: toQuantity(27), terms: limit(10_000) });
    expect(rig.machine.order(again)?.state).toBe('SUBMITTED');
  });
});

describe('a hedging book', () => {
  const rig = (): TradingRig => rigOf({ mode: 'hedging' });
  const [first, second] = ['0000TEST000001', '0000TEST000002'].map(toPositionId);

  test('keeps a position for each entry, long beside short', () => {
    const one = rig();
    const long = one.work({ position: first ?? null, qty: toQuantity(2), terms: limit(10_000) });
    const sale = { side: 'sell', qty: toQuantity(3), terms: limit(10_000) } as const;
    const short = one.work({ position: second ?? null, ...sale });
    one.fill(long, { qty: 2 });
    one.fill(short, { trade: 'T-2', qty: 3 });
    expect(one.machine.positions().map(({ qty }) => qty)).toEqual([2, -3]);
  });

  test('closes the position that an order names', () => {
    const one = rig();
    const long = one.work({ position: first ?? null, qty: toQuantity(2), terms: limit(10_000) });
    one.fill(long, { qty: 2 });
    const close = one.work({ position: first ?? null, side: 'sell', qty: toQuantity(2) });
    one.fill(close, { trade: 'T-2', qty: 2 });
    expect(one.machine.positions().map(({ qty }) => qty)).toEqual([0]);
  });

  test('may use what its closed positions have earned', () => {
    const one = rigOf({
      mode: 'hedging',
      books: [{ id: toBookId('TEST'), allotment: toMinor(500_00n) }],
    });
    const long = one.work({ position: first ?? null, qty: toQuantity(10), terms: limit(10_000) });
    one.fill(long, { qty: 10 });
    const sale = { side: 'sell', qty: toQuantity(10), terms: limit(10_500) } as const;
    one.fill(one.work({ position: first ?? null, ...sale }), {
      trade: 'T-2',
      qty: 10,
      price: 10_500,
    });
    const reasons = [28, 27].map((qty, place) => {
      const position = toPositionId(`0000TEST00000${place + 3}`);
      const order = one.submit({ position, qty: toQuantity(qty), terms: limit(10_000) });
      return one.machine.order(order)?.reason;
    });
    expect(reasons).toEqual(['ALLOTMENT_EXCEEDED: needs 560.00 INR, free 550.00', null]);
  });

  test('takes no order for a position that is not there', () => {
    const one = rig();
    const order = one.submit({ position: toPositionId('0000TEST000009'), terms: limit(10_000) });
    expect(one.machine.order(order)?.reason).toMatch(/^POSITION_MISMATCH/);
  });
});
