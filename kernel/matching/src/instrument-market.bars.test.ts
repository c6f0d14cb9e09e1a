import { parseTimestamp, toCalendarId, toMicros, toPrice, unwrap } from 'argosy/core';
import { noLatency } from 'argosy/matching';
import { VenueRig, aBar, anInstrument, anOrderRequest, type BarChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const ist = (text: string): number => unwrap(parseTimestamp(`2026-01-${text}+05:30`)).at;

/** The bar of the n-th minute; it ends when the n+1st begins. */
const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
const first = bar(0);
const aRig = (options = {}): VenueRig => new VenueRig({ fedBy: 'bars', ...options });

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

describe('a stop-limit on bars', () => {
  const stopLimit = (trigger: number, worst: number) =>
    ({ type: 'stopLimit', trigger: toPrice(trigger), limit: toPrice(worst) }) as const;
  const play = (terms: ReturnType<typeof stopLimit>, side: 'buy' | 'sell' = 'buy') => {
    const policy = { fillAt: 'nextOpen', path: 'OHLC' } as const;
    const rig = aRig({ bars: policy }).announce(first, bar(1, wide)).feed(first);
    rig.submit(anOrderRequest({ side, terms }), minute);
    return rig.play(bar(1, wide)).said().slice(1);
  };

  test('fills at its trigger when the path goes through it', () => {
    expect(play(stopLimit(10_050, 10_060))).toEqual([
      `triggered @${minute + 20_000_000}`,
      `filled @${minute + 20_000_000}: 10 at 10050, taker`,
    ]);
  });

  test('waits for the way back where its limit is nearer than its trigger', () => {
    expect(play(stopLimit(10_050, 10_020))).toEqual([
      `triggered @${minute + 20_000_000}`,
      `filled @${minute + 40_000_000}: 10 at 10020, maker`,
    ]);
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

  const ends = ['06T15:00:00', '06T15:30:00'];
  test.each(ends)('under a bar to %s that never comes a DAY order ends with its day', (end) => {
    const order = anOrderRequest({ tif: 'DAY', terms: limit(5_000) });
    const rig = aRig(nse).announce(aDay('06T09:15:00', end));
    rig.submit(order, ist('06T10:00:00')).runUntil(ist('06T16:00:00'));
    expect(rig.said().at(-1)).toBe(`expired @${ist('06T15:30:00')}`);
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

test('an order that comes in the session after the close is for the next day, which has bars', () => {
  const on = (day: string, time: string) =>
    unwrap(parseTimestamp(`2026-01-${day}T${time}+05:30`)).at;
  const instruments = [anInstrument({ calendar: toCalendarId('NSE') })];
  const rig = new VenueRig({ instruments, fedBy: 'bars' });
  rig
    .play(aBar({ at: on('05', '15:30:00') }))
    .submit(anOrderRequest({ tif: 'DAY' }), on('05', '15:45:00'));
  rig.runUntil(on('05', '20:00:00')).play(aBar({ at: on('06', '09:16:00'), open: 10_100 }));
  expect(rig.said().at(-1)).toBe(`filled @${on('06', '09:15:00')}: 10 at 10100, taker`);
});
