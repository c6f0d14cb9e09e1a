import { toAccountId, toBookId, toPositionId, toQuantity, type OrderId } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import {
  BracketRig,
  aBracket,
  aLimit,
  aStop,
  anAccount,
  anInstrument,
  anOrderRequest,
  nthRequest,
  orderId,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const sell = (qty: number, changes: Partial<OrderRequest> = {}): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
  terms: aLimit(10_200),
  ...changes,
});
const reasonOf = (rig: BracketRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

function reconcile(rig: BracketRig, state: 'HALTED' | 'ACTIVE'): void {
  const scope = { kind: 'reconciliation' } as const;
  const account = toAccountId('MAIN');
  rig.command({ type: 'setState', account, scope, state, reason: 'start' }, { strategy: null });
}

describe('exits stay within the position', () => {
  test('a plain sale beside a bracket ends its exits with the position', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.accept(2, 3);
    rig.trade(9, 'sell', 10);
    expect(rig.nth(2, 3).map((one) => one?.pending)).toEqual(['cancel', 'cancel']);
  });

  test('a part of it shrinks them, and they grow back no further than their entry', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.accept(2, 3);
    rig.trade(9, 'sell', 6);
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([4, 4]);
    const buy = rig.submit({ id: orderId(10), qty: toQuantity(20), terms: aLimit(10_000) });
    rig.fill(buy, { trade: 'Q', qty: 20 });
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([10, 10]);
  });

  test('of two brackets the earlier keeps its exits, whichever filled first', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.enter(4);
    rig.fill(orderId(1), { trade: 'E-1', qty: 10 });
    rig.accept(2, 3, 5, 6);
    rig.trade(9, 'sell', 7);
    rig.answer();
    expect(rig.nth(2, 3, 5, 6).map((one) => one?.qty)).toEqual([10, 10, 3, 3]);
  });

  test('what the exits of one bracket leave, those of the other take', () => {
    const rig = new BracketRig();
    rig.enter(1);
    rig.enter(4);
    rig.accept(2, 3, 5, 6);
    rig.trade(9, 'sell', 7);
    rig.answer();
    rig.cancel(orderId(2));
    rig.cancel(orderId(3));
    rig.answer();
    expect(rig.nth(2, 3, 5, 6).map((one) => one?.qty)).toEqual([10, 10, 10, 10]);
  });

  test('exits of a hedging book are bounded by their own position', () => {
    const account = anAccount({ kind: 'margin', mode: 'hedging', balances: [rupees(100_000_00n)] });
    const rig = new BracketRig({ accounts: [account] });
    for (const n of [1, 4]) {
      const position = toPositionId(orderId(n));
      rig.send(aBracket(n).map((one) => ({ ...one, position })));
      rig.fill(orderId(n), { trade: `E-${n}`, qty: 10 });
    }
    const position = toPositionId(orderId(1));
    rig.submit({ id: orderId(9), ...sell(6), terms: aLimit(10_000), position });
    rig.fill(orderId(9), { trade: 'P', qty: 6 });
    rig.answer();
    expect(rig.nth(2, 3, 5, 6).map((one) => one?.qty)).toEqual([4, 4, 10, 10]);
  });

  test('a position that is moved to another book takes its room with it', () => {
    const rig = new BracketRig();
    rig.send(aBracket(4));
    reconcile(rig, 'HALTED');
    rig.fill(orderId(4), { trade: 'E', qty: 10 });
    const [book, hand] = [toBookId('TEST'), toBookId('hand')];
    const place = { product: 'delivery', position: null } as const;
    rig.command(
      {
        type: 'movePosition',
        account: toAccountId('MAIN'),
        entry: 'M-1',
        instrument: anOrderRequest().instrument,
        qty: toQuantity(7),
        from: { book, ...place },
        to: { book: hand, ...place },
      },
      { strategy: null },
    );
    reconcile(rig, 'ACTIVE');
    expect(rig.nth(5, 6).map((one) => one?.qty)).toEqual([3, 3]);
  });

  test('an entry of which a part closes a short position protects the rest', () => {
    const rig = new BracketRig();
    rig.trade(1, 'sell', 6);
    rig.send(aBracket(2));
    rig.fill(orderId(2), { trade: 'E-1', qty: 5 });
    expect(rig.machine.order(orderId(3))?.state).toBe('INITIALIZED');
    rig.fill(orderId(2), { trade: 'E-2', qty: 5 });
    expect(rig.nth(3, 4).map((one) => one?.qty)).toEqual([4, 4]);
  });

  test('a position that is gone ends the rest of its entry too', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.trade(9, 'sell', 4);
    expect(rig.nth(1, 2, 3).map((one) => one?.pending)).toEqual(['cancel', 'cancel', 'cancel']);
    rig.fill(orderId(1), { trade: 'E-2', qty: 6 });
    expect(rig.missing()).toEqual([
      [orderId(1), 'trade E-2 of 6 units came after its exits had ended'],
    ]);
  });

  test('an exit that has done its work ends what is left of its entry', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    rig.fill(orderId(2), { trade: 'X', qty: 4, price: 10_100 });
    expect(rig.nth(1, 3).map((one) => one?.pending)).toEqual(['cancel', 'cancel']);
  });

  test('exits that their owner has canceled leave the entry alone', () => {
    const rig = new BracketRig();
    rig.send(aBracket(1));
    rig.fill(orderId(1), { trade: 'E', qty: 4 });
    for (const n of [2, 3]) {
      rig.cancel(orderId(n));
      rig.report(orderId(n), { type: 'canceled', reason: null });
    }
    expect(rig.machine.order(orderId(1))?.pending).toBeNull();
  });

  test('a child may buy back what its parent has sold', () => {
    const rig = new BracketRig();
    rig.trade(1, 'buy', 10);
    const list = linkOto(nthRequest(2, { side: 'sell', terms: aLimit(10_100) }), [
      nthRequest(3, { terms: aLimit(9_900) }),
    ]);
    rig.send(list);
    rig.fill(orderId(2), { trade: 'S', qty: 10, price: 10_100 });
    expect(rig.machine.order(orderId(3))?.state).toBe('SUBMITTED');
  });

  test('a bracket that only closes a short position has nothing to protect', () => {
    const rig = new BracketRig();
    rig.trade(1, 'sell', 10);
    const exits = [aLimit(10_100), aStop(9_900)].map((terms, n) =>
      nthRequest(3 + n, { side: 'sell', terms }),
    );
    const list = linkOto(nthRequest(2, { terms: aLimit(10_000) }), linkOuo(exits));
    rig.send(list);
    rig.fill(orderId(2), { trade: 'E', qty: 10 });
    expect(rig.nth(3, 4).map((one) => one?.state)).toEqual(['CANCELED', 'CANCELED']);
    expect(reasonOf(rig, orderId(3))).toContain('LIST_POSITION_GONE');
  });

  test('two exits without a contingency share what there is, in their order', () => {
    const rig = new BracketRig();
    const half = { side: 'sell', qty: toQuantity(5) } as const;
    const list = linkOto(
      nthRequest(1, { terms: aLimit(10_000) }),
      [2, 3].map((n) => nthRequest(n, { ...half, terms: aLimit(10_100 + 5 * n) })),
      'eachFill',
    );
    rig.send(list);
    rig.fill(orderId(1), { trade: 'E', qty: 10 });
    rig.trade(9, 'sell', 3);
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([5, 2]);
  });

  test('exits become smaller in whole lots', () => {
    const instruments = [anInstrument({ lot: toQuantity(5) })];
    const rig = new BracketRig({ instruments });
    rig.enter(1);
    rig.accept(2, 3);
    rig.fill(rig.submit({ id: orderId(9), ...sell(5) }), { trade: 'P', qty: 3 });
    rig.answer();
    expect(rig.nth(2, 3).map((one) => one?.qty)).toEqual([5, 5]);
  });
});

