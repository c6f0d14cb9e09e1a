import { toPrice } from 'argosy/core';
import type { OrderTerms, Side } from 'argosy/domain';
import {
  VenueRig,
  aBar,
  aBook,
  aQuote,
  aTrade,
  anOrderRequest,
  type BarChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const market = (at: number): OrderTerms => ({ type: 'marketIfTouched', trigger: toPrice(at) });
const limit = (at: number, worst: number): OrderTerms => ({
  type: 'limitIfTouched',
  trigger: toPrice(at),
  limit: toPrice(worst),
});
const order = (side: Side, terms: OrderTerms) => anOrderRequest({ side, terms });

/** What became of an order behind its acceptance, with a touch of 100.00 to 100.05 at first. */
function quoted(side: Side, terms: OrderTerms, ...quotes: readonly [number, number][]) {
  const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order(side, terms), 2);
  const fed = quotes.map(([bid, ask], n) => aQuote({ at: 3 + n, bid, ask }));
  return rig
    .feed(...fed)
    .runUntil(20)
    .said()
    .slice(1);
}

describe('an order that waits to be touched, by quotes', () => {
  test('buys at the market once the ask has come down to its trigger', () => {
    expect(quoted('buy', market(9_990), [9_990, 9_995], [9_985, 9_990])).toEqual([
      'triggered @4',
      'filled @4: 10 at 9990, taker',
    ]);
  });

  test('sells at the market once the bid has come up to its trigger', () => {
    expect(quoted('sell', market(10_020), [10_015, 10_020], [10_020, 10_025])).toEqual([
      'triggered @4',
      'filled @4: 10 at 10020, taker',
    ]);
  });

  test('gets the better price where the market jumps over its trigger', () => {
    expect(quoted('buy', market(9_990), [9_960, 9_965])).toEqual([
      'triggered @3',
      'filled @3: 10 at 9965, taker',
    ]);
  });

  test('is not fired by the worse side', () => {
    expect(quoted('buy', market(9_990), [10_100, 10_105], [9_980, 9_995])).toEqual([]);
  });

  test('with a limit takes what is within it', () => {
    expect(quoted('buy', limit(9_990, 9_995), [9_985, 9_990])).toEqual([
      'triggered @3',
      'filled @3: 10 at 9990, taker',
    ]);
  });

  test('with a limit that is better still rests there, and makes', () => {
    const path: [number, number][] = [
      [9_985, 9_990],
      [10_000, 10_005],
      [9_970, 9_975],
    ];
    expect(quoted('buy', limit(9_990, 9_980), ...path)).toEqual([
      'triggered @3',
      'filled @5: 10 at 9980, maker',
    ]);
  });

  test('fires at once where the price is there already', () => {
    expect(quoted('buy', market(10_010))).toEqual([
      'triggered @2',
      'filled @2: 10 at 10005, taker',
    ]);
  });

  test('keeps its trigger where another is amended, and meets the price again', () => {
    const asked = order('buy', market(9_990));
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(asked, 2);
    rig.amend(asked, { terms: market(9_980) }, 3);
    rig.feed(aQuote({ at: 4, bid: 9_985, ask: 9_990 }), aQuote({ at: 5, bid: 9_975, ask: 9_980 }));
    expect(rig.said().slice(1)).toEqual([
      'updated @3',
      'triggered @5',
      'filled @5: 10 at 9980, taker',
    ]);
  });
});

test('an order that waits to be touched is fired by trades where only these are told', () => {
  const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 }));
  rig.submit(order('sell', market(10_020)), 2);
  rig.feed(aTrade({ at: 3, price: 10_015 }), aTrade({ at: 4, price: 10_020 }));
  expect(rig.said().slice(1)).toEqual(['triggered @4', 'filled @4: 10 at 10020, taker']);
});

test('an order that waits to be touched takes price by price from a recorded book', () => {
  const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1 }));
  rig.submit(order('buy', market(9_990)), 2);
  const asks = [
    [9_990, 4],
    [9_995, 100],
  ] as const;
  rig.feed(aBook({ at: 3, bids: [[9_980, 5]], asks }));
  expect(rig.said().slice(1)).toEqual([
    'triggered @3',
    'filled @3: 4 at 9990, taker',
    'filled @3: 6 at 9995, taker',
  ]);
});

describe('an order that waits to be touched, on bars', () => {
  const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
  const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
  const play = (side: Side, terms: OrderTerms, changes: BarChanges = wide) => {
    const rig = new VenueRig({ fedBy: 'bars' }).announce(bar(0), bar(1, changes)).feed(bar(0));
    rig.submit(order(side, terms), minute);
    return rig.play(bar(1, changes)).said().slice(1);
  };
  const [third, twoThirds] = [minute + 20_000_000, minute + 40_000_000];

  test('fills at its trigger where the path goes through it', () => {
    expect(play('sell', market(10_080))).toEqual([
      `triggered @${third}`,
      `filled @${third}: 10 at 10080, taker`,
    ]);
  });

  test('fills at the open that jumps over its trigger', () => {
    expect(play('buy', market(9_990), { ...wide, open: 9_950 })).toEqual([
      `triggered @${minute}`,
      `filled @${minute}: 10 at 9950, taker`,
    ]);
  });

  test('with a limit further on makes there within the same move', () => {
    expect(play('buy', limit(9_990, 9_920))).toEqual([
      `triggered @${twoThirds}`,
      `filled @${twoThirds}: 10 at 9920, maker`,
    ]);
  });

  test('with a limit at the very end of a move fills by chance of a touch', () => {
    expect(play('buy', limit(9_990, 9_900))).toEqual([
      `triggered @${twoThirds}`,
      `filled @${twoThirds}: 10 at 9900, maker`,
    ]);
  });

  test('with a limit beyond the path rests', () => {
    expect(play('buy', limit(9_990, 9_890))).toEqual([`triggered @${twoThirds}`]);
  });
});
