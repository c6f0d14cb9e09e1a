import {
  ledgerScales,
  toBookId,
  toInstrumentId,
  toMinor,
  toPositionId,
  toPrice,
  toQuantity,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import { toInstrumentIndex, type OrderRequest, type Position } from 'argosy/domain';
import {
  TradingRig,
  anAccount,
  anIndex,
  anInstrument,
  aQuote,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { Portfolio } from './portfolio.ts';

const [sbin, infy] = [toInstrumentId('SBIN.NSE'), toInstrumentId('INFY.NSE')];
const instruments = [anInstrument({ id: sbin }), anInstrument({ id: infy })];
const [one, two] = [toBookId('ONE'), toBookId('TWO')];
const { id: account, base } = anAccount();
/** Instruments have their places by id. */
const [infyIndex, sbinIndex] = [toInstrumentIndex(0), toInstrumentIndex(1)];
const onMargin = { kind: 'margin', leverage: {}, balances: [rupees(1_000_000_00n)] } as const;

/** A trading machine and the engine's picture of it, which knows nothing but its events. */
class Play {
  readonly portfolio: Portfolio;
  readonly rig: TradingRig;
  #trades = 0;

  constructor(options: TradingRigOptions = {}) {
    this.rig = new TradingRig({ instruments, ...options });
    for (const { id } of instruments) this.rig.feed(aQuote({ instrument: id }));
    this.portfolio = new Portfolio(this.rig.config.instruments, ledgerScales({}));
    this.#look();
  }

  /** Trades at a price at once, and gives the order. */
  trade(changes: Partial<OrderRequest>, price = 10_000): OrderId {
    const { qty = toQuantity(1) } = changes;
    const terms = { type: 'limit', limit: toPrice(price) } as const;
    const order = this.rig.work({ book: one, terms, ...changes, qty });
    this.#trades += 1;
    this.rig.fill(order, { trade: `T-${this.#trades}`, qty, price, fee: rupees(1_00n) });
    this.#look();
    return order;
  }

  /** Sends an order that stays open. */
  work(changes: Partial<OrderRequest>): void {
    this.rig.work({ book: one, ...changes });
    this.#look();
  }

  #look(): void {
    for (const event of this.rig.events.splice(0)) {
      const { kind } = event;
      if (kind === 'entry' || kind === 'hold' || kind === 'position') this.portfolio.apply(event);
    }
  }
}

function long(qty: number): Partial<OrderRequest> {
  return { qty: toQuantity(qty) };
}

function short(qty: number): Partial<OrderRequest> {
  return { side: 'sell', qty: toQuantity(qty) };
}

function amounts(positions: readonly Position[]): readonly (readonly [string, number])[] {
  return positions.map(({ key, qty }) => [`${key.book} ${key.instrument}`, qty]);
}

describe('the positions', () => {
  it('are those that are not flat, by key, of the account or one of its books', () => {
    const play = new Play();
    play.trade({ book: two, ...long(3) });
    play.trade(long(2));
    play.trade({ instrument: infy, ...long(1) });
    play.trade(short(2));
    const { portfolio } = play;
    expect(amounts(portfolio.positions(account))).toEqual([
      ['ONE INFY.NSE', 1],
      ['TWO SBIN.NSE', 3],
    ]);
    expect(amounts(portfolio.positions(account, two))).toEqual([['TWO SBIN.NSE', 3]]);
  });

  it('add up over products and entries, each book by itself', () => {
    const play = new Play({ accounts: [anAccount({ ...onMargin, mode: 'hedging' })] });
    const [first, second, third] = [1, 2, 3].map((n) => toPositionId(`0000TEST00000${n}`));
    play.trade({ position: first ?? null, ...long(5) });
    play.trade({ position: second ?? null, product: 'intraday', ...short(2) });
    play.trade({ position: third ?? null, book: two, ...long(7) });
    const { portfolio } = play;
    const net = [one, two].map((book) => portfolio.netOf(account, book).get(sbin));
    expect([...net, portfolio.netOf(account, one).get(infy)]).toEqual([3, 7, undefined]);
  });
});

describe('the equity', () => {
  it('values positions at their marks, and at cost while there is none', () => {
    const play = new Play();
    play.trade(long(10));
    const { portfolio } = play;
    const before = portfolio.equity(account, base);
    portfolio.mark(sbinIndex, 20_101);
    expect([before, portfolio.equity(account, base)]).toEqual([
      rupees(9_999_00n),
      rupees(10_004_05n),
    ]);
    expect([portfolio.mark2(sbinIndex), portfolio.mark2(infyIndex)]).toEqual([20_101, null]);
  });

  it('tells what has been realised from what would be', () => {
    const play = new Play();
    play.trade(long(10));
    play.trade(short(4), 10_100);
    play.trade({ book: two, ...long(1) });
    const { portfolio } = play;
    portfolio.mark(sbinIndex, 2 * 10_200);
    const of = [one, two, undefined].map((book) => [
      portfolio.realised(account, base, book).amount,
      portfolio.unrealised(account, base, book).amount,
    ]);
    expect(of).toEqual([
      [4_00n, 12_00n],
      [0n, 2_00n],
      [4_00n, 14_00n],
    ]);
  });

  it('keeps what closed positions of a hedging book have earned', () => {
    const play = new Play({ accounts: [anAccount({ ...onMargin, mode: 'hedging' })] });
    for (let trip = 0; trip < 3; trip += 1) {
      const position = toPositionId(`0000TEST00000${2 * trip + 1}`);
      play.trade({ position, ...long(2) });
      play.trade({ position, ...short(2) }, 10_050);
    }
    const { portfolio } = play;
    expect(portfolio.positions(account)).toEqual([]);
    expect([undefined, one, two].map((book) => portfolio.realised(account, base, book))).toEqual(
      [3_00n, 3_00n, 0n].map(rupees),
    );
  });
});

describe('a mark', () => {
  it('is of an index its level, and of what is on an index none', () => {
    const index = anIndex({ id: infy });
    const play = new Play({ instruments: [index, anInstrument({ id: sbin })] });
    const { portfolio } = play;
    portfolio.level(infyIndex, 10_050);
    portfolio.level(sbinIndex, 10_050);
    expect([infyIndex, sbinIndex].map((one) => portfolio.mark2(one))).toEqual([20_100, null]);
  });
});

describe('what is free', () => {
  const waiting = { qty: toQuantity(5), terms: { type: 'limit', limit: toPrice(10_000) } } as const;

  it('is the cash that no order has set aside', () => {
    const play = new Play();
    play.work(waiting);
    const { portfolio } = play;
    expect([portfolio.cash(account, base), portfolio.freeCash(account, base)]).toEqual(
      [10_000_00n, 9_500_00n].map(rupees),
    );
  });

  it('is on a margin account the equity less what positions and orders bind', () => {
    const play = new Play({ accounts: [anAccount(onMargin)] });
    play.trade(long(10));
    play.work(waiting);
    const terms = { base, leverage: {}, scan: undefined, now: toTimestamp(0) };
    expect(play.portfolio.freeMargin(account, terms)).toEqual(rupees(998_499_00n));
  });

  const allotment = toMinor(2_000_00n);
  it.each([
    ['cash', 1_503_00n],
    ['margin', 1_498_00n],
  ] as const)('is to a book on %s its allotment less what it binds, and its gain', (kind, left) => {
    const accounts = [anAccount({ ...onMargin, kind, books: [{ id: one, allotment }] })];
    const play = new Play({ accounts });
    play.trade(long(10));
    play.trade(short(5), 10_100);
    play.trade({ book: two, ...long(1) });
    play.portfolio.mark(sbinIndex, 2 * 10_100);
    const terms = { base, kind, leverage: {}, allotment };
    expect(play.portfolio.allotmentLeft(account, one, terms)).toEqual(rupees(left));
  });

  it('grows by what a hedging book has earned, when its positions have closed', () => {
    const play = new Play({ accounts: [anAccount({ ...onMargin, mode: 'hedging' })] });
    const position = toPositionId('0000TEST000001');
    play.trade({ position, ...long(10) });
    play.trade({ position, ...short(10) }, 10_100);
    const terms = { base, kind: 'margin', leverage: {}, allotment } as const;
    expect(play.portfolio.allotmentLeft(account, one, terms)).toEqual(rupees(2_008_00n));
  });
});
