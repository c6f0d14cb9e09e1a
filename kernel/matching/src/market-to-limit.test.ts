import { toPrice, toQuantity } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { sizeAwareFills } from 'argosy/matching';
import {
  VenueRig,
  aBar,
  aBook,
  aBookChange,
  aQuote,
  aTrade,
  anOrderRequest,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const terms: OrderTerms = { type: 'marketToLimit', limit: null };
const sized = { fills: sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 }) };
const large = anOrderRequest({ qty: toQuantity(150), terms });

describe('a market order whose rest becomes a limit', () => {
  test('takes all that is there, and all it wants where it is enough', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(large, 2)
      .runUntil(2);
    expect(rig.said()).toEqual(['accepted @2', 'filled @2: 150 at 10005, taker']);
  });

  test('rests with what is left at the price it got, and makes there', () => {
    const rig = new VenueRig(sized).feed(aQuote({ at: 1 })).submit(large, 2);
    rig.feed(
      aQuote({ at: 3, bid: 10_005, ask: 10_010 }),
      aQuote({ at: 4, bid: 9_995, ask: 10_000 }),
    );
    expect(rig.said()).toEqual([
      'accepted @2',
      'filled @2: 100 at 10005, taker',
      'updated @2',
      'filled @4: 50 at 10005, maker',
    ]);
  });

  test('makes at that price where the next one goes through it at once', () => {
    const rig = new VenueRig(sized).feed(aQuote({ at: 1 })).submit(large, 2);
    rig.feed(aQuote({ at: 3, bid: 9_995, ask: 10_000 }));
    expect(rig.said().at(-1)).toBe('filled @3: 50 at 10005, maker');
  });

  test('says the price it rests at', () => {
    const rig = new VenueRig(sized)
      .feed(aQuote({ at: 1 }))
      .submit(large, 2)
      .runUntil(2);
    const told = rig.reports.at(-1)?.body;
    expect(told).toMatchObject({ qty: 150, terms: { ...terms, limit: 10_005 } });
  });

  test('waits as a market order while there is no price', () => {
    const rig = new VenueRig(sized).submit(large, 2).feed(aQuote({ at: 3 }));
    expect(rig.said().at(-2)).toBe('filled @3: 100 at 10005, taker');
  });

  test('keeps the limit it got where only its quantity is amended', () => {
    const rig = new VenueRig(sized).feed(aQuote({ at: 1 })).submit(large, 2);
    rig.amend(large, { qty: 120 }, 3).feed(aQuote({ at: 4, bid: 10_010, ask: 10_015 }));
    rig.feed(aQuote({ at: 5, bid: 9_995, ask: 10_000 }));
    expect(rig.said().slice(3)).toEqual(['updated @3', 'filled @5: 20 at 10005, maker']);
  });

  test('takes the limit its owner names instead', () => {
    const rig = new VenueRig(sized).feed(aQuote({ at: 1 })).submit(large, 2);
    rig.amend(large, { terms: { ...terms, limit: toPrice(9_990) } }, 3);
    rig.feed(aQuote({ at: 4, bid: 9_995, ask: 10_000 }), aQuote({ at: 5, bid: 9_980, ask: 9_985 }));
    expect(rig.said().at(-1)).toBe('filled @5: 50 at 9990, maker');
  });

  test('takes the first price of a recorded book alone and joins its other side', () => {
    const asks = [
      [10_005, 40],
      [10_010, 500],
    ] as const;
    const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1, asks }));
    rig.submit(large, 2).feed(aBookChange({ at: 3, asks: [[10_005, 0]] }));
    rig.feed(aTrade({ at: 4, price: 10_005, qty: 60, aggressor: 'sell' }));
    expect(rig.said()).toEqual([
      'accepted @2',
      'filled @2: 40 at 10005, taker',
      'updated @2',
      'filled @4: 60 at 10005, maker',
    ]);
  });

  test('meets trades and bars like any market order', () => {
    const traded = new VenueRig({ fedBy: 'trades', ...sized }).feed(aTrade({ at: 1, qty: 30 }));
    expect(traded.submit(large, 2).runUntil(2).said().slice(1)).toEqual([
      'filled @2: 30 at 10000, taker',
      'updated @2',
    ]);
    const bar = aBar({ at: 120_000_000, open: 10_020 });
    const barred = new VenueRig({ fedBy: 'bars' }).feed(aBar({ at: 60_000_000 }));
    expect(barred.submit(large, 60_000_000).play(bar).said().at(-1)).toBe(
      'filled @60000000: 150 at 10020, taker',
    );
  });
});
