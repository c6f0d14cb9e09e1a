import { toAccountId, toBookId, toInstrumentId, toPositionId } from 'argosy/core';
import { positionKeyText, type PositionEvent, type PositionKey } from 'argosy/domain';
import { anEventHead, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CLOSED_POSITIONS_MAX, PositionTable } from './position-table.ts';

const account = toAccountId('MAIN');
const instrument = toInstrumentId('SBIN.NSE');
const book = toBookId('ONE');

function keyOf(place: number | null): PositionKey {
  const id = place === null ? null : toPositionId(`0000TEST${String(place).padStart(6, '0')}`);
  return { account, book, instrument, product: 'intraday', id };
}

type Told = { readonly qty: number; readonly realised?: bigint; readonly charges?: bigint };

function told(key: PositionKey, { qty, realised = 0n, charges = 0n }: Told): PositionEvent {
  const cost = BigInt(qty) * 10_000n;
  const money = { realised: rupees(realised), charges: rupees(charges) };
  return { ...anEventHead(), kind: 'position', key, qty, cost, ...money };
}

/** A table that has seen so many positions of a hedging book open and close with a gain of 5. */
function afterTrips(count: number, closedMax = 3): PositionTable {
  const table = new PositionTable(closedMax);
  for (let place = 0; place < count; place += 1) {
    table.apply(told(keyOf(place), { qty: 2 }));
    table.apply(told(keyOf(place), { qty: 0, realised: 5n, charges: 1n }));
  }
  return table;
}

function idsOf(positions: Iterable<{ readonly key: PositionKey }>): readonly (string | null)[] {
  return [...positions].map(({ key }) => key.id);
}

describe('the positions of an account', () => {
  const other = toAccountId('OTHER');
  const keyIn = (of: typeof account): PositionKey => ({ ...keyOf(null), account: of });

  test('are found without those of others', () => {
    const table = new PositionTable(1);
    table.apply(told(keyIn(account), { qty: 2 }));
    table.apply(told(keyIn(other), { qty: 3 }));
    const held = [account, other, toAccountId('NONE')].map((of) => {
      return [...table.heldOf(of)].map(({ qty }) => qty);
    });
    expect(held).toEqual([[2], [3], []]);
  });

  test('are reckoned anew after each change, and after a start', () => {
    const table = new PositionTable(1);
    const versions = [table.version];
    table.apply(told(keyIn(account), { qty: 2 }));
    versions.push(table.version);
    table.apply(told(keyIn(account), { qty: 2 }));
    versions.push(table.version);
    table.importState(table.exportState());
    versions.push(table.version);
    expect(new Set(versions).size).toBe(4);
  });

  test('are none of before a start', () => {
    const table = new PositionTable(1);
    table.apply(told(keyIn(other), { qty: 3 }));
    const earlier = new PositionTable(1);
    earlier.apply(told(keyIn(account), { qty: 2 }));
    table.importState(earlier.exportState());
    expect([...table.held()].map(({ key }) => key.account)).toEqual([account]);
    expect([[...table.heldOf(other)], table.accountQty(other, instrument)]).toEqual([[], 0]);
    expect(table.find(positionKeyText(keyIn(other)))).toBeUndefined();
    const hedging = afterTrips(5);
    hedging.importState(earlier.exportState());
    expect([[...hedging.totals()], [...hedging.closed()]]).toEqual([[], []]);
  });
});

