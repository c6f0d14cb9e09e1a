import { toCurrency, toInstrumentId, toPrice, toQuantity, unwrap } from 'argosy/core';
import type { CorporateAction, Future, Instrument, Option, Position } from 'argosy/domain';
import {
  LedgerRig,
  aFuture,
  anInstrument,
  anOption,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { ActionRequest } from './action-parts.ts';
import { decideAction } from './decide-action.ts';

const { account, book, product } = anOrderRequest();
const share = anInstrument();
const one = toQuantity(1);
/** Ten shares a contract. */
const ofShare = { underlying: share.id, multiplier: 10n, lot: one, minQty: one };
const future = aFuture(ofShare);
const call = anOption({ ...ofShare, strike: toPrice(100_00) });
const put = anOption({ ...ofShare, right: 'put', strike: toPrice(100_00) });
const physical = <Dated extends Future | Option>(dated: Dated): Dated => {
  return { ...dated, settles: 'physical' };
};

function held(instrument: Instrument, qty: number, cost: bigint): Position {
  const key = { account, book, instrument: instrument.id, product, id: null };
  return { key, qty, cost, realised: rupees(0n), charges: rupees(0n) };
}

type Case = {
  readonly of: Future | Option;
  readonly qty: number;
  /** In paise for one contract's share. */
  readonly paid: number;
  /** What is held of the share already, at a hundred rupees each. */
  readonly shares?: number;
};

function requestOf(action: CorporateAction, { of, qty, paid, shares }: Case): ActionRequest {
  const cost = BigInt(qty) * BigInt(paid) * 10n;
  const there = shares === undefined ? undefined : held(share, shares, BigInt(shares) * 100_00n);
  return {
    account,
    entry: 'E',
    action,
    instrument: of,
    into: of.settles === 'physical' ? share : null,
    positions: [{ position: held(of, qty, cost), into: there }],
    unit: { scale: 2, rounding: 'halfEven' },
  };
}

function bookedBy(of: ActionRequest): readonly string[] {
  const posting = unwrap(decideAction(new LedgerRig().book, of));
  const legs = posting?.entry.legs.slice(1) ?? [];
  const sum = legs.reduce((total, { amount }) => total + amount.amount, 0n);
  expect(sum).toBe(0n);
  return [
    ...legs
      .filter(({ amount }) => amount.amount !== 0n)
      .map(({ ledgerAccount, amount }) => `${ledgerAccount.slice(5)} ${amount.amount}`),
    ...(posting?.positions ?? []).map(
      ({ key, qty, cost, realised }) =>
        `${key.instrument.split('-')[0]} ${qty} for ${cost}, realised ${realised.amount}`,
    ),
  ];
}

const expiry = (price: number): CorporateAction => ({ type: 'expiry', price: toPrice(price) });
const exercise = (qty: number, price = 120_00): CorporateAction => {
  return { type: 'exercise', price: toPrice(price), qty };
};

describe('the end of a future', () => {
  test.each([
    ['long', 2, 110_00, ['cash 20000', 'realised -20000', 'NIFTY 0 for 0, realised 20000']],
    ['short', -2, 110_00, ['cash -20000', 'realised 20000', 'NIFTY 0 for 0, realised -20000']],
    [
      'below zero',
      2,
      -10_00,
      ['cash -220000', 'realised 220000', 'NIFTY 0 for 0, realised -220000'],
    ],
  ])('pays only what it has gained: %s', (_, qty, price, expected) => {
    expect(bookedBy(requestOf(expiry(price), { of: future, qty, paid: 100_00 }))).toEqual(expected);
  });

  test('delivers the share at the settlement price, and pays the gain', () => {
    expect(
      bookedBy(requestOf(expiry(110_00), { of: physical(future), qty: 2, paid: 100_00 })),
    ).toEqual([
      'cash -200000',
      'inventory 220000',
      'realised -20000',
      'NIFTY 0 for 0, realised 20000',
      'SBIN.NSE 20 for 220000, realised 0',
    ]);
  });
});

describe('the end of an option', () => {
  test.each<[string, Case, number, readonly string[]]>([
    [
      'a call in the money is worth what is beyond its strike',
      { of: call, qty: 1, paid: 8_00 },
      120_00,
      ['cash 20000', 'inventory -8000', 'realised -12000', 'NIFTY 0 for 0, realised 12000'],
    ],
    [
      'a written call in the money costs it',
      { of: call, qty: -1, paid: 8_00 },
      120_00,
      ['cash -20000', 'inventory 8000', 'realised 12000', 'NIFTY 0 for 0, realised -12000'],
    ],
    [
      'a call at its strike is worth nothing',
      { of: call, qty: 1, paid: 8_00 },
      100_00,
      ['inventory -8000', 'realised 8000', 'NIFTY 0 for 0, realised -8000'],
    ],
    [
      'a put a tick below its strike is worth the tick',
      { of: put, qty: 1, paid: 8_00 },
      99_95,
      ['cash 50', 'inventory -8000', 'realised 7950', 'NIFTY 0 for 0, realised -7950'],
    ],
    [
      'a written put out of the money keeps its premium',
      { of: put, qty: -3, paid: 8_00 },
      100_05,
      ['inventory 24000', 'realised -24000', 'NIFTY 0 for 0, realised 24000'],
    ],
  ])('in cash: %s', (_, of, price, expected) => {
    expect(bookedBy(requestOf(expiry(price), of))).toEqual(expected);
  });

  test.each<[string, Case, number, readonly string[]]>([
    [
      'a call buys the share at its strike',
      { of: physical(call), qty: 1, paid: 8_00 },
      120_00,
      [
        'cash -100000',
        'inventory 92000',
        'realised 8000',
        'NIFTY 0 for 0, realised -8000',
        'SBIN.NSE 10 for 100000, realised 0',
      ],
    ],
    [
      'a written call delivers what is held, and closes it',
      { of: physical(call), qty: -1, paid: 8_00, shares: 10 },
      120_00,
      [
        'cash 100000',
        'inventory -92000',
        'realised -8000',
        'NIFTY 0 for 0, realised 8000',
        'SBIN.NSE 0 for 0, realised 0',
      ],
    ],
    [
      'a put sells the share at its strike, and may leave it short',
      { of: physical(put), qty: 1, paid: 8_00 },
      80_00,
      [
        'cash 100000',
        'inventory -108000',
        'realised 8000',
        'NIFTY 0 for 0, realised -8000',
        'SBIN.NSE -10 for -100000, realised 0',
      ],
    ],
    [
      'a written put takes the share',
      { of: physical(put), qty: -1, paid: 8_00 },
      80_00,
      [
        'cash -100000',
        'inventory 108000',
        'realised -8000',
        'NIFTY 0 for 0, realised 8000',
        'SBIN.NSE 10 for 100000, realised 0',
      ],
    ],
    [
      'what is out of the money delivers nothing',
      { of: physical(call), qty: 1, paid: 8_00 },
      99_00,
      ['inventory -8000', 'realised 8000', 'NIFTY 0 for 0, realised -8000'],
    ],
  ])('by delivery: %s', (_, of, price, expected) => {
    expect(bookedBy(requestOf(expiry(price), of))).toEqual(expected);
  });
});

describe('an exercise', () => {
  test('takes a part of what is held, with its part of the cost', () => {
    const of = { of: call, qty: 3, paid: 8_00 };
    expect(bookedBy(requestOf(exercise(1), of))).toEqual([
      'cash 20000',
      'inventory -8000',
      'realised -12000',
      'NIFTY 2 for 16000, realised 12000',
    ]);
  });

  test('of a number below zero is an assignment of what was written', () => {
    const of = { of: physical(put), qty: -3, paid: 8_00 };
    expect(bookedBy(requestOf(exercise(-2, 90_00), of)).at(-1)).toBe(
      'SBIN.NSE 20 for 200000, realised 0',
    );
  });

  test('out of the money brings nothing in cash, and the share at its strike by delivery', () => {
    const [cash, delivered] = [call, physical(call)].map((of) =>
      bookedBy(requestOf(exercise(1, 90_00), { of, qty: 1, paid: 8_00 })),
    );
    expect(cash?.some((line) => line.startsWith('cash'))).toBe(false);
    expect(delivered).toContain('SBIN.NSE 10 for 100000, realised 0');
  });

  test.each([
    [exercise(4), 3, '0.4 of', '0.1'],
    [exercise(-1), 3, '-0.1 of', '0.1'],
    [exercise(1), -3, '0.1 of', '0.1'],
  ])('of more than is held of its side is refused', (action, qty, asked, beyond) => {
    const decided = decideAction(
      new LedgerRig().book,
      requestOf(action, { of: { ...call, sizePrecision: 1 }, qty, paid: 8_00 }),
    );
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'EXERCISE_TOO_MANY' } });
    const reason = decided.ok ? '' : decided.refusal.reason;
    expect(reason).toBe(`${asked} ${call.id}, ${beyond} too many`);
  });
});

