import {
  toAccountId,
  toInstrumentId,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Instrument, OrderRequest } from 'argosy/domain';
import {
  TradingRig,
  aFuture,
  anAccount,
  anIndex,
  anIndexPrice,
  anOption,
  anOrderRequest,
  aQuote,
  aTouch,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const inThirtyDays = toTimestamp(30 * 86_400_000_000);
const index = anIndex();
const future = aFuture();
const optionAt = (strike: number): Instrument =>
  anOption({
    id: toInstrumentId(`NIFTY-C${strike}`),
    strike: toPrice(strike * 100),
    expiresAt: inThirtyDays,
  });
const [near, far] = [optionAt(24_500), optionAt(25_000)];
const prices: readonly (readonly [Instrument, number])[] = [
  [index, 24_500_00],
  [future, 24_520_00],
  [near, 450_00],
  [far, 230_00],
];

function aRig(
  cash: bigint,
  { netLists = false, isScanned = true, isQuoted = true } = {},
): TradingRig {
  const main = anAccount({
    kind: 'margin',
    balances: [rupees(cash * 100n)],
    ...(isScanned ? { scanMargin: {} } : {}),
  });
  const rig = new TradingRig({
    instruments: prices.map(([instrument]) => instrument),
    accounts: [main],
    limits: { rules: { netLists } },
  });
  for (const [{ id: instrument }, price] of prices) {
    const isLevel = !isQuoted && instrument === index.id;
    if (isLevel) rig.feed(anIndexPrice({ instrument, price: toPrice(price) }));
    else rig.feed(aQuote({ instrument, bid: toPrice(price - 5), ask: toPrice(price + 5) }));
  }
  rig.said();
  return rig;
}

const order = (
  instrument: Instrument,
  side: 'buy' | 'sell',
  changes: Partial<OrderRequest> = {},
): Partial<OrderRequest> => {
  const price = prices.find(([one]) => one.id === instrument.id)?.[1] ?? 0;
  const terms = { type: 'limit', limit: toPrice(price) } as const;
  return { instrument: instrument.id, side, qty: toQuantity(75), terms, ...changes };
};

/** What an order has set aside in whole rupees; the code of its refusal where it has not. */
function needOf(rig: TradingRig, request: Partial<OrderRequest>): number | string {
  const id = rig.submit(request);
  for (const { order: of, change } of rig.of('order')) {
    if (of === id && change.type === 'denied') return change.code;
  }
  return Number(rig.machine.book.holdOf(id)?.money.amount ?? 0n) / 100;
}

function hold(rig: TradingRig, instrument: Instrument, side: 'buy' | 'sell'): void {
  const request = order(instrument, side);
  const price = prices.find(([one]) => one.id === instrument.id)?.[1] ?? 0;
  const id = rig.work(request);
  rig.fill(id, { trade: `T-${instrument.id}`, qty: 75, price });
}

const [cover, written] = [1, 2].map((nth) => toOrderId(`0000TEST00000${nth}`));

/** A list of a call that is written, and one to be bought that covers it; which comes first is told. */
function sendSpread(rig: TradingRig, legs = [order(far, 'buy'), order(near, 'sell')]): void {
  const ids = [cover, written].map((id) => id ?? toOrderId('0'));
  const [list = toOrderId('0')] = ids;
  const link = { list, parent: null, contingency: null, release: 'eachFill' } as const;
  const requests = legs.map((request, place) =>
    anOrderRequest({ ...request, id: ids[place] ?? list, account, link }),
  );
  const orders = requests.map((request) => ({ request, touch: aTouch() }));
  rig.command({ type: 'submitList', orders });
}

function statesOf(rig: TradingRig): (string | undefined)[] {
  return [cover, written].map((id) => id && rig.machine.order(id)?.state);
}

describe('a list whose orders are margined together', () => {
  const fillCover = (rig: TradingRig, qty = 75): void => {
    rig.fill(cover ?? toOrderId('0'), { trade: `T-${qty}`, qty, price: 230_00 });
  };

  test('has what could not be margined alone wait until what covers it has filled', () => {
    const rig = aRig(1_20_000n, { netLists: true });
    sendSpread(rig);
    expect(statesOf(rig)).toEqual(['SUBMITTED', 'INITIALIZED']);
    fillCover(rig, 30);
    expect(statesOf(rig)).toEqual(['PARTIALLY_FILLED', 'INITIALIZED']);
    fillCover(rig, 45);
    expect(statesOf(rig)).toEqual(['FILLED', 'SUBMITTED']);
  });

  test('has it end where its cover does without covering it', () => {
    const rig = aRig(1_20_000n, { netLists: true });
    sendSpread(rig);
    fillCover(rig, 30);
    rig.report(cover ?? toOrderId('0'), { type: 'canceled', reason: null });
    expect(statesOf(rig)).toEqual(['CANCELED', 'DENIED']);
    expect(rig.machine.order(written ?? toOrderId('0'))?.reason).toMatch(/^INSUFFICIENT_MARGIN/u);
  });

  test('lets it be cancelled while it waits', () => {
    const rig = aRig(1_20_000n, { netLists: true });
    sendSpread(rig);
    rig.cancel(written ?? toOrderId('0'));
    fillCover(rig);
    expect(statesOf(rig)).toEqual(['FILLED', 'CANCELED']);
  });

  test('sends both at once where each can be margined alone', () => {
    const rig = aRig(10_00_000n, { netLists: true });
    sendSpread(rig);
    expect(statesOf(rig)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });

  test('is denied where even the whole of it cannot be margined', () => {
    const rig = aRig(40_000n, { netLists: true });
    sendSpread(rig);
    expect(statesOf(rig)).toEqual(['DENIED', 'DENIED']);
  });

  test('is denied where each order of it would wait for the other', () => {
    const rig = aRig(1_00_000n, { netLists: true });
    sendSpread(rig, [order(future, 'buy'), order(future, 'sell')]);
    expect(statesOf(rig)).toEqual(['DENIED', 'DENIED']);
  });

  test.each(['recover', 'recall'] as const)('waits on after a %s', (how) => {
    const rig = aRig(1_20_000n, { netLists: true });
    sendSpread(rig);
    rig[how]();
    for (const [{ id: instrument }, price] of prices) {
      rig.feed(aQuote({ instrument, bid: toPrice(price - 5), ask: toPrice(price + 5) }));
    }
    expect(statesOf(rig)).toEqual(['SUBMITTED', 'INITIALIZED']);
    fillCover(rig);
    expect(statesOf(rig)).toEqual(['FILLED', 'SUBMITTED']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

describe('an account whose futures and options are scanned', () => {
  test('binds for a future a tenth of it, not the whole', () => {
    const need = needOf(aRig(10_00_000n), order(future, 'buy'));
    expect(need).toBeCloseTo(75 * 24_500 * 0.113, 0);
    expect(needOf(aRig(10_00_000n, { isScanned: false }), order(future, 'buy'))).toBe(
      'INSUFFICIENT_MARGIN',
    );
  });

  test.each(['buy', 'sell'] as const)('may %s an option on an index that has no quotes', (side) => {
    const [quoted, unquoted] = [true, false].map((isQuoted) => {
      return needOf(aRig(10_00_000n, { isQuoted }), order(near, side));
    });
    expect(quoted).toBeGreaterThan(0);
    expect(unquoted).toBe(quoted);
  });

  test('binds less for an option that one it holds covers', () => {
    const alone = needOf(aRig(10_00_000n), order(near, 'sell'));
    const rig = aRig(10_00_000n);
    hold(rig, far, 'buy');
    const covered = needOf(rig, order(near, 'sell'));
    expect(Number(covered)).toBeLessThan(0.45 * Number(alone));
    expect(Number(covered)).toBeGreaterThan(0);
  });

  test('does not count on a cover that only works and may never come', () => {
    const alone = needOf(aRig(10_00_000n), order(near, 'sell'));
    const rig = aRig(10_00_000n);
    rig.work(order(far, 'buy'));
    expect(needOf(rig, order(near, 'sell'))).toBeCloseTo(Number(alone), 0);
  });

  test('lets no cover serve two orders that write', () => {
    const rig = aRig(20_00_000n);
    hold(rig, far, 'buy');
    const first = Number(needOf(rig, order(near, 'sell')));
    const second = Number(needOf(rig, order(near, 'sell', { book: anOrderRequest().book })));
    expect(second).toBeGreaterThan(1.8 * first);
  });

  test('may not sell what covers the rest where the margin for it is not there', () => {
    const rig = aRig(90_000n);
    hold(rig, far, 'buy');
    hold(rig, near, 'sell');
    rig.said();
    expect(needOf(rig, order(far, 'sell'))).toBe('INSUFFICIENT_MARGIN');
    expect(needOf(rig, order(near, 'buy'))).toBe(0);
  });

  test('frees what a closed position bound', () => {
    const rig = aRig(3_00_000n);
    hold(rig, future, 'buy');
    expect(needOf(rig, order(future, 'buy'))).toBe('INSUFFICIENT_MARGIN');
    expect(needOf(rig, order(future, 'sell'))).toBe(0);
  });

  test('is refused what nobody can value', () => {
    const rig = new TradingRig({
      instruments: [index, near],
      accounts: [anAccount({ kind: 'margin', scanMargin: {} })],
    });
    expect(needOf(rig, order(near, 'sell'))).toBe('MARKET_PRICE_UNKNOWN');
  });

  test('takes no list whose legs it cannot margin one by one, unless the rules say so', () => {
    const rig = aRig(1_20_000n);
    sendSpread(rig);
    expect(statesOf(rig)).toEqual(['DENIED', 'DENIED']);
  });

  test('binds the same after a recovery', () => {
    const rig = aRig(10_00_000n);
    hold(rig, far, 'buy');
    rig.recall();
    const other = aRig(10_00_000n);
    hold(other, far, 'buy');
    expect(needOf(rig, order(near, 'sell'))).toBe(needOf(other, order(near, 'sell')));
  });
});
