import { toInstrumentId, toPrice, toTimestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { aFuture, anIndex, anInstrument, anOption } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { optionValue } from './option-value.ts';
import { isScanned, scanDefaults, ScanModel, type ScanLeg, type Scanned } from './scan-margin.ts';

const spot = 24_500;
const now = toTimestamp(0);
const inThirtyDays = toTimestamp(30 * 86_400_000_000);
const share = anInstrument();
const future = aFuture();
const table = new InstrumentTable([anIndex(), share, future, anOption()]);
const model = new ScanModel(table);

const legOf = (instrument: Scanned, qty: number, mark = 0): ScanLeg => ({
  instrument,
  qty,
  mark2: mark === 0 ? Number.NaN : mark * 200,
});
const optionAt = (strike: number, right: 'call' | 'put', qty: number, mark = 0): ScanLeg =>
  legOf(
    anOption({
      id: toInstrumentId(`NIFTY-${right}-${strike}`),
      strike: toPrice(strike * 100),
      right,
      expiresAt: inThirtyDays,
    }),
    qty,
    mark,
  );
const boundOf = (...legs: readonly ScanLeg[]): number => model.scan(legs, { spot, now }).bound;

describe('the margin of a portfolio of one underlying', () => {
  test('of a future is its scan range and the exposure', () => {
    const { scan, exposure, bound } = model.scan([legOf(future, 75)], { spot, now });
    const worth = 75 * spot;
    expect(scan).toBeCloseTo(worth * 0.093, 6);
    expect(exposure).toBeCloseTo(worth * 0.02, 6);
    expect(bound).toBeCloseTo(worth * 0.113, 6);
  });

  test('is the same long and short', () => {
    expect(boundOf(legOf(future, 75))).toBeCloseTo(boundOf(legOf(future, -75)), 6);
  });

  test('of a single unit is its part of that of many', () => {
    for (const sign of [1, -1]) {
      const one = boundOf(legOf(future, sign));
      expect(one).toBeCloseTo(boundOf(legOf(future, sign * 75)) / 75, 6);
    }
  });

  test('of an option goes by the time that it still has', () => {
    const later = toTimestamp(20 * 86_400_000_000);
    const inTen = legOf(anOption({ expiresAt: toTimestamp(10 * 86_400_000_000) }), -75, 450);
    const inThirty = legOf(anOption({ expiresAt: inThirtyDays }), -75, 450);
    const then = model.scan([inThirty], { spot, now: later }).scan;
    expect(then).toBeCloseTo(model.scan([inTen], { spot, now }).scan, 6);
  });

  test('of a share moves further than of an index', () => {
    const terms = { underlying: share.id };
    const one = model.scan([legOf(aFuture(terms), 75)], { spot, now });
    expect(one.scan).toBeCloseTo((75 * spot * scanDefaults.share.scanBps) / 10_000, 6);
  });

  test('of a bought option is what it is worth, and no more', () => {
    expect(boundOf(optionAt(24_500, 'call', 75, 450))).toBeCloseTo(75 * 450, 6);
  });

  test('of a written option is more the nearer it is, and never below its least', () => {
    const near = boundOf(optionAt(24_500, 'call', -75, 450));
    const far = boundOf(optionAt(27_000, 'call', -75, 20));
    const beyond = model.scan([optionAt(60_000, 'call', -75, 0.05)], { spot, now });
    expect(near).toBeGreaterThan(far);
    expect(beyond.bound).toBeCloseTo(75 * spot * (0.03 + 0.02), 6);
    expect(near).toBeLessThan(boundOf(legOf(future, -75)) * 1.05);
  });

  test('of a written option that another covers is a fraction of what it is alone', () => {
    const written = optionAt(24_500, 'call', -75, 450);
    const spread = model.scan([written, optionAt(25_000, 'call', 75, 230)], { spot, now });
    expect(spread.bound).toBeLessThan(0.45 * boundOf(written));
    // No loss of a spread is beyond the distance of its strikes.
    expect(spread.scan).toBeLessThanOrEqual(75 * 500);
  });

  test('of futures of two months asks for their spread, and a third of the exposure', () => {
    const next = aFuture({ id: toInstrumentId('NIFTY-FUT2.NFO') });
    const { scan, spread, exposure } = model.scan([legOf(future, 75), legOf(next, -75)], {
      spot,
      now,
    });
    expect(scan).toBe(0);
    expect(spread).toBeCloseTo(75 * spot * 0.0175, 6);
    expect(exposure).toBeCloseTo((75 * spot * 0.02) / 3, 6);
  });

  /** The sixteen scenarios: how far the underlying goes of its range, the volatility, what counts. */
  const scenarios: readonly (readonly [move: number, vol: number, share: number])[] = [
    [0, 1, 1],
    [0, -1, 1],
    [1 / 3, 1, 1],
    [1 / 3, -1, 1],
    [-1 / 3, 1, 1],
    [-1 / 3, -1, 1],
    [2 / 3, 1, 1],
    [2 / 3, -1, 1],
    [-2 / 3, 1, 1],
    [-2 / 3, -1, 1],
    [1, 1, 1],
    [1, -1, 1],
    [-1, 1, 1],
    [-1, -1, 1],
    [2, 0, 0.35],
    [-2, 0, 0.35],
  ];

  /** What a unit of an option in thirty days loses at most, of an index: 9.3 %, 16 % and 4 % of it. */
  function worstOf(
    side: 1 | -1,
    ...options: readonly (readonly [number, 'call' | 'put'])[]
  ): number {
    const years = 30 / 365;
    const losses = scenarios.map(([move, vol, part]) => {
      const gains = options.map(([strike, right]) => {
        const terms = { strike, right, years };
        const after = optionValue(terms, spot * (1 + move * 0.093), 0.16 + vol * 0.04);
        return after - optionValue(terms, spot, 0.16);
      });
      return -side * part * gains.reduce((sum, gain) => sum + gain, 0);
    });
    return Math.max(0, ...losses);
  }

  test.each<[string, 1 | -1, readonly (readonly [number, 'call' | 'put'])[]]>([
    ['a call written at the money', -1, [[24_500, 'call']]],
    ['a put written at the money', -1, [[24_500, 'put']]],
    ['a call written far away, which only twice the range reaches', -1, [[30_000, 'call']]],
    ['a put written far away, which only twice the range reaches', -1, [[19_500, 'put']]],
    ['a call bought, which loses what it is worth', 1, [[24_500, 'call']]],
    [
      'both sides bought, which lose most where nothing moves',
      1,
      [
        [24_500, 'call'],
        [24_500, 'put'],
      ],
    ],
    [
      'both sides written',
      -1,
      [
        [24_000, 'call'],
        [25_000, 'put'],
      ],
    ],
  ])('of %s is the worst of sixteen scenarios', (_, side, options) => {
    const legs = options.map(([strike, right]) => optionAt(strike, right, side * 75));
    const { scan } = model.scan(legs, { spot, now });
    expect(scan).toBeGreaterThan(0);
    expect(scan).toBeCloseTo(75 * worstOf(side, ...options), 6);
  });

  test('knows no volatility below none', () => {
    const terms = { volatilityBps: 100, volatilityShiftBps: 400 };
    const calm = new ScanModel(table, { [future.underlying]: terms });
    const { scan } = calm.scan([optionAt(24_500, 'call', 75)], { spot, now });
    const worth = optionValue({ strike: 24_500, right: 'call', years: 30 / 365 }, spot, 0.01);
    expect(scan).toBeCloseTo(75 * worth, 6);
  });

  test.each<[string, readonly ScanLeg[], number]>([
    ['calls and puts apart', [optionAt(24_000, 'call', -75), optionAt(25_000, 'put', -150)], 225],
    ['what is covered, by kind', [optionAt(24_000, 'call', -75), optionAt(25_000, 'put', 75)], 75],
    ['less what is bought', [optionAt(24_000, 'call', -75), optionAt(25_000, 'call', 25)], 50],
    ['nothing of what is covered', [optionAt(24_000, 'put', -75), optionAt(25_000, 'put', 100)], 0],
    ['nothing of futures', [legOf(future, -75)], 0],
  ])('asks the least for written options: %s', (_, legs, units) => {
    expect(model.scan(legs, { spot, now }).shortLeast).toBeCloseTo(units * spot * 0.03, 6);
  });

  test.each<[string, readonly ScanLeg[], number]>([
    ['futures by what is open', [legOf(future, 150)], 150],
    ['short futures, too', [legOf(future, -150)], 150],
    ['written options', [optionAt(24_000, 'call', -75), optionAt(25_000, 'put', -75)], 150],
    ['no bought options', [optionAt(24_000, 'call', 75)], 0],
    ['both kinds', [legOf(future, 75), optionAt(24_000, 'call', -75)], 150],
  ])('asks an exposure of %s', (_, legs, units) => {
    expect(model.scan(legs, { spot, now }).exposure).toBeCloseTo(units * spot * 0.02, 6);
  });

  test.each<[string, readonly ScanLeg[], number]>([
    [
      'at their prices',
      [optionAt(24_000, 'call', 75, 600), optionAt(25_000, 'put', -75, 500)],
      7_500,
    ],
    ['at what they would bring without a price', [optionAt(24_000, 'call', 75)], 37_500],
    ['at what they would bring, puts', [optionAt(25_000, 'put', -75)], -37_500],
    ['at nothing where they would bring nothing', [optionAt(25_000, 'call', 75)], 0],
    ['futures at none', [legOf(future, 75, 24_500)], 0],
  ])('counts options %s', (_, legs, worth) => {
    expect(model.scan(legs, { spot, now }).optionValue).toBeCloseTo(worth, 6);
  });

  test('is in units of the underlying, whatever it is traded in', () => {
    const fine = aFuture({ sizePrecision: 2, multiplier: 5n, multiplierScale: 1 });
    const { scan } = model.scan([legOf(fine, 7_500)], { spot, now });
    expect(scan).toBeCloseTo(37.5 * spot * 0.093, 6);
  });

  test('of a spread of more futures than offset each other adds what is open', () => {
    const next = aFuture({ id: toInstrumentId('NIFTY-FUT2.NFO') });
    const legs = [legOf(future, 150), legOf(next, -75)];
    const { spread, exposure, scan, bound } = model.scan(legs, { spot, now });
    expect(spread).toBeCloseTo(75 * spot * 0.0175, 6);
    expect(exposure).toBeCloseTo((75 + 25) * spot * 0.02, 6);
    expect(bound).toBeCloseTo(scan + spread + exposure, 6);
  });

  test('is of futures and options, of nothing else', () => {
    const kinds = [future, anOption(), share, anIndex()].map(isScanned);
    expect(kinds).toEqual([true, true, false, false]);
  });

  test('of one instrument in two books is that of the sum', () => {
    expect(boundOf(legOf(future, 150), legOf(future, -75))).toBe(boundOf(legOf(future, 75)));
    expect(boundOf(legOf(future, 75), legOf(future, -75))).toBe(0);
    expect(boundOf()).toBe(0);
  });

  test('follows what an underlying was told apart from the usual', () => {
    const changed = new ScanModel(table, { [future.underlying]: { scanBps: 2_000 } });
    const { scan } = changed.scan([legOf(future, 75)], { spot, now });
    expect(scan).toBeCloseTo(75 * spot * 0.2, 6);
    expect(changed.termsOf(share.id)).toEqual(scanDefaults.share);
  });

  test('of a portfolio is no more than of its parts', () => {
    const leg = fc
      .record({
        kind: fc.constantFrom('future' as const, 'call' as const, 'put' as const),
        strike: fc.integer({ min: 200, max: 300 }).map((hundreds) => hundreds * 100),
        lots: fc.integer({ min: -5, max: 5 }).filter((lots) => lots !== 0),
      })
      .map(({ kind, strike, lots }) =>
        kind === 'future' ? legOf(future, lots * 75) : optionAt(strike, kind, lots * 75),
      );
    fc.assert(
      fc.property(fc.array(leg, { minLength: 1, maxLength: 6 }), (legs) => {
        const parts = legs.reduce((sum, one) => sum + boundOf(one), 0);
        const whole = boundOf(...legs);
        expect(whole).toBeGreaterThanOrEqual(0);
        expect(whole).toBeLessThanOrEqual(parts * (1 + 1e-9) + 1e-6);
      }),
    );
  });
});
