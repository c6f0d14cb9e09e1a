import {
  brand,
  toAccountId,
  toInstrumentId,
  toPrice,
  toQuantity,
  TRADING_ORIGIN,
} from 'argosy/core';
import type { CorporateAction } from 'argosy/domain';
import { TradingRig, aQuote, anAccount, anInstrument, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const { currency } = rupees(0n);
const share = anInstrument();
const heir = anInstrument({ id: toInstrumentId('HEIR.NSE') });
const byHand = { strategy: null } as const;

/** Ten held at a hundred rupees each. */
function aHolder(side: 'buy' | 'sell' = 'buy', qty = 10): TradingRig {
  const kind = side === 'buy' ? 'cash' : 'margin';
  const rig = new TradingRig({ instruments: [share, heir], accounts: [anAccount({ kind })] });
  rig.feed(aQuote());
  rig.fill(rig.work({ side, qty: toQuantity(qty) }), { price: 100_00, qty });
  rig.said();
  return rig;
}

function book(rig: TradingRig, action: CorporateAction, entry = 'A'): readonly string[] {
  rig.command({ type: 'bookAction', account, entry, instrument: share.id, action }, byHand);
  return rig.said();
}

const split = (numerator: number, denominator: number, fractionPrice: number | null = null) => ({
  type: 'split' as const,
  numerator,
  denominator,
  fractionPrice: fractionPrice === null ? null : toPrice(fractionPrice),
});
const exchange = { ...split(1, 2), type: 'exchange', into: heir.id } as const;
const dividend = { type: 'dividend', perUnit: 1_875n, scale: 3, withheldBps: 1_000 } as const;

const cashOf = (rig: TradingRig): bigint => rig.machine.book.cash(account, currency);
const balanceOf = (rig: TradingRig, name: string): bigint =>
  rig.machine.book.balance(`MAIN/${name}`, currency);
const heldOf = (rig: TradingRig): readonly string[] =>
  rig.machine
    .positions()
    .filter(({ qty }) => qty !== 0)
    .map(({ key, qty, cost }) => `${key.instrument} ${qty} for ${cost}`);
const refusalIn = (ask: (rig: TradingRig) => unknown, rig = aHolder()): string => {
  const before = rig.machine.book.hash();
  let detail = '';
  const { length } = rig.events;
  ask(rig);
  for (const event of rig.events.slice(length)) if (event.kind === 'anomaly') detail = event.detail;
  expect(rig.machine.book.hash()).toBe(before);
  return detail;
};

function bookAs(rig: TradingRig, action: CorporateAction, entry = 'A'): void {
  rig.command({ type: 'bookAction', account, entry, instrument: share.id, action }, byHand);
}

describe('a split', () => {
  test.each([
    [split(2, 1), 'TEST.NSE 20 for 100000'],
    [split(1, 2), 'TEST.NSE 5 for 100000'],
    [split(3, 2), 'TEST.NSE 15 for 100000'],
  ])('of %j keeps the cost and changes the quantity', (action, held) => {
    const rig = aHolder();
    book(rig, action);
    expect(heldOf(rig)).toEqual([held.replace('TEST.NSE', share.id)]);
    expect([cashOf(rig), balanceOf(rig, 'realised')]).toEqual([9_000_00n, 0n]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('pays for a fraction, and realises what it is dearer than its cost', () => {
    const rig = aHolder();
    book(rig, split(1, 4, 480_00));
    expect(heldOf(rig)).toEqual([`${share.id} 2 for 80000`]);
    expect([cashOf(rig), balanceOf(rig, 'realised')]).toEqual([9_240_00n, -40_00n]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('cannot leave a fraction that nobody pays for', () => {
    expect(refusalIn((rig) => bookAs(rig, split(1, 4)))).toMatch(/^ACTION_FRACTION: 2.4 of/);
  });

  test('of the issuer ends the orders of before it, though a fraction keeps it from being booked', () => {
    const ofIssuer = { ...byHand, origin: TRADING_ORIGIN } as const;
    for (const [sender, cancels] of [
      [ofIssuer, ['pendingCancel']],
      [byHand, []],
    ] as const) {
      const rig = aHolder();
      rig.work({ side: 'sell', terms: { type: 'limit', limit: toPrice(110_00) } });
      rig.said();
      const body = { type: 'bookAction', account, entry: 'A', instrument: share.id } as const;
      rig.command({ ...body, action: split(1, 4) }, sender);
      expect(rig.said().filter((line) => line === 'pendingCancel')).toEqual(cancels);
    }
  });

  test('cancels the orders that ask for the old units', () => {
    const rig = aHolder();
    rig.work({ side: 'sell', terms: { type: 'limit', limit: toPrice(110_00) } });
    rig.said();
    expect(book(rig, split(2, 1))).toEqual(['entry action', 'position 20', 'pendingCancel']);
  });
});

describe('a dividend', () => {
  test('is income, less the tax withheld, and touches neither position nor orders', () => {
    const rig = aHolder();
    rig.work({ side: 'sell', terms: { type: 'limit', limit: toPrice(110_00) } });
    rig.said();
    expect(book(rig, dividend)).toEqual(['entry action']);
    const balances = ['income', 'charges/withheld tax'].map((name) => balanceOf(rig, name));
    // 10 × 1.875 = 18.75; a tenth of it, 1.875, is rounded half to even.
    expect([cashOf(rig), ...balances]).toEqual([9_016_87n, -18_75n, 1_88n]);
  });

  test('is paid by who is short, without a tax', () => {
    const rig = aHolder('sell');
    book(rig, dividend);
    expect([cashOf(rig), balanceOf(rig, 'income')]).toEqual([10_981_25n, 18_75n]);
    expect(balanceOf(rig, 'charges/withheld tax')).toBe(0n);
  });
});

describe('units of another instrument', () => {
  test('take the place of those held, at their cost', () => {
    const rig = aHolder();
    expect(book(rig, exchange)).toEqual(['entry action', 'position 0', 'position 5']);
    expect(heldOf(rig)).toEqual([`${heir.id} 5 for 100000`]);
    expect([cashOf(rig), balanceOf(rig, 'realised')]).toEqual([9_000_00n, 0n]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('come beside those held, with a share of their cost', () => {
    const rig = aHolder();
    book(rig, { ...exchange, type: 'spinOff', costBps: 2_500 });
    expect(heldOf(rig)).toEqual([`${share.id} 10 for 75000`, `${heir.id} 5 for 25000`]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('may be worth nothing yet: entitlements', () => {
    const rig = aHolder();
    book(rig, { ...exchange, type: 'spinOff', costBps: 0 });
    expect(heldOf(rig)).toEqual([`${share.id} 10 for 100000`, `${heir.id} 5 for 0`]);
  });

  test('are added to those held already, and never meet those of the other side', () => {
    const rig = aHolder('sell');
    const order = rig.work({ instrument: heir.id, side: 'sell', qty: toQuantity(3) });
    rig.fill(order, { trade: 'H', price: 10_00, qty: 3 });
    rig.said();
    book(rig, exchange);
    expect(heldOf(rig)).toEqual([`${heir.id} -8 for -103000`]);
    const other = aHolder('sell');
    const bought = other.work({ instrument: heir.id, qty: toQuantity(3) });
    other.fill(bought, { trade: 'H', price: 10_00, qty: 3 });
    expect(refusalIn((of) => bookAs(of, exchange), other)).toMatch(/^ACTION_CROSSES/);
  });
});

describe('a redemption', () => {
  test.each([
    [120_00, 10_200_00n, -200_00n],
    [0, 9_000_00n, 1_000_00n],
  ])('at %i closes what is held', (price, cash, realised) => {
    const rig = aHolder();
    expect(book(rig, { type: 'redemption', price: toPrice(price) })).toEqual([
      'entry action',
      'position 0',
    ]);
    expect([cashOf(rig), balanceOf(rig, 'realised')]).toEqual([cash, realised]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

describe('an action', () => {
  test('of the same id does nothing again, though the position has changed', () => {
    const rig = aHolder();
    book(rig, split(2, 1));
    expect(refusalIn((of) => bookAs(of, split(2, 1)), rig)).toMatch(/^REPLAYED/);
    expect(refusalIn((of) => bookAs(of, split(3, 1)), rig)).toMatch(/^ENTRY_CONFLICT/);
  });

  test('is booked however the account stands', () => {
    const rig = aHolder();
    rig.command({ type: 'setStatus', account, status: 'frozen', reason: 'test' }, byHand);
    rig.said();
    expect(book(rig, split(2, 1))).toEqual(['entry action', 'position 20']);
  });

  test.each<[CorporateAction, string]>([
    [split(0, 1), 'ACTION_UNFIT'],
    [split(1, 1.5), 'ACTION_UNFIT'],
    [{ ...dividend, perUnit: 0n }, 'ACTION_UNFIT'],
    [{ ...dividend, scale: 13 }, 'ACTION_UNFIT'],
    [{ ...dividend, withheldBps: 10_001 }, 'ACTION_UNFIT'],
    [{ ...exchange, into: share.id }, 'ACTION_UNFIT'],
    [{ ...exchange, into: toInstrumentId('NONE') }, 'POSITION_UNKNOWN'],
    [{ ...exchange, type: 'spinOff', costBps: -1 }, 'ACTION_UNFIT'],
    [{ type: 'redemption', price: toPrice(-1) }, 'ACTION_UNFIT'],
    [{ type: 'redemption', price: brand(0.5) }, 'ACTION_UNFIT'],
    [split(Number.MAX_SAFE_INTEGER, 1), 'AMOUNT_OVERFLOW'],
    [{ ...exchange, numerator: Number.MAX_SAFE_INTEGER, denominator: 1 }, 'AMOUNT_OVERFLOW'],
    [{ ...dividend, perUnit: 10n ** 60n }, 'AMOUNT_OVERFLOW'],
  ])('of %o is refused: %s', (action, code) => {
    expect(refusalIn((rig) => bookAs(rig, action)).split(':')[0]).toBe(code);
  });

  test('of what nobody holds is refused', () => {
    const rig = new TradingRig({ instruments: [share, heir] });
    expect(refusalIn((of) => bookAs(of, split(2, 1)), rig)).toMatch(/^ACTION_OF_NOTHING/);
  });

  test('is none of a strategy’s business', () => {
    const ask = (rig: TradingRig): void => {
      const action = split(2, 1);
      rig.command({ type: 'bookAction', account, entry: 'A', instrument: share.id, action });
    };
    expect(refusalIn(ask)).toMatch(/^NOT_PERMITTED/);
  });

  test('is the same after a recovery', () => {
    const rig = aHolder();
    book(rig, { ...exchange, type: 'spinOff', costBps: 2_500 });
    const [hash, books] = [rig.machine.hash(), rig.machine.book.hash()];
    rig.recall();
    expect([rig.machine.hash(), rig.machine.book.hash()]).toEqual([hash, books]);
    expect(heldOf(rig)).toEqual([`${share.id} 10 for 75000`, `${heir.id} 5 for 25000`]);
  });
});

test('whatever the ratio, the books agree with the positions, and nothing is made of nothing', () => {
  const whole = fc.integer({ min: 1, max: 400 });
  const held = fc.record({
    side: fc.constantFrom('buy' as const, 'sell' as const),
    qty: fc.integer({ min: 1, max: 80 }),
  });
  const ratios = fc.record({ numerator: whole, denominator: whole });
  const costBps = fc.integer({ min: 0, max: 10_000 });
  fc.assert(
    fc.property(held, ratios, costBps, ({ side, qty }, ratio, share) => {
      const rig = aHolder(side, qty);
      const terms = { ...ratio, fractionPrice: toPrice(97_31) };
      bookAs(rig, { type: 'spinOff', ...terms, into: heir.id, costBps: share }, 'A');
      bookAs(rig, { type: 'split', ...terms }, 'B');
      bookAs(rig, { type: 'exchange', ...terms, into: heir.id }, 'C');
      expect(rig.machine.checkInvariants()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
