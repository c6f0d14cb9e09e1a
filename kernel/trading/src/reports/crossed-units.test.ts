import {
  toAccountId,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import type { CorporateAction } from 'argosy/domain';
import { TradingRig, aQuote, anAccount, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const share = anInstrument();
const heir = anInstrument({ id: toInstrumentId('HEIR.NSE') });

const fractionPrice = toPrice(200_00);
const split = (numerator: number, denominator: number): CorporateAction => ({
  type: 'split',
  numerator,
  denominator,
  fractionPrice,
});
const heirs = { numerator: 1, denominator: 2, fractionPrice, into: heir.id };
const exchange: CorporateAction = { ...heirs, type: 'exchange' };
const spinOff: CorporateAction = { ...heirs, type: 'spinOff', costBps: 2_500 };
const redemption: CorporateAction = { type: 'redemption', price: toPrice(100_00) };

function aRig(): TradingRig {
  const accounts = [anAccount({ kind: 'margin' })];
  const rig = new TradingRig({ instruments: [share, heir], accounts });
  rig.feed(aQuote());
  return rig;
}

function trade(rig: TradingRig, side: 'buy' | 'sell', qty: number, trade: string): OrderId {
  const order = rig.work({ side, qty: toQuantity(qty) });
  rig.fill(order, { qty, price: 100_00, trade, at: rig.now });
  return order;
}

let entries = 0;
function act(rig: TradingRig, action: CorporateAction): void {
  entries += 1;
  const entry = `A${entries}`;
  rig.command(
    { type: 'bookAction', account, entry, instrument: share.id, action },
    { strategy: null },
  );
  rig.said();
}

const heldIn = (rig: TradingRig, instrument = share.id): number =>
  rig.machine.positions().find(({ key }) => key.instrument === instrument)?.qty ?? 0;
const cashOf = (rig: TradingRig): bigint => {
  return rig.machine.book.cash(account, share.currency);
};
const stateOf = (rig: TradingRig): string => rig.machine.stateOf(account, { kind: 'account' });
const details = (rig: TradingRig): readonly string[] =>
  rig.of('anomaly').flatMap(({ type, detail }) => (type === 'actionCrossed' ? [detail] : []));

describe('the bust of a fill from before a split', () => {
  test('takes back as many units as the split has made of it, and the cash that it cost', () => {
    const rig = aRig();
    const order = trade(rig, 'buy', 10, 'A');
    act(rig, split(2, 1));
    rig.bust(order, 'A');
    expect([heldIn(rig), cashOf(rig), stateOf(rig)]).toEqual([0, 10_000_00n, 'ACTIVE']);
    expect(details(rig)).toEqual([
      `trade A of 10 units of ${share.id} is of before a split 2 for 1: 20 units of now`,
    ]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('is told in decimals of the instrument', () => {
    const accounts = [anAccount({ kind: 'margin' })];
    const rig = new TradingRig({ instruments: [{ ...share, sizePrecision: 1 }, heir], accounts });
    rig.feed(aQuote());
    const order = trade(rig, 'buy', 10, 'A');
    act(rig, split(2, 1));
    rig.bust(order, 'A');
    expect(details(rig)).toEqual([
      `trade A of 1.0 units of ${share.id} is of before a split 2 for 1: 2.0 units of now`,
    ]);
  });

  test('that left a fraction takes back the whole units, and a person has to look', () => {
    const rig = aRig();
    const order = trade(rig, 'buy', 7, 'A');
    act(rig, split(1, 2));
    trade(rig, 'sell', 2, 'B');
    rig.said();
    rig.bust(order, 'A');
    expect([heldIn(rig), stateOf(rig)]).toEqual([-2, 'REDUCING']);
    expect(details(rig)).toEqual([
      `trade A of 7 units of ${share.id} is of before a split 1 for 2: 3 units of now, and a fraction`,
    ]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('that is worth less than a unit now moves money alone', () => {
    const rig = aRig();
    const order = trade(rig, 'buy', 1, 'A');
    trade(rig, 'buy', 10, 'B');
    act(rig, split(1, 10));
    const before = rig.machine.positions()[0];
    rig.bust(order, 'A');
    expect(rig.machine.positions()[0]).toMatchObject({ qty: 1, cost: before?.cost });
    expect([cashOf(rig), stateOf(rig)]).toEqual([10_000_00n - 1_000_00n + 20_00n, 'REDUCING']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('goes through several of them as the position went', () => {
    const rig = aRig();
    const order = trade(rig, 'buy', 7, 'A');
    act(rig, split(1, 2));
    act(rig, split(2, 1));
    rig.bust(order, 'A');
    expect([heldIn(rig), stateOf(rig)]).toEqual([0, 'REDUCING']);
  });

  test.each(['restart', 'recall'] as const)('is the same after a %s', (way) => {
    const rig = aRig();
    const order = trade(rig, 'buy', 10, 'A');
    act(rig, split(3, 2));
    rig[way]();
    rig.bust(order, 'A');
    expect([heldIn(rig), stateOf(rig)]).toEqual([0, 'ACTIVE']);
  });

  test('of another account or instrument changes nothing', () => {
    const rig = aRig();
    const other = rig.work({ instrument: heir.id, qty: toQuantity(4) });
    rig.fill(other, { qty: 4, price: 10_00, trade: 'H', at: rig.now });
    trade(rig, 'buy', 10, 'A');
    act(rig, split(2, 1));
    rig.bust(other, 'H');
    expect([heldIn(rig, heir.id), heldIn(rig), details(rig)]).toEqual([0, 20, []]);
  });
});

describe('a late fill', () => {
  test('from before a split brings the units that the split would have made of it', () => {
    const rig = aRig();
    const order = rig.work({ qty: toQuantity(10) });
    rig.fill(order, { qty: 4, price: 100_00, trade: 'A', at: rig.now });
    const at = rig.now;
    act(rig, split(3, 1));
    rig.fill(order, { qty: 2, price: 100_00, trade: 'B', at });
    expect([heldIn(rig), cashOf(rig), stateOf(rig)]).toEqual([18, 9_400_00n, 'ACTIVE']);
    expect(rig.machine.positions()[0]?.cost).toBe(600_00n);
    rig.bust(order, 'B');
    expect([heldIn(rig), cashOf(rig)]).toEqual([12, 9_600_00n]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('from before a split may turn a position, each side at its share of the worth', () => {
    const rig = aRig();
    trade(rig, 'buy', 2, 'A');
    const order = rig.work({ side: 'sell', qty: toQuantity(5) });
    const at = rig.now;
    act(rig, split(3, 1));
    rig.fill(order, { qty: 5, price: 120_00, trade: 'B', at });
    const position = rig.machine.positions()[0];
    // 15 sold for 600: 6 of them closed what had cost 200 for 240, 9 are short for 360.
    expect(position).toMatchObject({ qty: -9, cost: -360_00n, realised: { amount: 40_00n } });
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('from before, of an order that was sent after it, is none of before', () => {
    const rig = aRig();
    const at = rig.now;
    trade(rig, 'buy', 10, 'A');
    act(rig, split(2, 1));
    const order = rig.work({ qty: toQuantity(3) });
    rig.fill(order, { qty: 3, price: 50_00, trade: 'B', at: toTimestamp(at) });
    expect([heldIn(rig), details(rig), stateOf(rig)]).toEqual([23, [], 'ACTIVE']);
  });

  test('from after a split, on an order of before it, is booked as it is and flagged', () => {
    const rig = aRig();
    trade(rig, 'buy', 10, 'A');
    const order = rig.work({ qty: toQuantity(5) });
    act(rig, split(2, 1));
    rig.fill(order, { qty: 3, price: 50_00, trade: 'B', at: rig.now });
    expect([heldIn(rig), stateOf(rig)]).toEqual([23, 'REDUCING']);
    expect(details(rig)).toEqual([
      `trade B of 3 units of ${share.id} came after an action on an order of before it`,
    ]);
    rig.bust(order, 'B');
    expect([heldIn(rig), details(rig).length]).toEqual([20, 1]);
  });

  test('from between two splits, on an order of before both, is of before the second at most', () => {
    const rig = aRig();
    trade(rig, 'buy', 10, 'A');
    const order = rig.work({ qty: toQuantity(5) });
    act(rig, split(2, 1));
    const at = rig.now;
    act(rig, split(3, 1));
    rig.fill(order, { qty: 3, price: 50_00, trade: 'B', at });
    expect([heldIn(rig), stateOf(rig)]).toEqual([69, 'REDUCING']);
    expect(details(rig)[0]).toMatch(/ is of before a split 3 for 1: 9 units of now$/);
  });

  test.each([exchange, spinOff, redemption])(
    'from before $type is booked as it is and flagged',
    (action) => {
      const rig = aRig();
      trade(rig, 'buy', 10, 'A');
      const order = rig.work({ qty: toQuantity(5) });
      const at = rig.now;
      act(rig, action);
      const before = heldIn(rig);
      rig.fill(order, { qty: 3, price: 50_00, trade: 'B', at });
      expect([heldIn(rig), stateOf(rig)]).toEqual([before + 3, 'REDUCING']);
      expect(details(rig)[0]).toMatch(/of before an action: booked as it is$/);
      expect(rig.machine.checkInvariants()).toEqual([]);
    },
  );

  test('from before a dividend is a fill like any other', () => {
    const rig = aRig();
    trade(rig, 'buy', 10, 'A');
    const order = rig.work({ qty: toQuantity(5) });
    const at = rig.now;
    act(rig, { type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 });
    rig.fill(order, { qty: 3, price: 50_00, trade: 'B', at });
    expect([heldIn(rig), details(rig), stateOf(rig)]).toEqual([13, [], 'ACTIVE']);
  });

  test('that would make more than a position can be is booked as it is', () => {
    const rig = aRig();
    trade(rig, 'buy', 1, 'A');
    const order = rig.work({ qty: toQuantity(10) });
    const at = rig.now;
    act(rig, split(2 ** 52, 1));
    rig.fill(order, { qty: 10, price: 1, trade: 'B', at });
    expect([heldIn(rig), stateOf(rig)]).toEqual([2 ** 52 + 10, 'REDUCING']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

test('whatever was bought and split, busting all of it leaves nothing, and the cash as it was', () => {
  const fills = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 5 });
  const ratios = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 });
  fc.assert(
    fc.property(fills, ratios, (qtys, factors) => {
      const rig = aRig();
      const orders = qtys.map((qty, place) => trade(rig, 'buy', qty, `T${place}`));
      for (const factor of factors) act(rig, split(factor, 1));
      for (const [place, order] of orders.entries()) rig.bust(order, `T${place}`);
      expect([heldIn(rig), cashOf(rig), stateOf(rig)]).toEqual([0, 10_000_00n, 'ACTIVE']);
      expect(rig.machine.checkInvariants()).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
