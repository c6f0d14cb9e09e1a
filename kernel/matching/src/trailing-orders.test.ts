import { toMicros, toPrice } from 'argosy/core';
import {
  instructOrder,
  type OrderRequest,
  type OrderTerms,
  type Side,
  type TrailingTerms,
} from 'argosy/domain';
import { noLatency } from 'argosy/matching';
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
type Following = Pick<TrailingTerms, 'trail' | 'activation' | 'trigger'>;
const none = { activation: null, trigger: null } as const;
const trailing = (distance: number, changes: Partial<Following> = {}): TrailingTerms => ({
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(distance) },
  ...none,
  ...changes,
});
const withLimit = (distance: number, limitOffset: number): TrailingTerms => ({
  ...trailing(distance),
  type: 'trailingStopLimit',
  limitOffset: toPrice(limitOffset),
});
const order = (side: Side, terms: OrderTerms): OrderRequest => anOrderRequest({ side, terms });

/** What became of a sale behind its acceptance, at these bids, a tick below their asks. */
function soldAt(terms: OrderTerms, bids: readonly number[]): readonly string[] {
  const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order('sell', terms), 2);
  for (const [n, bid] of bids.entries()) rig.feed(aQuote({ at: 3 + n, bid, ask: bid + 5 }));
  return rig.said().slice(1);
}

describe('a stop that trails, by quotes', () => {
  test('follows the bid up and fires when it comes back by its distance', () => {
    expect(soldAt(trailing(50), [10_040, 10_100, 10_060, 10_050])).toEqual([
      'updated @6',
      'triggered @6',
      'filled @6: 10 at 10050, taker',
    ]);
  });

  test('says where it stood when it fired', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order('sell', trailing(50)), 2);
    rig.feed(aQuote({ at: 3, bid: 10_100, ask: 10_105 }), aQuote({ at: 4, bid: 10_000 }));
    const told = rig.reports.find(({ body }) => body.type === 'updated')?.body;
    expect(told).toMatchObject({ terms: trailing(50, { trigger: toPrice(10_050) }) });
  });

  test('never falls with the price', () => {
    expect(soldAt(trailing(50), [10_100, 10_060, 10_090, 10_055])).toEqual([]);
    expect(soldAt(trailing(50), [10_100, 10_060, 10_090, 10_050])).toHaveLength(3);
  });

  test('pays the gap', () => {
    expect(soldAt(trailing(50), [9_900]).at(-1)).toBe('filled @3: 10 at 9900, taker');
  });

  test('of a buyer follows the ask down', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order('buy', trailing(50)), 2);
    rig.feed(aQuote({ at: 3, bid: 9_900, ask: 9_905 }), aQuote({ at: 4, bid: 9_950, ask: 9_955 }));
    expect(rig.said().at(-1)).toBe('filled @4: 10 at 9955, taker');
  });

  test('waits for the price from which it follows', () => {
    const terms = trailing(50, { activation: toPrice(10_100) });
    expect(soldAt(terms, [10_080, 9_900, 10_100, 10_060])).toEqual([]);
    expect(soldAt(terms, [10_080, 9_900, 10_100, 10_050]).at(-1)).toBe(
      'filled @6: 10 at 10050, taker',
    );
  });

  test('stands where it was told to begin until it follows', () => {
    const terms = trailing(50, { activation: toPrice(10_100), trigger: toPrice(9_950) });
    expect(soldAt(terms, [9_955, 9_950]).at(-1)).toBe('filled @4: 10 at 9950, taker');
  });

  test.each([
    ['ticks', { by: 'ticks', ticks: 10 }],
    ['a part of the price', { by: 'bps', bps: 50 }],
    ['average ranges', { by: 'atr', hundredths: 200, distance: toPrice(50) }],
  ] as const)('goes by %s as well', (_, trail) => {
    expect(soldAt(trailing(1, { trail }), [10_000, 9_955])).toEqual([]);
    expect(soldAt(trailing(1, { trail }), [10_000, 9_950])).toHaveLength(3);
  });

  test('with a limit takes what is within it', () => {
    expect(soldAt(withLimit(50, 20), [10_100, 10_035]).at(-1)).toBe(
      'filled @4: 10 at 10035, taker',
    );
  });

  test('with a limit rests where the price has gapped over it, and makes there', () => {
    expect(soldAt(withLimit(50, 20), [10_100, 10_000, 10_035])).toEqual([
      'updated @4',
      'triggered @4',
      'filled @5: 10 at 10030, maker',
    ]);
  });

  test('says where it stood as it fired, whatever request of it is on its way', () => {
    const latency = { ...noLatency, amend: toMicros(10) };
    const asked = order('sell', trailing(50));
    const rig = new VenueRig({ latency }).feed(aQuote({ at: 1 })).submit(asked, 2);
    rig
      .amend(asked, { qty: 20 }, 3)
      .feed(aQuote({ at: 5, bid: 9_950, ask: 9_955 }))
      .runUntil(20);
    expect(rig.said().slice(1)).toEqual([
      'updated @5',
      'triggered @5',
      'filled @5: 10 at 9950, taker',
      'modifyRejected @13: ORDER_NOT_OPEN',
    ]);
  });

  test('has its limit on the tick, on the side that is the worse for it', () => {
    const worst = (side: Side, path: readonly [number, number][]) => {
      const asked = instructOrder(order(side, withLimit(50, 20)), { triggerBy: 'mid' });
      const rig = new VenueRig().feed(aQuote({ at: 1, bid: 10_000, ask: 10_005 })).submit(asked, 1);
      const known: [number, number] = [10_000, 10_005];
      rig.feed(...[known, ...path].map(([bid, ask], n) => aQuote({ at: 2 + n, bid, ask })));
      return rig.said().at(-1);
    };
    // Stops at 99.525 and 100.525, limits at 99.325 and 100.725: a tick is 0.05.
    expect(
      worst('sell', [
        [9_900, 9_905],
        [9_930, 9_935],
      ]),
    ).toBe('filled @4: 10 at 9930, maker');
    expect(
      worst('buy', [
        [10_100, 10_105],
        [10_070, 10_075],
      ]),
    ).toBe('filled @4: 10 at 10075, maker');
  });

  test('is amended to another distance, from the best price it has seen', () => {
    const asked = order('sell', trailing(50));
    const rig = new VenueRig().feed(aQuote({ at: 1, bid: 10_100, ask: 10_105 })).submit(asked, 2);
    rig.feed(aQuote({ at: 3, bid: 10_060, ask: 10_065 }));
    rig.amend(asked, { terms: trailing(100) }, 4);
    rig.feed(aQuote({ at: 5, bid: 10_005, ask: 10_010 }), aQuote({ at: 6, bid: 10_000 }));
    expect(rig.said().slice(1)).toEqual([
      'updated @4',
      'updated @6',
      'triggered @6',
      'filled @6: 10 at 10000, taker',
    ]);
  });
});

