import { toInstrumentId, toPrice, type OrderId } from 'argosy/core';
import {
  WaitingRig,
  aBar,
  aFuture,
  anIndex,
  anIndexPrice,
  aQuote,
  aStop,
  aTrade,
  aTrail,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const nifty = anIndex();
const future = aFuture({ id: toInstrumentId('SBIN.NSE'), pricePrecision: 2 });
const fine = anIndex({ pricePrecision: 4 });

function aRig(index = nifty): WaitingRig {
  return new WaitingRig({ instruments: [future, index] });
}

function waiting(rig: WaitingRig, terms = aStop(10_100)): OrderId {
  const instructions = {
    triggerBy: 'index',
    display: null,
    postOnly: false,
    expiresAt: null,
  } as const;
  const { lot: qty, id: instrument } = future;
  return rig.wait(terms, { instrument, qty, instructions });
}

const stateOf = (rig: WaitingRig, order: OrderId): string | undefined =>
  rig.machine.order(order)?.state;

describe('an order that waits for an index', () => {
  test('goes with the first trade of its underlying at its trigger, whatever it trades at itself', () => {
    const rig = aRig();
    const order = waiting(rig);
    rig.quote(10_500);
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 10_095 }));
    expect(stateOf(rig, order)).toBe('EMULATED');
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 10_100 }));
    expect([stateOf(rig, order), rig.left()]).toEqual(['SUBMITTED', ['submit market 75']]);
  });

  test('looks at the middle of a quote only while nothing was traded', () => {
    const rig = aRig();
    const order = waiting(rig);
    rig.feed(aQuote({ instrument: nifty.id, at: rig.now, bid: 10_090, ask: 10_108 }));
    expect(stateOf(rig, order)).toBe('EMULATED');
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 10_000 }));
    rig.feed(aQuote({ instrument: nifty.id, at: rig.now, bid: 10_200, ask: 10_210 }));
    expect(stateOf(rig, order)).toBe('EMULATED');
    const other = aRig();
    const gone = waiting(other);
    other.feed(aQuote({ instrument: nifty.id, at: other.now, bid: 10_095, ask: 10_105 }));
    expect(stateOf(other, gone)).toBe('SUBMITTED');
  });

  test('goes the way of a bar', () => {
    const rig = aRig();
    const order = waiting(rig);
    const at = rig.now;
    rig.feed(aBar({ instrument: nifty.id, at: at + 1, opensAt: at, open: 10_000, high: 10_150 }));
    expect(stateOf(rig, order)).toBe('SUBMITTED');
  });

  test('reckons prices of another precision in its own', () => {
    const rig = aRig(fine);
    const order = waiting(rig);
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 1_009_999 }));
    expect(stateOf(rig, order)).toBe('EMULATED');
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 1_010_000 }));
    expect(stateOf(rig, order)).toBe('SUBMITTED');
  });

  test('goes by an index of its own alone, where data have one', () => {
    const rig = aRig();
    const order = waiting(rig);
    rig.feed(anIndexPrice({ instrument: future.id, at: rig.now, price: 10_000 }));
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 10_200 }));
    expect(stateOf(rig, order)).toBe('EMULATED');
    rig.feed(anIndexPrice({ instrument: future.id, at: rig.now, price: 10_100 }));
    expect(stateOf(rig, order)).toBe('SUBMITTED');
  });

  test('takes the index that its underlying is told by', () => {
    const rig = aRig();
    const order = waiting(rig);
    rig.feed(anIndexPrice({ instrument: nifty.id, at: rig.now, price: 10_100 }));
    expect(stateOf(rig, order)).toBe('SUBMITTED');
  });

  test('follows it, where it trails', () => {
    const rig = aRig();
    const order = waiting(rig, aTrail(100));
    for (const price of [10_000, 9_900]) {
      rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price }));
    }
    expect(rig.machine.order(order)?.terms).toMatchObject({ trigger: toPrice(10_000) });
    rig.feed(aTrade({ instrument: nifty.id, at: rig.now, price: 10_000 }));
    expect(stateOf(rig, order)).toBe('SUBMITTED');
  });
});
