import { toAccountId, toCurrency, toInstrumentId, toPrice, toQuantity, unwrap } from 'argosy/core';
import type { CorporateAction, Instrument, Position } from 'argosy/domain';
import { LedgerRig, aFuture, anInstrument, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { ActedPosition, ActionRequest } from './action-parts.ts';
import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import { decideAction, type ActionPosting } from './decide-action.ts';

const { account, book, product } = anOrderRequest();
const share = anInstrument();
const heir = anInstrument({ id: toInstrumentId('HEIR.NSE') });
/** In thousandths, each of them half of what the price says. */
const fine = anInstrument({
  id: toInstrumentId('FINE.NSE'),
  sizePrecision: 3,
  multiplier: 5n,
  multiplierScale: 1,
});
const future = aFuture({ lot: toQuantity(1) });

function held(instrument: Instrument, qty: number, cost: bigint, realised = 0n): Position {
  const key = { account, book, instrument: instrument.id, product, id: null };
  return { key, qty, cost, realised: rupees(realised), charges: rupees(7n) };
}

/** Ten at a hundred rupees each. */
const ten: ActedPosition = { position: held(share, 10, 1_000_00n), into: undefined };
const tenFine: ActedPosition = { position: held(fine, 10_000, 500_000_000n), into: undefined };

function requestOf(action: CorporateAction, changes: Partial<ActionRequest> = {}): ActionRequest {
  const unit = { scale: 2, rounding: 'halfEven' } as const;
  const into = 'into' in action ? heir : null;
  const about = { instrument: share, into, positions: [ten] };
  return { account, entry: 'A', action, unit, ...about, ...changes };
}

/** What is booked: each leg but the one that names the action, and each position. */
function bookedBy(of: ActionRequest, rig = new LedgerRig()): readonly string[] {
  const posting = unwrap(decideAction(rig.book, of));
  const legs = posting?.entry.legs.slice(1) ?? [];
  return [
    ...legs.map(({ ledgerAccount, amount }) => `${ledgerAccount.slice(5)} ${amount.amount}`),
    ...(posting?.positions ?? []).map(
      ({ key, qty, cost, realised }) =>
        `${key.instrument.slice(0, 4)} ${qty} for ${cost}, realised ${realised.amount}`,
    ),
  ];
}

const largest = (cost: bigint): Partial<ActionRequest> => {
  return { positions: [{ position: held(share, 10, cost), into: undefined }] };
};

const refusalOf = (of: ActionRequest, rig = new LedgerRig()): string | null => {
  const decided = decideAction(rig.book, of);
  return decided.ok ? null : `${decided.refusal.code} ${decided.refusal.reason}`;
};
const codeOf = (of: ActionRequest, rig = new LedgerRig()): string | null =>
  refusalOf(of, rig)?.split(' ')[0] ?? null;

const split = (numerator: number, denominator: number, fractionPrice: number | null = null) => ({
  type: 'split' as const,
  numerator,
  denominator,
  fractionPrice: fractionPrice === null ? null : toPrice(fractionPrice),
});
const exchange = { ...split(1, 2), type: 'exchange', into: heir.id } as const;
const spinOff = { ...exchange, type: 'spinOff', costBps: 2_500 } as const;
const dividend = { type: 'dividend', perUnit: 1_875n, scale: 3, withheldBps: 1_000 } as const;
const redemption = (price: number): CorporateAction => ({
  type: 'redemption',
  price: toPrice(price),
});

describe('what an action books', () => {
  test.each<[string, ActionRequest, readonly string[]]>([
    [
      'of a split: no money, other units',
      requestOf(split(3, 2)),
      ['inventory 0', 'SBIN 15 for 100000, realised 0'],
    ],
    [
      // 3,333 of 10,000 thousandths and a third of one, at 480 rupees and a half of it: eight paise.
      'of a split with a fraction: its price, its cost, and what it gains',
      requestOf(split(1, 3, 480_00), { instrument: fine, positions: [tenFine] }),
      ['cash 8', 'inventory -5', 'realised -3', 'FINE 3333 for 499950000, realised 3'],
    ],
    [
      'of a split that leaves less than a lot: a fraction of lots, not of units',
      requestOf(split(3, 2, 70_00), { instrument: anInstrument({ lot: toQuantity(10) }) }),
      ['cash 35000', 'inventory -33333', 'realised -1667', 'SBIN 10 for 66667, realised 1667'],
    ],
    [
      'of a split that leaves nothing but a fraction: the end of the position',
      requestOf(split(1, 20, 400_00)),
      ['cash 20000', 'inventory -100000', 'realised 80000', 'SBIN 0 for 0, realised -80000'],
    ],
    [
      'of a split of what is short: the fraction is paid for',
      requestOf(split(1, 4, 480_00), {
        positions: [{ position: held(share, -10, -1_000_00n), into: undefined }],
      }),
      ['cash -24000', 'inventory 20000', 'realised 4000', 'SBIN -2 for -80000, realised -4000'],
    ],
    [
      // 10 × 0.5 × 1.875 = 9.375, a tenth of it withheld.
      'of a dividend: income, less what is withheld',
      requestOf(dividend, { instrument: fine, positions: [tenFine] }),
      ['cash 844', 'income -938', 'charges/withheld tax 94'],
    ],
    [
      'of a dividend of what is short: all of it',
      requestOf(dividend, { positions: [{ position: held(share, -10, 0n), into: undefined }] }),
      ['cash -1875', 'income 1875'],
    ],
    [
      'of an exchange: another instrument at the cost of this one',
      requestOf(exchange),
      ['inventory 0', 'SBIN 0 for 0, realised 0', 'HEIR 5 for 100000, realised 0'],
    ],
    [
      'of an exchange into finer units: the cost in theirs',
      requestOf({ ...exchange, into: fine.id }, { into: fine }),
      ['inventory 0', 'SBIN 0 for 0, realised 0', 'FINE 5000 for 1000000000, realised 0'],
    ],
    [
      'of an exchange into coarser units: the cost in theirs',
      requestOf(exchange, { instrument: fine, positions: [tenFine] }),
      ['inventory 0', 'FINE 0 for 0, realised 0', 'HEIR 5 for 50000, realised 0'],
    ],
    [
      'of an exchange for less than a unit: money alone',
      requestOf({ ...exchange, ...split(1, 20, 900_00), type: 'exchange' }),
      ['cash 45000', 'inventory -100000', 'realised 55000', 'SBIN 0 for 0, realised -55000'],
    ],
    [
      'of an exchange with a fraction: its part of the cost',
      requestOf({ ...exchange, ...split(1, 4, 900_00), type: 'exchange' }),
      [
        'cash 45000',
        'inventory -20000',
        'realised -25000',
        'SBIN 0 for 0, realised 25000',
        'HEIR 2 for 80000, realised 0',
      ],
    ],
    [
      'of a spin-off: a share of the cost goes along',
      requestOf(spinOff),
      ['inventory 0', 'SBIN 10 for 75000, realised 0', 'HEIR 5 for 25000, realised 0'],
    ],
    [
      'of a spin-off with a fraction: its part of that share',
      requestOf({ ...spinOff, ...split(1, 4, 90_00), type: 'spinOff' }),
      [
        'cash 4500',
        'inventory -5000',
        'realised 500',
        'SBIN 10 for 75000, realised -500',
        'HEIR 2 for 20000, realised 0',
      ],
    ],
    [
      'of a redemption: the price, and the gain',
      requestOf(redemption(120_00)),
      ['cash 120000', 'inventory -100000', 'realised -20000', 'SBIN 0 for 0, realised 20000'],
    ],
    [
      'of a redemption of a future: the gain alone, as that is all that moves',
      requestOf(redemption(120_00), {
        instrument: future,
        positions: [{ position: held(future, 10, 1_000_00n), into: undefined }],
      }),
      ['cash 20000', 'realised -20000', 'NIFT 0 for 0, realised 20000'],
    ],
  ])('%s', (_, of, expected) => {
    expect(bookedBy(of)).toEqual(expected);
  });

  test('adds up all that the account holds, and what each had realised', () => {
    const two = { position: held(share, 4, 500_00n, 9n), into: undefined };
    expect(bookedBy(requestOf(redemption(100_00), { positions: [ten, two] }))).toEqual([
      'cash 140000',
      'inventory -150000',
      'realised 10000',
      'SBIN 0 for 0, realised 0',
      'SBIN 0 for 0, realised -9991',
    ]);
    expect(bookedBy(requestOf(dividend, { positions: [ten, ten] }))).toEqual([
      'cash 3374',
      'income -3750',
      'charges/withheld tax 376',
    ]);
  });

  test.each<[string, number, number, string | null]>([
    ['are added to those held on its side', 10, 3, null],
    ['are added to those short', -10, -3, null],
    ['take the place of none', 10, 0, null],
    ['do not meet those of the other side', 10, -3, 'ACTION_CROSSES SBIN.NSE meets -3 of HEIR.NSE'],
    [
      'do not meet those of the other side, short',
      -10,
      3,
      'ACTION_CROSSES SBIN.NSE meets 3 of HEIR.NSE',
    ],
  ])('units of another instrument %s', (_, qty, there, expected) => {
    const cost = BigInt(qty) * 100_00n;
    const position = held(share, qty, cost);
    const of = requestOf(exchange, {
      positions: [{ position, into: held(heir, there, BigInt(there) * 10_00n, 5n) }],
    });
    expect(refusalOf(of)).toBe(expected);
    if (expected === null) {
      const sum = cost + BigInt(there) * 10_00n;
      expect(bookedBy(of).at(-1)).toBe(`HEIR ${qty / 2 + there} for ${sum}, realised 5`);
    }
  });

  test('is an entry of its own, with what it is about as its first leg', () => {
    const posting = unwrap(decideAction(new LedgerRig().book, requestOf(split(2, 1))));
    expect(posting?.entry).toMatchObject({ entry: 'A', account, purpose: 'action', order: null });
    const [first] = posting?.entry.legs ?? [];
    expect(first?.ledgerAccount).toMatch(/^MAIN\/actions\/SBIN.NSE .*2.*1/);
    expect(first?.amount).toEqual(rupees(0n));
  });

  test('leaves what a position was charged', () => {
    const posting = unwrap(decideAction(new LedgerRig().book, requestOf(spinOff)));
    expect(posting?.positions.map(({ charges }) => charges)).toEqual([rupees(7n), rupees(0n)]);
  });
});

describe('an action that is booked', () => {
  const action = requestOf(split(2, 1));
  const booked = (): LedgerRig => {
    const rig = new LedgerRig();
    const posting: ActionPosting | null = unwrap(decideAction(rig.book, action));
    if (posting !== null) rig.post(posting.entry);
    return rig;
  };

  test('does nothing again, even of positions that are gone', () => {
    expect(unwrap(decideAction(booked().book, { ...action, positions: [] }))).toBeNull();
  });

  test.each<[string, ActionRequest]>([
    ['another action', requestOf(split(3, 1))],
    ['another instrument', requestOf(split(2, 1), { instrument: heir })],
  ])('keeps its id from %s', (_, of) => {
    expect(refusalOf(of, booked())).toBe('ENTRY_CONFLICT A');
  });

  test('is none of another account’s', () => {
    expect(codeOf({ ...action, account: toAccountId('OTHER') }, booked())).toBeNull();
  });

  test('is no deposit of the same id', () => {
    expect(codeOf(action, new LedgerRig().transfer(1n, 'A'))).toBe('ENTRY_CONFLICT');
  });
});

describe('an action is refused', () => {
  test('where nothing is held', () => {
    const of = requestOf(split(2, 1), { positions: [] });
    expect(refusalOf(of)).toBe('ACTION_OF_NOTHING nothing held of SBIN.NSE');
  });

  test.each<[string, CorporateAction]>([
    ['a split', split(1, 4)],
    ['an exchange', { ...exchange, denominator: 4 }],
    ['a spin-off', { ...spinOff, denominator: 4 }],
  ])('where a fraction is left and has no price: %s', (_, action) => {
    expect(refusalOf(requestOf(action))).toMatch(/^ACTION_FRACTION 2\/4 of \w+.NSE, lots of 1$/);
  });

  test('in decimals of what is held, where it has any', () => {
    const fine = { ...share, sizePrecision: 1 };
    const position = held(fine, 15, 1_500_00n);
    const of = { instrument: fine, positions: [{ position, into: undefined }] };
    expect(refusalOf(requestOf(split(1, 4), of))).toMatch(
      /^ACTION_FRACTION 30\/400 of SBIN\.NSE, lots of 0\.1$/,
    );
    const meets = { position: held(share, 10, 1_000_00n), into: held(heir, -3, -30_00n, 5n) };
    const into = { ...heir, sizePrecision: 1 };
    expect(refusalOf(requestOf(exchange, { into, positions: [meets] }))).toBe(
      'ACTION_CROSSES SBIN.NSE meets -0.3 of HEIR.NSE',
    );
  });

  test.each<[CorporateAction, boolean]>([
    [split(1, 1), true],
    [split(0, 1), false],
    [split(1, 0), false],
    [split(1.5, 1), false],
    [split(1, 1.5), false],
    [split(-1, -1), false],
    [split(2, 1, 0), true],
    [split(2, 1, -1), false],
    [{ ...dividend, perUnit: 1n }, true],
    [{ ...dividend, perUnit: 0n }, false],
    [{ ...dividend, perUnit: -1n }, false],
    [{ ...dividend, scale: 0 }, true],
    [{ ...dividend, scale: 12 }, true],
    [{ ...dividend, scale: 13 }, false],
    [{ ...dividend, scale: -1 }, false],
    [{ ...dividend, scale: 0.5 }, false],
    [{ ...dividend, withheldBps: 0 }, true],
    [{ ...dividend, withheldBps: 10_000 }, true],
    [{ ...dividend, withheldBps: 10_001 }, false],
    [{ ...dividend, withheldBps: -1 }, false],
    [{ ...exchange, fractionPrice: toPrice(0) }, true],
    [{ ...exchange, fractionPrice: toPrice(-1) }, false],
    [{ ...spinOff, costBps: 0 }, true],
    [{ ...spinOff, costBps: 10_000 }, true],
    [{ ...spinOff, costBps: 10_001 }, false],
    [{ ...spinOff, costBps: -1 }, false],
    [{ ...spinOff, fractionPrice: toPrice(0) }, true],
    [{ ...spinOff, fractionPrice: toPrice(-1) }, false],
    [redemption(0), true],
    [redemption(-1), false],
  ])('when it contradicts itself: %o is fit: %s', (action, isFit) => {
    expect(codeOf(requestOf(action))).toBe(isFit ? null : 'ACTION_UNFIT');
  });

  test.each<[string, Instrument | null, string]>([
    ['is not known', null, 'ACTION_UNFIT'],
    ['is the same', share, 'ACTION_UNFIT'],
    ['is paid for otherwise', future, 'ACTION_UNFIT'],
    [
      'has another currency',
      { ...heir, currency: toCurrency('USD') },
      'CURRENCY_MISMATCH SBIN.NSE in INR, HEIR.NSE in USD',
    ],
  ])('when the other instrument %s', (_, into, expected) => {
    for (const action of [exchange, spinOff]) {
      expect(refusalOf(requestOf(action, { into }))).toContain(expected);
    }
  });
});

test('a position may cost as much as books can hold, and no more', () => {
  const codes = [LEDGER_AMOUNT_MAX, LEDGER_AMOUNT_MAX + 1n].map((cost) => {
    return codeOf(requestOf(split(2, 1), largest(cost)));
  });
  expect(codes).toEqual([null, 'AMOUNT_OVERFLOW']);
});
