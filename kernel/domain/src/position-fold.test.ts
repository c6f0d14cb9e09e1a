import { toAccountId, toBookId, toInstrumentId, toTimestamp } from 'argosy/core';
import { anInstrument, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exactNotional } from './instrument.ts';
import { toInputNumber } from './interned.ts';
import {
  applySignedFill,
  evolvePosition,
  unrealisedExact,
  type Holding,
  type SignedFill,
} from './position-fold.ts';
import type { PositionEvent } from './trading-event.ts';

const sbin = anInstrument();
const flat: Holding = { qty: 0, cost: 0n };

type Total = Holding & { readonly realised: bigint };

function total(fills: readonly SignedFill[], from: Holding = flat): Total {
  return fills.reduce<Total>(
    (sum, fill) => {
      const { qty, cost, realised } = applySignedFill(sum, sbin, fill);
      return { qty, cost, realised: sum.realised + realised };
    },
    { ...from, realised: 0n },
  );
}

const quantities = fc.integer({ min: -50, max: 50 }).filter((qty) => qty !== 0);
const fills = fc.record({ qty: quantities, price: fc.integer({ min: -20, max: 10_000 }) });

describe('a fill', () => {
  it('of other units than its price is of opens and closes at its share of what it was worth', () => {
    const long = applySignedFill(flat, sbin, { qty: 3, price: 7, notional: 100n });
    expect(long).toMatchObject({ qty: 3, cost: 100n });
    const short = applySignedFill(long, sbin, { qty: -9, price: 7, notional: -1_000n });
    // A third of 1000, rounded, closes; the rest opens: not a unit is lost between the two.
    expect(short).toMatchObject({ qty: -6, cost: -667n, realised: 233n });
  });

  it('opens a position at its cost', () => {
    expect(applySignedFill(flat, sbin, { qty: 10, price: 100 })).toEqual({
      qty: 10,
      cost: 1_000n,
      removedCost: 0n,
      openedQty: 10,
      closedQty: 0,
      realised: 0n,
    });
  });

  it('opens a short position at a negative cost', () => {
    expect(applySignedFill(flat, sbin, { qty: -10, price: 100 })).toMatchObject({
      qty: -10,
      cost: -1_000n,
      openedQty: 10,
    });
  });

  it('in the same direction adds to the cost', () => {
    const change = applySignedFill({ qty: 10, cost: 1_000n }, sbin, { qty: 5, price: 110 });
    expect(change).toMatchObject({ qty: 15, cost: 1_550n, openedQty: 5, realised: 0n });
  });

  it('that closes a part removes its share of the cost', () => {
    const change = applySignedFill({ qty: 10, cost: 1_000n }, sbin, { qty: -4, price: 110 });
    expect(change).toEqual({
      qty: 6,
      cost: 600n,
      removedCost: 400n,
      openedQty: 0,
      closedQty: 4,
      realised: 40n,
    });
  });

  it.each([
    ['up from', 5n, 2n],
    ['down to', 3n, 2n],
    ['up to a negative', -3n, -2n],
  ])('rounds half a unit of cost to the even one: %s', (_name, cost, removedCost) => {
    const qty = cost > 0n ? 2 : -2;
    const change = applySignedFill({ qty, cost }, sbin, { qty: -qty / 2, price: 100 });
    expect(change.removedCost).toBe(removedCost);
  });

  it('that closes all removes all of the cost', () => {
    const change = applySignedFill({ qty: 3, cost: 1_000n }, sbin, { qty: -3, price: 110 });
    expect(change).toMatchObject({ qty: 0, cost: 0n, removedCost: 1_000n, realised: -670n });
  });

  it('of a short position gains when the price falls', () => {
    const change = applySignedFill({ qty: -10, cost: -1_000n }, sbin, { qty: 10, price: 90 });
    expect(change).toMatchObject({ qty: 0, realised: 100n });
  });

  it('that is larger than the position opens the rest the other way', () => {
    const change = applySignedFill({ qty: 10, cost: 1_000n }, sbin, { qty: -25, price: 110 });
    expect(change).toEqual({
      qty: -15,
      cost: -1_650n,
      removedCost: 1_000n,
      openedQty: 15,
      closedQty: 10,
      realised: 100n,
    });
  });

  it('of nothing is a bug', () => {
    expect(() => applySignedFill(flat, sbin, { qty: 0, price: 100 })).toThrow('SBIN.NSE');
  });

  it('never meets a flat position that has a cost', () => {
    const broken = { qty: 0, cost: 1n };
    expect(() => applySignedFill(broken, sbin, { qty: 1, price: 100 })).toThrow('SBIN.NSE');
  });
});

