import { toAccountId, toInstrumentId, toPrice, toQuantity } from 'argosy/core';
import type { Option } from 'argosy/domain';
import {
  anAccount,
  anOption,
  anOrderRequest,
  aQuote,
  aTouch,
  orderId,
  rupees,
  TradingRig,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const one = toQuantity(1);
const optionAt = (strike: number, changes: Partial<Option> = {}): Option =>
  anOption({
    id: toInstrumentId(`C-${strike}.NFO`),
    strike: toPrice(strike),
    lot: one,
    minQty: one,
    ...changes,
  });
const [low, high] = [optionAt(100_00), optionAt(110_00)];

/** 1,000 rupees, without leverage; each option at two rupees. */
class SpreadRig extends TradingRig {
  constructor(paise = 1_000_00n, { netLists = false } = {}) {
    const balances = [rupees(paise)];
    const accounts = [anAccount({ kind: 'margin', balances })];
    super({ instruments: [low, high], accounts, limits: { rules: { netLists } } });
    for (const { id: instrument } of [low, high]) {
      this.feed(aQuote({ instrument, bid: 2_00, ask: 2_00 }));
    }
  }

  /** What becomes of an order, which fills if it is not denied. */
  trade(side: 'buy' | 'sell', { id: instrument }: Option, qty = 1): string {
    const order = this.submit({ side, instrument, qty: toQuantity(qty) });
    const { state, reason } = this.machine.order(order) ?? {};
    if (state === 'DENIED') return reason?.split(':')[0] ?? '';
    this.fill(order, { qty, price: 2_00, trade: `T-${order}` });
    return 'filled';
  }

  /** What may leave the account, in paise: what nothing binds. */
  get free(): bigint {
    let [most, step] = [0n, 1n << 20n];
    for (; step > 0n; step >>= 1n) if (this.#mayTake(most + step)) most += step;
    return most;
  }

  #mayTake(paise: bigint): boolean {
    const before = this.machine.book.cash(account, rupees(0n).currency);
    this.transfer(`try-${this.now}`, -paise);
    const isTaken = this.machine.book.cash(account, rupees(0n).currency) !== before;
    if (isTaken) this.transfer(`back-${this.now}`, paise);
    return isTaken;
  }
}

describe('a written option that a bought one of the same end covers', () => {
  test('binds what lies between the strikes, not its own as well', () => {
    const rig = new SpreadRig();
    expect([rig.trade('buy', high), rig.trade('sell', low)]).toEqual(['filled', 'filled']);
    // 10 rupees for the spread, and 2 for what was bought; what was written brought as much as that cost.
    expect(rig.free).toBe(1_000_00n - 10_00n - 2_00n);
  });

  test('binds it whichever came first', () => {
    const rig = new SpreadRig();
    expect([rig.trade('sell', low), rig.trade('buy', high)]).toEqual(['filled', 'filled']);
    expect(rig.free).toBe(1_000_00n - 10_00n - 2_00n);
  });

  test('is taken on an account that could not write it alone', () => {
    const naked = new SpreadRig(20_00n);
    expect(naked.trade('sell', low)).toBe('INSUFFICIENT_MARGIN');
    const covered = new SpreadRig(20_00n);
    expect([covered.trade('buy', high), covered.trade('sell', low)]).toEqual(['filled', 'filled']);
  });

  test('is not taken for more than is covered', () => {
    const rig = new SpreadRig(20_00n);
    rig.trade('buy', high);
    expect(rig.trade('sell', low, 2)).toBe('INSUFFICIENT_MARGIN');
  });

  test('is asked for in full again before its cover is sold', () => {
    const rig = new SpreadRig(20_00n);
    rig.trade('buy', high);
    rig.trade('sell', low);
    expect(rig.trade('sell', high)).toBe('INSUFFICIENT_MARGIN');
    expect([rig.trade('buy', low), rig.trade('sell', high)]).toEqual(['filled', 'filled']);
  });

  test.each([
    [false, ['DENIED', 'DENIED'], 'DENIED'],
    [true, ['INITIALIZED', 'SUBMITTED'], 'SUBMITTED'],
  ])('waits for a cover of its list, where lists are netted: %s', (netLists, sent, then) => {
    const rig = new SpreadRig(20_00n, { netLists });
    const [first, second] = [orderId(1), orderId(2)];
    const link = { list: first, parent: null, contingency: null, release: 'eachFill' } as const;
    const of = { qty: one, account, link };
    const requests = [
      anOrderRequest({ ...of, id: first, side: 'sell', instrument: low.id }),
      anOrderRequest({ ...of, id: second, side: 'buy', instrument: high.id }),
    ];
    const orders = requests.map((request) => ({ request, touch: aTouch() }));
    rig.command({ type: 'submitList', orders });
    expect([first, second].map((id) => rig.machine.order(id)?.state)).toEqual(sent);
    if (netLists) rig.fill(second, { qty: 1, price: 2_00 });
    expect(rig.machine.order(first)?.state).toBe(then);
  });

  test('does not count on a cover that an order may sell before it', () => {
    const rig = new SpreadRig(30_00n);
    rig.trade('buy', high);
    const limit = { type: 'limit', limit: toPrice(5_00) } as const;
    rig.submit({ side: 'sell', instrument: high.id, qty: one, terms: limit });
    expect(rig.trade('sell', low)).toBe('INSUFFICIENT_MARGIN');
  });

  test('binds as much after a restart', () => {
    const rig = new SpreadRig();
    rig.trade('buy', high);
    rig.trade('sell', low);
    const { free } = rig;
    rig.recover();
    for (const { id: instrument } of [low, high]) {
      rig.feed(aQuote({ instrument, bid: 2_00, ask: 2_00 }));
    }
    expect(rig.free).toBe(free);
  });
});
