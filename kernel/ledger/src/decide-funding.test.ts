import type { Position } from 'argosy/domain';
import { LedgerRig, aPerpetual, anEventHead, anOrderRequest, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideFunding, type FundingRequest } from './decide-funding.ts';

const { account, book, product } = anOrderRequest();
/** In thousandths of a coin, priced in paise. */
const perpetual = aPerpetual();

function held(qty: number, charges = 0n): Position {
  const key = { account, book, instrument: perpetual.id, product, id: null };
  return { key, qty, cost: 0n, realised: rupees(5n), charges: rupees(charges) };
}

/** Two coins, at 50,000 rupees, for a hundredth of a percent: ten rupees. */
function requestOf(changes: Partial<FundingRequest> = {}): FundingRequest {
  return {
    account,
    entry: 'funding/MAIN/BTC/1',
    instrument: perpetual,
    positions: [held(2_000)],
    ratePpb: 100_000,
    mark2: 100_000_00,
    unit: { scale: 2, rounding: 'halfEven' },
    ...changes,
  };
}

const paidBy = (of: FundingRequest): readonly bigint[] =>
  decideFunding(new LedgerRig().book, of)?.positions.map(({ charges }) => charges.amount) ?? [];

describe('funding', () => {
  test('is paid by who is long, as a charge on the position', () => {
    const decided = decideFunding(new LedgerRig().book, requestOf());
    expect(decided?.entry).toMatchObject({
      purpose: 'funding',
      legs: [
        { ledgerAccount: 'MAIN/cash', amount: rupees(-10_00n) },
        { ledgerAccount: 'MAIN/charges/funding', amount: rupees(10_00n) },
      ],
    });
    expect(decided?.positions).toMatchObject([
      { qty: 2_000, realised: rupees(5n), charges: rupees(10_00n) },
    ]);
  });

  test.each([
    ['by who is long, where the rate is above zero', 2_000, 100_000, 10_00n],
    ['to who is short', -2_000, 100_000, -10_00n],
    ['to who is long, where it is below', 2_000, -100_000, -10_00n],
    ['by who is short then', -2_000, -100_000, 10_00n],
  ])('is paid %s', (_, qty, ratePpb, paid) => {
    expect(paidBy(requestOf({ positions: [held(qty)], ratePpb }))).toEqual([paid]);
  });

  test('adds to what the position has been charged already', () => {
    expect(paidBy(requestOf({ positions: [held(2_000, 3n)] }))).toEqual([10_03n]);
  });

  test('of each position is rounded by itself, half to even', () => {
    // A thousandth of a coin at 50,000 rupees is 50 rupees, a hundredth of a percent of it half a paisa.
    const positions = [held(1), held(3), held(-1)];
    expect(paidBy(requestOf({ positions }))).toEqual([2n]);
  });

  test('knows of half a price unit', () => {
    expect(
      paidBy(requestOf({ mark2: 1, ratePpb: 1_000_000_000, positions: [held(6_000)] })),
    ).toEqual([3n]);
  });

  test('of nothing is none', () => {
    expect(decideFunding(new LedgerRig().book, requestOf({ ratePpb: 0 }))).toBeNull();
    expect(decideFunding(new LedgerRig().book, requestOf({ positions: [] }))).toBeNull();
  });

  test('comes once', () => {
    const rig = new LedgerRig();
    const decided = decideFunding(rig.book, requestOf());
    if (decided === null) expect.fail('nothing was paid');
    rig.book.apply({ ...anEventHead(), ...decided.entry });
    expect(decideFunding(rig.book, requestOf())).toBeNull();
    expect(decideFunding(rig.book, requestOf({ entry: 'funding/MAIN/BTC/2' }))).not.toBeNull();
  });

  test('sums to nothing over who is long and who is short', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.integer({ min: 1, max: 1_000_000_000 }),
        (qty, ratePpb, mark2) => {
          const [long = 0n] = paidBy(requestOf({ positions: [held(qty)], ratePpb, mark2 }));
          const [short = 0n] = paidBy(requestOf({ positions: [held(-qty)], ratePpb, mark2 }));
          expect(long + short).toBe(0n);
        },
      ),
    );
  });
});
