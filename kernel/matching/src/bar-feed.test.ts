import { toOrderId, toPrice } from 'argosy/core';
import { sureFills } from 'argosy/matching';
import { VenueRig, aBar, anOrderRequest, type BarChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const third = minute / 3;
const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const sale = { side: 'sell' } as const;

/** The bar of the n-th minute; it ends when the n+1st begins. */
const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
const first = bar(0);
const aRig = (options = {}): VenueRig => new VenueRig({ fedBy: 'bars', ...options });

describe('an order decided on a bar', () => {
  test('fills at the next one’s open', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(rig.said()).toEqual([`accepted @${minute}`, `filled @${minute}: 10 at 10000, taker`]);
  });

  test('never fills in the bar that it was decided on', () => {
    const rig = aRig().announce(bar(0, wide)).feed(bar(0, wide));
    rig.submit(anOrderRequest(), minute).runUntil(2 * minute);
    expect(rig.said()).toEqual([`accepted @${minute}`]);
  });

  test('waits over a gap for the next bar', () => {
    const rig = aRig().play(first).submit(anOrderRequest(), minute);
    rig.play(bar(500, { open: 11_000 }));
    expect(rig.said().at(-1)).toBe(`filled @${500 * minute}: 10 at 11000, taker`);
  });

  test('fills at this close where the policy says so', () => {
    const rig = aRig({ bars: { fillAt: 'thisClose', path: 'OHLC' } }).play(bar(0, wide));
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10050, taker`);
  });

  test('fills at the bar’s quote where the policy says so and the bar has one', () => {
    const rig = aRig({ bars: { fillAt: 'barQuote', path: 'OHLC' } });
    rig.play(bar(0, { ...wide, bid: 10_045, ask: 10_055 }));
    rig.submit(anOrderRequest(sale), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10045, taker`);
  });

  test('fills at the next open where the bar has no quote', () => {
    const rig = aRig({ bars: { fillAt: 'barQuote', path: 'OHLC' } });
    rig.announce(first, bar(1, { open: 10_020 })).feed(first);
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10020, taker`);
  });

  test('fills at the next point when it comes after the close’s instant', () => {
    const rig = aRig({ bars: { fillAt: 'thisClose', path: 'OHLC' } });
    rig.announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest(), minute + 1).runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });
});

describe('the path inside a bar', () => {
  const prices = (path: 'OHLC' | 'OLHC' | 'adaptive', changes: BarChanges): readonly string[] => {
    const rig = aRig({ bars: { fillAt: 'nextOpen', path } }).announce(first, bar(1, changes));
    rig.feed(first);
    [0, 1, third + 1, 2 * third + 1].forEach((after, index) => {
      rig.submit(anOrderRequest({ id: toOrderId(`0000TEST00000${index}`) }), minute + after);
    });
    rig.feed(bar(1, changes));
    return rig.said().flatMap((line) => line.match(/(?<=^filled @)\d+: 10 at \d+/)?.[0] ?? []);
  };
  const times = [minute, minute + third, minute + 2 * third, 2 * minute];
  const at = (...levels: readonly number[]) =>
    times.map((time, index) => `${time}: 10 at ${levels[index]}`);

  test('goes open, high, low, close', () => {
    expect(prices('OHLC', wide)).toEqual(at(10_000, 10_100, 9_900, 10_050));
  });

  test('goes open, low, high, close', () => {
    expect(prices('OLHC', wide)).toEqual(at(10_000, 9_900, 10_100, 10_050));
  });

  test('adapts to the nearer high', () => {
    const near = { ...wide, high: 10_060 };
    expect(prices('adaptive', near)).toEqual(at(10_000, 10_060, 9_900, 10_050));
  });

  test('adapts to the nearer low, and to the low when both are as near', () => {
    expect(prices('adaptive', wide)).toEqual(at(10_000, 9_900, 10_100, 10_050));
  });
});

describe('a limit order on bars', () => {
  test('makes at its limit when the path crosses it, stamped at the later point', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ terms: limit(9_950) }), minute).runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + 2 * third}: 10 at 9950, maker`);
  });

  test('takes the open of a bar that gaps beyond it', () => {
    const rig = aRig()
      .announce(first, bar(1, { open: 9_900 }))
      .feed(first);
    rig.submit(anOrderRequest({ terms: limit(9_950) }), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 9900, taker`);
  });

  test('that rested takes the open of a later bar that gaps beyond it', () => {
    const rig = aRig()
      .announce(first, bar(1), bar(2, { open: 9_900 }))
      .feed(first);
    rig
      .submit(anOrderRequest({ terms: limit(9_950) }), minute)
      .feed(bar(1))
      .runUntil(2 * minute);
    const filled = `filled @${2 * minute}: 10 at 9900, taker`;
    expect(rig.said()).toEqual([`accepted @${minute}`, filled]);
  });

  test('does not fill beyond the bar’s low', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ terms: limit(9_895) }), minute).feed(bar(1, wide));
    expect(rig.said()).toEqual([`accepted @${minute}`]);
  });

  test('that reacts to a fill at the open makes at its limit inside the bar', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: limit(10_030) }), minute).runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10030, maker`);
  });

  test.each([9_990, 10_000])('that comes marketable inside a bar takes the next point', (price) => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: limit(price) }), minute + 5);
    rig.runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });

  test('that comes marketable rests when the next point is beyond its limit', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ terms: limit(10_005) }), minute + 5).runUntil(minute + third);
    expect(rig.said()).toEqual([`accepted @${minute + 5}`]);
    rig.runUntil(minute + 2 * third);
    expect(rig.said().at(-1)).toBe(`filled @${minute + 2 * third}: 10 at 10005, maker`);
  });

  test('IOC fills or is canceled at the first point it meets', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ tif: 'IOC', terms: limit(9_950) }), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`canceled @${minute}: NOT_MARKETABLE`);
  });

  test('IOC fills at the next open when that is within its limit', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ tif: 'IOC', terms: limit(10_010) }), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10000, taker`);
  });
});

describe('a stop order on bars', () => {
  test('fills at its trigger when the path crosses it', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ ...sale, terms: stop(9_950) }), minute).runUntil(2 * minute - 1);
    const at = minute + 2 * third;
    expect(rig.said().slice(1)).toEqual([`triggered @${at}`, `filled @${at}: 10 at 9950, taker`]);
  });

  test('fills at the open of a bar that gaps through it', () => {
    const rig = aRig()
      .announce(first, bar(1), bar(2, { open: 9_900 }))
      .feed(first);
    rig.submit(anOrderRequest({ ...sale, terms: stop(9_950) }), minute).feed(bar(1));
    rig.runUntil(2 * minute);
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 9900, taker`);
  });

  test.each([10_020, 10_000])('that is sent behind the price fills at the next point', (price) => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: stop(price) }), minute + 5);
    rig.runUntil(minute + third);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });

  test('that reacts to a fill at the open fills at its trigger inside the bar', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: stop(9_980) }), minute).runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + 2 * third}: 10 at 9980, taker`);
  });
});

describe('what a fill on bars says of the market', () => {
  const touchOf = (rig: VenueRig): object | undefined => {
    const body = rig.reports.at(-1)?.body;
    return body?.type === 'filled' ? body.fill.touch : undefined;
  };
  const atClose = { bars: { fillAt: 'thisClose', path: 'OHLC' } };

  test('is twice the price of the point', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(touchOf(rig)).toEqual({ bid: null, ask: null, mid2: 20_000, at: minute });
  });

  test('is the quote of the bar at its close', () => {
    const rig = aRig(atClose).play(bar(0, { bid: 9_990, ask: 10_005 }));
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(touchOf(rig)).toEqual({ bid: 9_990, ask: 10_005, mid2: 19_995, at: minute });
  });

  test('is twice the close where the bar has but one side', () => {
    const rig = aRig(atClose).play(bar(0, { ...wide, bid: 9_990 }));
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(touchOf(rig)).toEqual({ bid: null, ask: null, mid2: 20_100, at: minute });
  });
});

test('chance is drawn once while the points of bars stay at a limit', () => {
  const draws: number[] = [];
  const fills = { ...sureFills, fillsOnTouch: () => draws.push(0) < 0 };
  const one = bar(1, { ...wide, close: 9_900 });
  const two = bar(2, { open: 9_900 });
  const rig = aRig({ fills }).announce(first, one, two).feed(first);
  rig.submit(anOrderRequest({ terms: limit(9_900) }), minute).feed(one, two);
  expect(draws).toHaveLength(1);
});

describe('a bar that nobody announced', () => {
  test('is met at its close, by the prices from after the order’s arrival', () => {
    const rig = aRig()
      .feed(first)
      .submit(anOrderRequest(), minute + third + 1)
      .feed(bar(1, wide));
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 9900, taker`);
  });

  test('fills an order decided on the bar before at its open', () => {
    const rig = aRig().feed(first).submit(anOrderRequest(), minute).feed(bar(1, wide));
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 10000, taker`);
  });

  test('is known no earlier than it came', () => {
    const late = bar(1, { ...wide, availableAt: 2 * minute + 7 });
    const rig = aRig().feed(first).submit(anOrderRequest(), minute).feed(late);
    expect(rig.reports.at(-1)).toMatchObject({ eventAt: 2 * minute, availableAt: 2 * minute + 7 });
  });
});

describe('a bar that comes later than it ends', () => {
  const late = bar(1, { ...wide, availableAt: 2 * minute + 7 });

  test('meets its close at the instant of it', () => {
    const rig = aRig().announce(first, late).feed(first);
    rig.submit(anOrderRequest(), 2 * minute - 1).runUntil(2 * minute);
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 10050, taker`);
  });

  test('plans nothing after its close', () => {
    const rig = aRig()
      .announce(first, late)
      .feed(first)
      .runUntil(2 * minute);
    expect(rig.venue.nextWakeAt).toBe(Infinity);
  });

  test('leaves the path of the next bar alone', () => {
    const rig = aRig()
      .announce(first, late, bar(2, { ...wide, high: 10_200 }))
      .feed(first);
    rig
      .submit(anOrderRequest(), 2 * minute + 3)
      .feed(late)
      .runUntil(3 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute + third}: 10 at 10200, taker`);
  });
});
