import { ledgerScales, toCurrency, toMinor } from 'argosy/core';
import type { Instrument, Position } from 'argosy/domain';
import {
  LedgerRig,
  aPair,
  anEventHead,
  anInstrument,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideCarry, type CarriedPosition, type CarryRequest } from './decide-carry.ts';

const { account, book, product } = anOrderRequest();
const share = anInstrument();
const pair = aPair();
const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const TWELVE_PERCENT = 120_000n;

function held(instrument: Instrument, qty: number, cost = 0n): Position {
  const key = { account, book, instrument: instrument.id, product, id: null };
  return { key, qty, cost, realised: rupees(0n), charges: rupees(5n) };
}

/** A hundred shares short at a hundred rupees, borrowed for a night at twelve percent a year. */
const borrowed: CarriedPosition = {
  position: held(share, -100),
  instrument: share,
  mark2: 200_00,
  line: 'borrow',
  ratesPpm: TWELVE_PERCENT,
};

function requestOf(changes: Partial<CarryRequest> = {}): CarryRequest {
  return {
    account,
    entry: 'carry/MAIN/2026-01-05',
    base: inr,
    positions: [],
    cash: [],
    daysOfYear: 365,
    scales: ledgerScales({}),
    rounding: 'halfEven',
    ...changes,
  };
}

function bookedBy(of: CarryRequest): readonly string[] {
  const decided = decideCarry(new LedgerRig().book, of);
  if (decided === null) return ['nothing'];
  const sums = new Map<string, bigint>();
  for (const { amount } of decided.entry.legs) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.amount);
  }
  expect([...sums.values()].every((sum) => sum === 0n)).toBe(true);
  return [
    ...decided.entry.legs.map(
      ({ ledgerAccount, amount }) =>
        `${ledgerAccount.slice(5)} ${amount.amount} ${amount.currency}`,
    ),
    ...decided.positions.map(({ qty, charges }) => `${qty} charged ${charges.amount}`),
  ];
}

describe('what nights cost', () => {
  test('is a charge on what is borrowed: its value, at the rate of a year, for a day', () => {
    // 10,000 rupees at 12 % are 1,200 a year, and 3.2877 a day.
    expect(bookedBy(requestOf({ positions: [borrowed] }))).toEqual([
      'charges/borrow 329 INR',
      'cash -329 INR',
      '-100 charged 334',
    ]);
  });

  test('of several nights is rounded once', () => {
    const ratesPpm = TWELVE_PERCENT * 3n;
    // 9.863, where three nights rounded apart would be 9.87.
    expect(bookedBy(requestOf({ positions: [{ ...borrowed, ratesPpm }] }))[0]).toBe(
      'charges/borrow 986 INR',
    );
  });

  test('goes by the year that is told', () => {
    const of = requestOf({ positions: [borrowed], daysOfYear: 360 });
    expect(bookedBy(of)[0]).toBe('charges/borrow 333 INR');
  });

  test('of what has no price goes by what it has cost', () => {
    const position = held(share, -100, -20_000_00n);
    const of = requestOf({ positions: [{ ...borrowed, position, mark2: null }] });
    expect(bookedBy(of)[0]).toBe('charges/borrow 658 INR');
  });

  test('of a pair may be something that it brings', () => {
    // 1,000 dollars at 83.5 rupees, at 3 % a year the other way: 6.863 a day.
    const position = held(pair, 1_000);
    const rolled = { position, instrument: pair, mark2: 167_0000, line: 'rollover' } as const;
    const of = requestOf({ positions: [{ ...rolled, ratesPpm: -30_000n }] });
    expect(bookedBy(of)).toEqual([
      'charges/rollover -686 INR',
      'cash 686 INR',
      '1000 charged -681',
    ]);
  });

  test('of cash is interest, each currency for itself', () => {
    const cash = [
      { currency: inr, balance: toMinor(10_000_00n), ratesPpm: 36_500n },
      { currency: usd, balance: toMinor(-1_000_00n), ratesPpm: 73_000n },
    ];
    expect(bookedBy(requestOf({ cash }))).toEqual([
      'interest -100 INR',
      'cash 100 INR',
      'interest 20 USD',
      'cash -20 USD',
    ]);
  });

  test('is an entry where it is nothing, so that the night is known', () => {
    const small = { currency: inr, balance: toMinor(1n), ratesPpm: 1n };
    for (const cash of [[], [small]]) {
      expect(bookedBy(requestOf({ cash }))).toEqual(['cash 0 INR', 'interest 0 INR']);
    }
  });

  test('comes once', () => {
    const rig = new LedgerRig();
    const decided = decideCarry(rig.book, requestOf({ positions: [borrowed] }));
    if (decided === null) expect.fail('nothing was booked');
    rig.book.apply({ ...anEventHead(), ...decided.entry });
    expect(decideCarry(rig.book, requestOf({ positions: [borrowed] }))).toBeNull();
    expect(rig.balance('charges/borrow')).toBe(329n);
  });

  test('is off by no more than half a unit, whatever is held', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((qty) => qty !== 0),
        fc.integer({ min: 1, max: 2_000_000_00 }),
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        (qty, mark2, ratesPpm) => {
          const of = requestOf({
            positions: [{ ...borrowed, position: held(share, qty), mark2, ratesPpm }],
          });
          const [charged] = decideCarry(new LedgerRig().book, of)?.positions ?? [];
          const paid = (charged?.charges.amount ?? 5n) - 5n;
          const twice = BigInt(Math.abs(qty)) * BigInt(mark2) * ratesPpm;
          const off = paid * 2n * 365n * 1_000_000n - twice;
          expect(off <= 365_000_000n && off >= -365_000_000n).toBe(true);
        },
      ),
    );
  });

  test('names a line of its own for each', () => {
    const other = { ...borrowed, line: 'rollover' as const, position: held(pair, -1) };
    const lines = bookedBy(requestOf({ positions: [borrowed, other] }));
    expect(lines.slice(0, 3)).toEqual([
      'charges/borrow 329 INR',
      'cash -332 INR',
      'charges/rollover 3 INR',
    ]);
  });
});