describe.each(['never', 'restart', 'recall'] as const)(
  'what the last exit of a list leaves is the next list’s (%s)',
  (way) => {
    /** Eight are held, which the first list's stop takes; the exits of the second wait. */
    const shared = (): BracketRig => {
      const rig = new BracketRig();
      rig.trade(1, 'sell', 6);
      rig.enter(2);
      rig.accept(3, 4);
      rig.effects.splice(0);
      rig.send(aBracket(5));
      rig.fill(orderId(5), { trade: 'E-5', qty: 4 });
      rig.answer();
      rig.cancel(orderId(3));
      rig.report(orderId(3), { type: 'canceled', reason: null });
      expect(rig.nth(4, 6, 7).map((one) => one?.state)).toEqual([
        'ACCEPTED',
        'INITIALIZED',
        'INITIALIZED',
      ]);
      if (way !== 'never') rig[way]();
      return rig;
    };

    test('where the broker ends it', () => {
      const rig = shared();
      rig.report(orderId(4), { type: 'expired' });
      expect(rig.nth(6, 7).map((one) => one?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    });

    test('where its owner ends it', () => {
      const rig = shared();
      rig.cancel(orderId(4));
      expect(rig.nth(6, 7).map((one) => one?.state)).toEqual(['SUBMITTED', 'SUBMITTED']);
    });
  },
);