describe('a position that has closed', () => {
  test('stays where its book is netting: the next fill goes on from it', () => {
    const table = new PositionTable(1);
    table.apply(told(keyOf(null), { qty: 2 }));
    table.apply(told(keyOf(null), { qty: 0, realised: 5n }));
    expect([...table.held()].map(({ qty, realised }) => [qty, realised.amount])).toEqual([[0, 5n]]);
    expect([idsOf(table.closed()), [...table.totals()]]).toEqual([[], []]);
  });

  test('of a hedging book is kept among the last few, the oldest leave first', () => {
    const table = afterTrips(10);
    expect(idsOf(table.closed())).toEqual(['0000TEST000007', '0000TEST000008', '0000TEST000009']);
    expect([...table.held()]).toEqual([]);
    expect(table.find(positionKeyText(keyOf(6)))).toBeUndefined();
    expect(table.find(positionKeyText(keyOf(7)))?.realised).toEqual(rupees(5n));
  });

  test('stays in the total of its book and instrument when it is kept no longer', () => {
    const [total, ...others] = afterTrips(10).totals();
    expect(total).toEqual({
      account,
      book,
      instrument,
      realised: rupees(50n),
      charges: rupees(10n),
    });
    expect(others).toEqual([]);
  });

  test('opens again by a late fill, and is not counted twice', () => {
    const table = afterTrips(2);
    table.apply(told(keyOf(0), { qty: -1, realised: 5n, charges: 2n }));
    expect([idsOf(table.held()), idsOf(table.closed())]).toEqual([
      ['0000TEST000000'],
      ['0000TEST000001'],
    ]);
    expect([...table.totals()].map(({ realised }) => realised.amount)).toEqual([5n]);
  });

  test('may number as many as the bound says unless told otherwise', () => {
    const table = new PositionTable();
    for (let place = 0; place <= CLOSED_POSITIONS_MAX; place += 1) {
      table.apply(told(keyOf(place), { qty: 1 }));
      table.apply(told(keyOf(place), { qty: 0 }));
    }
    expect([...table.closed()].length).toBe(CLOSED_POSITIONS_MAX);
    expect(table.exportState().closings.length).toBe(CLOSED_POSITIONS_MAX);
  });
});

const step = fc.record({
  place: fc.option(fc.nat({ max: 8 })),
  qty: fc.integer({ min: -2, max: 2 }),
  realised: fc.integer({ min: -50, max: 50 }),
  charges: fc.nat({ max: 5 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Each step adds to what the table knows of its position, as a fill does. */
function take(table: PositionTable, { place, qty, realised, charges }: Step): void {
  const key = keyOf(place);
  const before = table.find(positionKeyText(key));
  const sums = {
    realised: (before?.realised.amount ?? 0n) + BigInt(realised),
    charges: (before?.charges.amount ?? 0n) + BigInt(charges),
  };
  table.apply(told(key, { qty, ...sums }));
}

function sumOf(table: PositionTable, name: 'realised' | 'charges'): bigint {
  return [...table.held(), ...table.totals()].reduce((sum, one) => sum + one[name].amount, 0n);
}

test('what was earned and paid is never lost, whatever leaves', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const table = new PositionTable(2);
      for (const one of steps) take(table, one);
      const [earned, paid] = [
        steps.map((one) => one.realised),
        steps.map((one) => one.charges),
      ].map((all) => BigInt(all.reduce((sum, value) => sum + value, 0)));
      expect([sumOf(table, 'realised'), sumOf(table, 'charges')]).toEqual([earned, paid]);
      expect([...table.closed()].length).toBeLessThanOrEqual(2);
      const held = [...table.held()].reduce((sum, { qty }) => sum + qty, 0);
      expect(table.accountQty(account, instrument)).toBe(held);
    }),
  );
});

test('a table that goes on from plain data goes on alike', () => {
  const some = fc.array(step, { maxLength: 30, size: 'max' });
  fc.assert(
    fc.property(some, some, (before, after) => {
      const [one, other] = [new PositionTable(2), new PositionTable(2)];
      for (const each of before) take(one, each);
      other.importState(structuredClone(one.exportState()));
      for (const each of after) {
        take(one, each);
        take(other, each);
      }
      expect(other.exportState()).toEqual(one.exportState());
      expect(other.accountQty(account, instrument)).toBe(one.accountQty(account, instrument));
    }),
  );
});

test('all positions of a book and instrument have one total, open and closed ones together', () => {
  const table = afterTrips(10, 1);
  const other = { ...keyOf(null), book: toBookId('TWO') };
  table.apply(told(keyOf(11), { qty: 2, realised: 3n, charges: 2n }));
  table.apply(told(other, { qty: 0, realised: -4n, charges: 1n }));
  table.apply(told({ ...other, product: 'delivery' }, { qty: 1, realised: 1n }));
  const of = (name: string) => ({ account, book: toBookId(name), instrument });
  expect(table.realised()).toEqual([
    { ...of('ONE'), realised: rupees(53n), charges: rupees(12n) },
    { ...of('TWO'), realised: rupees(-3n), charges: rupees(1n) },
  ]);
  expect([...table.totals()]).toEqual([
    { ...of('ONE'), realised: rupees(50n), charges: rupees(10n) },
  ]);
});