describe('over any sequence of fills', () => {
  it('what is realised is the cash of the fills and the cost held, to the last unit', () => {
    fc.assert(
      fc.property(fc.array(fills), (sequence) => {
        const { realised, cost } = total(sequence);
        const paid = sequence.reduce(
          (sum, { price, qty }) => sum + exactNotional(sbin, price, qty),
          0n,
        );
        expect(realised).toBe(cost - paid);
      }),
    );
  });

  it('a flat position has no cost', () => {
    fc.assert(
      fc.property(fc.array(fills, { minLength: 1 }), fills, (sequence, last) => {
        const held = total(sequence).qty;
        fc.pre(held !== 0);
        expect(total([...sequence, { ...last, qty: -held }])).toMatchObject({ qty: 0, cost: 0n });
      }),
    );
  });

  it('the quantity is the sum of the fills, opened and closed parts each fill', () => {
    fc.assert(
      fc.property(fc.array(fills), fills, (sequence, last) => {
        const before = total(sequence);
        const after = applySignedFill(before, sbin, last);
        expect(after.qty).toBe(before.qty + last.qty);
        expect(after.openedQty + after.closedQty).toBe(Math.abs(last.qty));
      }),
    );
  });

  it('a fill in parts at one price leaves the quantity and realised less cost as they were', () => {
    fc.assert(
      fc.property(fc.array(fills), fills, fc.nat(49), (sequence, last, at) => {
        const before = total(sequence);
        const first = Math.sign(last.qty) * Math.min(at + 1, Math.abs(last.qty));
        const parts = [first, last.qty - first].filter((qty) => qty !== 0);
        const whole = total([last], before);
        const inParts = total(
          parts.map((qty) => ({ ...last, qty })),
          before,
        );
        expect(inParts.qty).toBe(whole.qty);
        expect(inParts.realised - inParts.cost).toBe(whole.realised - whole.cost);
      }),
    );
  });

  it('closing at the mark realises what was unrealised', () => {
    fc.assert(
      fc.property(fc.array(fills), fc.nat(10_000), (sequence, markPrice) => {
        const held = total(sequence);
        fc.pre(held.qty !== 0);
        const closing = { qty: -held.qty, price: markPrice };
        const { realised } = applySignedFill(held, sbin, closing);
        expect(unrealisedExact(held, sbin, markPrice)).toBe(realised);
      }),
    );
  });
});

describe('evolvePosition', () => {
  const key = {
    account: toAccountId('MAIN'),
    book: toBookId('EMA'),
    instrument: toInstrumentId('SBIN.NSE'),
    product: 'delivery',
    id: null,
  } as const;
  const event: PositionEvent = {
    kind: 'position',
    number: toInputNumber(1),
    index: 0,
    at: toTimestamp(0),
    receivedAt: toTimestamp(0),
    key,
    qty: 10,
    cost: 1_000n,
    realised: rupees(0n),
    charges: rupees(20n),
  };

  it('begins with the first event', () => {
    const { qty, cost, realised, charges } = event;
    expect(evolvePosition(undefined, event)).toEqual({ key, qty, cost, realised, charges });
  });

  it('is what the last event says', () => {
    const first = evolvePosition(undefined, event);
    const last = { ...event, key: { ...key }, qty: 0, cost: 0n, realised: rupees(70n) };
    expect(evolvePosition(first, last)).toMatchObject({ qty: 0, cost: 0n, realised: rupees(70n) });
  });

  it('takes no event of another position', () => {
    const first = evolvePosition(undefined, event);
    const other = { ...event, key: { ...key, product: 'intraday' as const } };
    expect(() => evolvePosition(first, other)).toThrow('MAIN/EMA/SBIN.NSE/intraday');
  });

  it('takes no flat position with a cost', () => {
    expect(() => evolvePosition(undefined, { ...event, qty: 0 })).toThrow('SBIN.NSE');
  });
});