describe('an end that cannot be', () => {
  const codeOf = (action: CorporateAction, changes: Partial<ActionRequest>): string => {
    const of = requestOf(action, { of: physical(call), qty: 1, paid: 8_00 });
    const decided = decideAction(new LedgerRig().book, { ...of, ...changes });
    return decided.ok ? '' : decided.refusal.code;
  };
  const big = anInstrument({ lot: toQuantity(100) });
  const coarse = anInstrument({ pricePrecision: 0 });
  const odd = physical(anOption({ ...ofShare, strike: toPrice(100_50) }));

  test.each<[string, CorporateAction, Partial<ActionRequest>, string]>([
    ['of a share', expiry(1), { instrument: share, into: null }, 'ACTION_UNFIT'],
    ['of a future by exercise', exercise(1), { instrument: future, into: null }, 'ACTION_UNFIT'],
    ['at a price below zero', expiry(-1), {}, 'ACTION_UNFIT'],
    ['of nothing', exercise(0), {}, 'ACTION_UNFIT'],
    ['with nothing to deliver', expiry(1), { into: null }, 'ACTION_UNFIT'],
    ['into an index', expiry(1), { into: { ...share, kind: 'index' } }, 'ACTION_UNFIT'],
    ['into less than a lot', expiry(120_00), { into: big }, 'ACTION_FRACTION'],
    [
      'at a strike that the share cannot cost',
      expiry(120_00),
      { instrument: odd, into: coarse },
      'ACTION_UNFIT',
    ],
    [
      'in another currency',
      expiry(120_00),
      { into: anInstrument({ currency: toCurrency('USD') }) },
      'CURRENCY_MISMATCH',
    ],
  ])('is refused: %s', (_, action, changes, expected) => {
    expect(codeOf(action, changes)).toBe(expected);
  });
});