test('a stop that trails follows trades where only these are told', () => {
  const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 }));
  rig.submit(order('sell', trailing(50)), 2);
  const prices = [10_060, 10_030, 10_010];
  rig.feed(...prices.map((price, n) => aTrade({ at: 3 + n, price })));
  expect(rig.said().at(-1)).toBe('filled @5: 10 at 10010, taker');
});

test('a stop that trails follows the best price of a recorded book', () => {
  const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1 }));
  rig.submit(order('sell', trailing(50)), 2);
  const bids = [10_060, 10_030, 10_010];
  rig.feed(...bids.map((bid, n) => aBook({ at: 3 + n, bids: [[bid, 50]], asks: [[bid + 5, 50]] })));
  expect(rig.said().at(-1)).toBe('filled @5: 10 at 10010, taker');
});

describe('a stop that trails, on bars', () => {
  const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
  const policy = { fillAt: 'nextOpen', path: 'OHLC' } as const;
  const play = (side: Side, terms: OrderTerms, ...bars: readonly BarChanges[]) => {
    const all = [{}, ...bars].map((changes, n) => bar(n, changes));
    const rig = new VenueRig({ fedBy: 'bars', bars: policy }).announce(...all).feed(bar(0));
    rig.submit(order(side, terms), minute);
    return rig
      .play(...all.slice(1))
      .said()
      .slice(1);
  };
  const [third, twoThirds] = [minute + 20_000_000, minute + 40_000_000];

  test('follows the path up to the high and fires on the way down, at the stop itself', () => {
    const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
    expect(play('sell', trailing(60), wide)).toEqual([
      `updated @${twoThirds}`,
      `triggered @${twoThirds}`,
      `filled @${twoThirds}: 10 at 10040, taker`,
    ]);
  });

  test('of a buyer fires on the way up where the open was the best price', () => {
    const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
    expect(play('buy', trailing(60), wide).at(-1)).toBe(`filled @${third}: 10 at 10060, taker`);
  });

  test('fills at the open that gaps over it', () => {
    const flat = { open: 10_000, high: 10_000, low: 10_000, close: 10_000 };
    const gap = { open: 9_800, high: 9_850, low: 9_800, close: 9_850 };
    expect(play('sell', trailing(60), flat, gap).at(-1)).toBe(
      `filled @${2 * minute}: 10 at 9800, taker`,
    );
  });

  test('keeps what it has followed over the end of a bar', () => {
    const up = { open: 10_000, high: 10_100, low: 10_000, close: 10_080 };
    const down = { open: 10_070, high: 10_070, low: 10_030, close: 10_030 };
    expect(play('sell', trailing(60), up, down).at(-1)).toContain('10 at 10040, taker');
  });

  test('that comes between two points follows from where the price was', () => {
    const up = { open: 10_000, high: 10_100, low: 10_000, close: 10_100 };
    const rig = new VenueRig({ fedBy: 'bars', bars: policy })
      .announce(bar(0), bar(1, up))
      .feed(bar(0));
    rig.submit(order('buy', trailing(60)), minute + 10_000_000).play(bar(1, up));
    expect(rig.said().at(-1)).toBe(`filled @${third}: 10 at 10060, taker`);
  });

  test('with a limit fills at the stop', () => {
    const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
    expect(play('sell', withLimit(60, 5), wide).at(-1)).toBe(
      `filled @${twoThirds}: 10 at 10040, taker`,
    );
  });
});
