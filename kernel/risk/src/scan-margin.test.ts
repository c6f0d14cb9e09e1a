import { toInstrumentId, toPrice, toTimestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { aFuture, anIndex, anInstrument, anOption } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { scanDefaults, ScanModel, type ScanLeg, type Scanned } from './scan-margin.ts';

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