describe('a life up to its end', () => {
  const price = fc.integer({ min: 1, max: 300_00 });
  const dated = fc.constantFrom(call, put, future);

  test('brings in money what it has earned, whatever it is and wherever it ends', () => {
    fc.assert(
      fc.property(
        dated,
        fc.integer({ min: -50, max: 50 }).filter((qty) => qty !== 0),
        price,
        price,
        (of, qty, paid, last) => {
          const request = requestOf(expiry(last), { of, qty, paid });
          const posting = unwrap(decideAction(new LedgerRig().book, request));
          const legs = posting?.entry.legs ?? [];
          const balance = (name: string): bigint =>
            legs
              .filter(({ ledgerAccount }) => ledgerAccount === `MAIN/${name}`)
              .reduce((sum, { amount }) => sum + amount.amount, 0n);
          const earned = 0n - balance('realised');
          const cost = of.kind === 'future' ? 0n : BigInt(qty) * BigInt(paid) * 10n;
          expect(balance('cash') - cost).toBe(earned);
          expect(posting?.positions.map(({ qty: left }) => left)).toEqual([0]);
        },
      ),
    );
  });

  test('sums to nothing over who is long and who is short', () => {
    fc.assert(
      fc.property(dated, fc.integer({ min: 1, max: 50 }), price, price, (of, qty, paid, last) => {
        const cashOf = (signed: number): bigint => {
          const request = requestOf(expiry(last), { of, qty: signed, paid });
          const legs = unwrap(decideAction(new LedgerRig().book, request))?.entry.legs ?? [];
          return (
            legs.find(({ ledgerAccount }) => ledgerAccount === 'MAIN/cash')?.amount.amount ?? 0n
          );
        };
        expect(cashOf(qty) + cashOf(-qty)).toBe(0n);
      }),
    );
  });

  test('by delivery is worth what it is in cash, at the settlement price', () => {
    fc.assert(
      fc.property(
        dated,
        fc.integer({ min: -50, max: 50 }).filter((qty) => qty !== 0),
        price,
        (of, qty, last) => {
          const worthOf = (ended: Future | Option): bigint => {
            const request = requestOf(expiry(last), { of: ended, qty, paid: 8_00 });
            const posting = unwrap(decideAction(new LedgerRig().book, request));
            const cash = posting?.entry.legs.find(
              ({ ledgerAccount }) => ledgerAccount === 'MAIN/cash',
            );
            const shares = posting?.positions.find(({ key }) => key.instrument === share.id);
            return (cash?.amount.amount ?? 0n) + BigInt(shares?.qty ?? 0) * BigInt(last);
          };
          expect(worthOf(physical(of))).toBe(worthOf(of));
        },
      ),
    );
  });
});

test('entitlements that are taken up become shares that cost what they did and what is paid', () => {
  const rights = anInstrument({ id: toInstrumentId('RIGHTS.NSE') });
  const action = {
    type: 'subscription',
    numerator: 1,
    denominator: 2,
    into: share.id,
    price: toPrice(80_00),
    fractionPrice: null,
  } as const;
  const request: ActionRequest = {
    account,
    entry: 'R',
    action,
    instrument: rights,
    into: share,
    positions: [{ position: held(rights, 10, 30_00n), into: held(share, 20, 2_000_00n) }],
    unit: { scale: 2, rounding: 'halfEven' },
  };
  expect(bookedBy(request)).toEqual([
    'cash -40000',
    'inventory 40000',
    'RIGHTS.NSE 0 for 0, realised 0',
    'SBIN.NSE 25 for 243000, realised 0',
  ]);
});
