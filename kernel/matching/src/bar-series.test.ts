import { VenueRig, aBar, aQuote, aStatus, anOrderRequest, type BarChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const third = minute / 3;

/** The bar of the n-th minute; it ends when the n+1st begins. */
const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_050 };
const first = bar(0);
const aRig = (): VenueRig => new VenueRig({ fedBy: 'bars' });

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

  test.each([
    ['LAST', 'MID'],
    ['MID', 'BID'],
    ['BID', 'ASK'],
  ])('of bars of one span %s prices fill before %s prices', (better, worse) => {
    const [good, bad] = [better, worse].map((price) => `1-MINUTE-${price}-EXTERNAL`);
    const rig = aRig().announce(bar(1, { open: 9_000, spec: bad ?? '' }));
    rig.announce(bar(1, { ...wide, spec: good ?? '' }), bar(2, { open: 9_000, spec: bad ?? '' }));
    rig.submit(anOrderRequest(), 5).runUntil(minute);
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

  test('a bar that overlaps the last one fills nothing', () => {
    const rig = aRig()
      .feed(bar(1))
      .submit(anOrderRequest(), 2 * minute);
    rig.feed(aBar({ opensAt: 2 * minute - 1, at: 3 * minute }));
    expect(rig.said()).toEqual([`accepted @${2 * minute}`]);
  });

  test('a bar announced as it opens is met at its open', () => {
    const rig = aRig().feed(first).announce(bar(1, wide));
    rig.submit(anOrderRequest(), minute).runUntil(minute);
    expect(rig.said().at(-1)).toBe(`filled @${minute}: 10 at 10000, taker`);
  });

  test('a bar announced after it opened is met when it comes', () => {
    const rig = aRig()
      .feed(first)
      .submit(anOrderRequest(), minute + 5)
      .runUntil(minute + 5);
    rig.announce(bar(1, wide));
    expect(rig.venue.nextWakeAt).toBe(Infinity);
  });

  test('a bar built inside plans nothing', () => {
    const rig = aRig().announce(bar(1, { spec: '1-MINUTE-LAST-INTERNAL' }));
    expect(rig.venue.nextWakeAt).toBe(Infinity);
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
