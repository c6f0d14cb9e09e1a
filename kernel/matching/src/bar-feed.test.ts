import { parseTimestamp, toCalendarId, toMicros, toOrderId, toPrice, unwrap } from 'argosy/core';
import { noLatency } from 'argosy/matching';
import {
  VenueRig,
  aBar,
  aQuote,
  aStatus,
  anInstrument,
  anOrderRequest,
  type BarChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const third = minute / 3;
const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const sale = { side: 'sell' } as const;
const ist = (text: string): number => unwrap(parseTimestamp(`2026-01-${text}+05:30`)).at;

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
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 9900, taker`);
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

  test('that comes marketable inside a bar takes the next point', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: limit(9_990) }), minute + 5);
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

  test('that is sent behind the price inside a bar fills at the next point', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: stop(10_020) }), minute + 5);
    rig.runUntil(minute + third);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });

  test('that reacts to a fill at the open fills at its trigger inside the bar', () => {
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest({ ...sale, terms: stop(9_980) }), minute).runUntil(2 * minute - 1);
    expect(rig.said().at(-1)).toBe(`filled @${minute + 2 * third}: 10 at 9980, taker`);
  });
});

describe('which bars fill', () => {
  const pending = (): VenueRig => aRig().submit(anOrderRequest(), 0);

  test('bars of an instrument fed by quotes fill nothing', () => {
    const rig = new VenueRig().submit(anOrderRequest(), 0).play(bar(1, wide));
    expect(rig.said()).toEqual(['accepted @0']);
  });

  test('bars built inside fill nothing', () => {
    const rig = pending().play(bar(1, { ...wide, spec: '1-MINUTE-LAST-INTERNAL' }));
    expect(rig.said()).toEqual(['accepted @0']);
  });

  test('a corrected bar fills nothing', () => {
    const rig = pending().play(bar(1, { ...wide, revision: 1 }));
    expect(rig.said()).toEqual(['accepted @0']);
  });

  test('quotes of an instrument fed by bars fill nothing', () => {
    const rig = pending().feed(aQuote({ at: 5 }));
    expect(rig.said()).toEqual(['accepted @0']);
  });

  test('of several series only the finest fills', () => {
    const hour = aBar({ at: 60 * minute, opensAt: 0, open: 5_000, spec: '1-HOUR-LAST-EXTERNAL' });
    const rig = aRig().announce(hour, first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest(), minute).feed(bar(1, wide), hour);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10000, taker`);
  });

  test('a coarser bar that ends inside a finer one leaves the finer one’s path alone', () => {
    const hour = aBar({ at: minute + 5, opensAt: 0, spec: '1-HOUR-LAST-EXTERNAL' });
    const rig = aRig().announce(first, bar(1, wide)).feed(first).runUntil(minute);
    rig
      .submit(anOrderRequest(), minute + 1)
      .feed(hour)
      .runUntil(minute + third);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });

  test('a bar announced twice is walked once', () => {
    const rig = aRig().announce(first, bar(1, wide), bar(1, wide)).feed(first).runUntil(minute);
    rig.submit(anOrderRequest(), minute).runUntil(2 * minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute + third}: 10 at 10100, taker`);
  });

  test('no point of a halted instrument fills', () => {
    const rig = aRig()
      .announce(first, bar(1, wide))
      .feed(first, aStatus({ at: minute, state: 'halted' }));
    rig.submit(anOrderRequest(), minute).feed(bar(1, wide));
    expect(rig.said()).toEqual([`accepted @${minute}`]);
  });
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

describe('latency on bars', () => {
  test('counts as none when it is shorter than a bar', () => {
    const latency = { ...noLatency, insert: toMicros(minute - 1), report: toMicros(5) };
    const rig = aRig({ latency }).announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(rig.reports.at(-1)).toMatchObject({ eventAt: minute, availableAt: minute });
  });

  test('counts in full when it is as long as a bar', () => {
    const latency = { ...noLatency, insert: toMicros(minute) };
    const rig = aRig({ latency })
      .announce(first, bar(1), bar(2, { open: 10_030 }))
      .feed(first);
    rig
      .submit(anOrderRequest(), minute)
      .feed(bar(1))
      .runUntil(2 * minute);
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 10030, taker`);
  });

  test('never lets a report overtake one from before the first bar', () => {
    const rig = aRig({ latency: { ...noLatency, report: toMicros(50) } });
    rig
      .submit(anOrderRequest(), 0)
      .runUntil(0)
      .play(bar(0, { opensAt: 1, at: minute }));
    expect(rig.reports.map((report) => report.availableAt)).toEqual([50, 50]);
  });
});

describe('the day on bars', () => {
  const nse = { instruments: [anInstrument({ calendar: toCalendarId('NSE') })] };
  const day = { spec: '1-DAY-LAST-EXTERNAL', ...wide };
  const aDay = (from: string, until: string) =>
    aBar({ ...day, opensAt: ist(from), at: ist(until) });

  test('a DAY order decided at the last close fills at the next day’s open', () => {
    const [monday, tuesday] = [
      aDay('05T09:15:00', '05T15:30:00'),
      aDay('06T09:15:00', '06T15:30:00'),
    ];
    const rig = aRig(nse).announce(monday, tuesday).feed(monday);
    rig.submit(anOrderRequest({ tif: 'DAY' }), ist('05T15:30:00')).runUntil(ist('06T09:15:00'));
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T09:15:00')}: 10 at 10000, taker`);
  });

  test('a DAY order still meets the close of the last bar', () => {
    const tuesday = aDay('06T09:15:00', '06T15:30:00');
    const rig = aRig(nse).announce(tuesday);
    rig.submit(anOrderRequest({ tif: 'DAY' }), ist('06T15:00:00')).feed(tuesday);
    expect(rig.said().at(-1)).toBe(`filled @${ist('06T15:30:00')}: 10 at 10050, taker`);
  });

  test('a DAY order expires after the last bar of its day', () => {
    const tuesday = aDay('06T09:15:00', '06T15:30:00');
    const order = anOrderRequest({ tif: 'DAY', terms: limit(5_000) });
    const rig = aRig(nse).announce(tuesday).submit(order, ist('06T10:00:00')).feed(tuesday);
    rig.runUntil(ist('06T15:30:00'));
    expect(rig.said().at(-1)).toBe(`expired @${ist('06T15:30:00')}`);
  });

  test('under a bar that goes on past the close a DAY order ends with the bar', () => {
    const tuesday = aDay('06T00:00:00', '07T00:00:00');
    const order = anOrderRequest({ tif: 'DAY', terms: limit(5_000) });
    const rig = aRig(nse).announce(tuesday).submit(order, ist('06T00:00:00')).feed(tuesday);
    rig.runUntil(ist('07T00:00:00'));
    expect(rig.said().at(-1)).toBe(`expired @${ist('07T00:00:00')}`);
  });

  test('a day that ends where a bar begins ends first', () => {
    const order = anOrderRequest({ tif: 'DAY', terms: limit(9_500) });
    const next = aBar({
      ...day,
      opensAt: 86_400_000_000,
      at: 172_800_000_000,
      open: 9_000,
      low: 9_000,
    });
    const rig = aRig().submit(order, 5).runUntil(5).announce(next).runUntil(86_400_000_000);
    expect(rig.said().at(-1)).toBe('expired @86400000000');
  });
});
