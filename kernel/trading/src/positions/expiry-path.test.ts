import {
  toAccountId,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { CommandBody, Instrument } from 'argosy/domain';
import {
  TradingRig,
  aFuture,
  anAccount,
  anIndexPrice,
  anInstrument,
  anOption,
  aQuote,
  aTrade,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const share = anInstrument();
const one = toQuantity(1);
/** A turn is a second: it ends with the sixtieth. */
const expiresAt = toTimestamp(60_000_000);
const ends = { underlying: share.id, lot: one, minQty: one, expiresAt };
const future = aFuture(ends);
const call = anOption({ ...ends, strike: toPrice(100_00) });
const byHand = { strategy: null } as const;
const far = { type: 'limit', limit: toPrice(5) } as const;

/** One contract of each at ten rupees, with an order at work in each. */
function aHolder(instruments: readonly Instrument[] = [share, future, call]): TradingRig {
  const rig = new TradingRig({ instruments, accounts: [anAccount({ kind: 'margin' })] });
  for (const { id: instrument, kind } of instruments) {
    if (kind !== 'future' && kind !== 'option') continue;
    rig.feed(aQuote({ instrument, bid: 10_00, ask: 10_00 }));
    rig.fill(rig.work({ instrument, qty: one }), { qty: 1, price: 10_00, trade: instrument });
    rig.work({ instrument, qty: one, terms: far });
  }
  rig.said();
  return rig;
}

function passTo(rig: TradingRig, at: number): void {
  while (rig.now < at) rig.take({ kind: 'time', availableAt: rig.now });
}

function expire(
  rig: TradingRig,
  instrument = call.id,
  price: number | null = null,
): readonly string[] {
  const at = price === null ? null : toPrice(price);
  rig.command({ type: 'expire', instrument, price: at }, byHand);
  return rig.said();
}

const refusalOf = (rig: TradingRig): string => {
  const { detail = '' } = rig.of('anomaly').at(-1) ?? {};
  return detail.split(':')[0] ?? '';
};
const cashOf = (rig: TradingRig): bigint =>
  rig.machine.book.cash(account, rupees(0n).currency) - 10_000_00n;
const heldOf = (rig: TradingRig): readonly string[] =>
  rig.machine
    .positions()
    .filter(({ qty }) => qty !== 0)
    .map(({ key, qty }) => `${key.instrument} ${qty}`);

describe('the end of a dated instrument', () => {
  test('settles what is held at the last price of what it is on, and cancels what asks for it', () => {
    const rig = aHolder();
    rig.feed(aTrade({ price: 120_00 }));
    passTo(rig, expiresAt);
    expect(expire(rig)).toEqual(['entry action', 'position 0', 'pendingCancel']);
    expect(expire(rig, future.id)).toEqual(['entry action', 'position 0', 'pendingCancel']);
    // The call has cost ten rupees and brings twenty; the future was bought at ten and ends at 120.
    expect(cashOf(rig)).toBe(-10_00n + 20_00n + 110_00n);
    expect(heldOf(rig)).toEqual([]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('is at its instant, not before', () => {
    const rig = aHolder();
    rig.feed(aTrade({ price: 120_00 }));
    passTo(rig, expiresAt - 1_000_000);
    expire(rig);
    expect(heldOf(rig)).toContain(`${call.id} 1`);
    expect(expire(rig)).toEqual(['entry action', 'position 0', 'pendingCancel']);
  });

  test.each<[string, (rig: TradingRig) => void, bigint]>([
    ['a price that is told', () => undefined, 7_00n],
    [
      'its index price',
      (rig) => rig.feed(anIndexPrice({ instrument: call.id, price: 107_00 })),
      7_00n,
    ],
    [
      'the middle of a quote, half to even',
      (rig) => rig.feed(aQuote({ bid: 107_00, ask: 107_01 })),
      7_00n,
    ],
    [
      'the level of an index that nobody quotes',
      (rig) => rig.feed(anIndexPrice({ instrument: share.id, price: 107_00 })),
      7_00n,
    ],
    [
      'its index price before that',
      (rig) => {
        rig.feed(anIndexPrice({ instrument: call.id, price: 107_00 }), aTrade({ price: 130_00 }));
      },
      7_00n,
    ],
  ])('goes by %s', (name, feed, paid) => {
    const rig = aHolder([share, call]);
    feed(rig);
    passTo(rig, expiresAt);
    expire(rig, call.id, name === 'a price that is told' ? 107_00 : null);
    expect(cashOf(rig)).toBe(paid - 10_00n);
  });

  test('of a future on what has no price goes by its own', () => {
    const rig = aHolder([future]);
    rig.feed(aTrade({ instrument: future.id, price: 15_00 }));
    passTo(rig, expiresAt);
    expire(rig, future.id);
    expect(cashOf(rig)).toBe(5_00n);
  });

  test('takes a price of finer decimals as its own', () => {
    const fine = anInstrument({ pricePrecision: 4 });
    const rig = aHolder([fine, call]);
    rig.feed(aTrade({ price: 107_0050 }));
    passTo(rig, expiresAt);
    expire(rig);
    // 107.005 is 107.00, half to even.
    expect(cashOf(rig)).toBe(-10_00n + 7_00n);
  });

  test.each<[string, Instrument, CommandBody, string]>([
    [
      'of nothing known',
      call,
      { type: 'expire', instrument: toInstrumentId('NO.NE'), price: null },
      'POSITION_UNKNOWN',
    ],
    ['of a share', call, { type: 'expire', instrument: share.id, price: null }, 'NOT_EXPIRED'],
    [
      'of an option on what has no price',
      call,
      { type: 'expire', instrument: call.id, price: null },
      'SETTLEMENT_PRICE_UNKNOWN',
    ],
  ])('is refused: %s', (_, listed, body, expected) => {
    const rig = aHolder([share, listed]);
    passTo(rig, expiresAt);
    rig.command(body, byHand);
    expect(refusalOf(rig)).toBe(expected);
    expect(heldOf(rig)).toEqual([`${call.id} 1`]);
  });

  test('is not a strategy’s to say', () => {
    const rig = aHolder();
    passTo(rig, expiresAt);
    rig.command({ type: 'expire', instrument: call.id, price: toPrice(1) });
    expect(refusalOf(rig)).toBe('NOT_PERMITTED');
  });

  test('of what nobody holds says nothing, whether a price is known or not', () => {
    const rig = new TradingRig({ instruments: [share, call] });
    rig.said();
    passTo(rig, expiresAt);
    expect(expire(rig)).toEqual([]);
  });

  test('settles what comes behind it when it is told again', () => {
    const rig = aHolder([share, call]);
    const order = rig.work({
      instrument: call.id,
      qty: one,
      terms: { type: 'limit', limit: toPrice(5_00) },
    });
    rig.feed(aTrade({ price: 120_00 }));
    passTo(rig, expiresAt);
    expire(rig);
    rig.fill(order, { qty: 1, price: 5_00, trade: 'LATE' });
    expect(rig.said()).toContain('actionCrossed');
    expect(expire(rig)).toContain('position 0');
    expect(cashOf(rig)).toBe(-10_00n + 20_00n - 5_00n + 20_00n);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('holds over a restart', () => {
    const rig = aHolder();
    rig.feed(aTrade({ price: 120_00 }));
    passTo(rig, expiresAt);
    expire(rig);
    const [cash, hash] = [cashOf(rig), rig.machine.hash()];
    rig.recover();
    expect([cashOf(rig), rig.machine.hash()]).toEqual([cash, hash]);
    expect(expire(rig)).toEqual([]);
  });

  test('by delivery leaves the share in the account', () => {
    const delivered = { ...call, settles: 'physical' as const };
    const rig = aHolder([share, delivered]);
    rig.feed(aTrade({ price: 120_00 }));
    passTo(rig, expiresAt);
    expect(expire(rig)).toEqual(['entry action', 'position 0', 'position 1', 'pendingCancel']);
    expect(heldOf(rig)).toEqual([`${share.id} 1`]);
    expect(cashOf(rig)).toBe(-10_00n - 100_00n);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('by delivery leaves what is delivered its price: losses are known at once', () => {
    const delivered = { ...call, settles: 'physical' as const };
    const accounts = [anAccount({ kind: 'margin' })];
    const limits = { maxDrawdown: toMinor(5_000_00n) };
    const rig = new TradingRig({ instruments: [share, delivered], accounts, limits });
    rig.feed(aQuote({ instrument: call.id, bid: 10_00, ask: 10_00 }), aTrade({ price: 120_00 }));
    rig.fill(rig.work({ instrument: call.id, qty: one }), { qty: 1, price: 10_00 });
    passTo(rig, expiresAt);
    expire(rig);
    const order = rig.submit({ qty: one, terms: far });
    expect(rig.machine.order(order)?.state).toBe('SUBMITTED');
  });

  test('by delivery of what is not listed is refused', () => {
    const rig = aHolder([{ ...call, settles: 'physical' }]);
    passTo(rig, expiresAt);
    expire(rig, call.id, 120_00);
    expect(heldOf(rig)).toEqual([`${call.id} 1`]);
  });
});

describe('an exercise', () => {
  const exercise = (rig: TradingRig, qty = 1): readonly string[] => {
    const action = { type: 'exercise', price: toPrice(120_00), qty } as const;
    rig.command({ type: 'bookAction', account, entry: 'X', instrument: call.id, action }, byHand);
    return rig.said();
  };

  test('of an American option is at any time, and leaves the orders in it', () => {
    const rig = aHolder([share, { ...call, exercise: 'american' }]);
    expect(exercise(rig)).toEqual(['entry action', 'position 0']);
    expect(cashOf(rig)).toBe(-10_00n + 20_00n);
  });

  test('of a European one is at its end', () => {
    const rig = aHolder([share, call]);
    expect(exercise(rig)).toEqual(['commandRefused']);
    passTo(rig, expiresAt);
    expect(exercise(rig)).toEqual(['entry action', 'position 0']);
  });

  test('twice by the same id is once', () => {
    const rig = aHolder([share, { ...call, exercise: 'american' }]);
    rig.fill(rig.work({ instrument: call.id, qty: one }), { qty: 1, price: 10_00, trade: 'T-2' });
    rig.said();
    expect(exercise(rig)).toEqual(['entry action', 'position 1']);
    expect(exercise(rig)).toEqual(['commandRefused']);
    expect(heldOf(rig)).toEqual([`${call.id} 1`]);
  });
});
