import { money, toAccountId, toCurrency, toMinor, toTimestamp } from 'argosy/core';
import { rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { ReservationBody } from './bodies.ts';
import { ReservationTable } from './reservation-table.ts';

const account = toAccountId('MAIN');
const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];

function bodyOf(
  reservation: string,
  change: ReservationBody['change'],
  changes: Partial<ReservationBody> = {},
): ReservationBody {
  const about = {
    purpose: 'withdrawal',
    money: rupees(10n),
    expiresAt: null,
    entry: null,
  } as const;
  return { kind: 'reservation', account, reservation, change, ...about, ...changes };
}

/** Two that expire, the later first, one that never does, and one of another currency. */
function aTable(): ReservationTable {
  const table = new ReservationTable();
  table.apply(bodyOf('LATE', 'reserved', { expiresAt: toTimestamp(200) }));
  table.apply(bodyOf('SOON', 'reserved', { expiresAt: toTimestamp(100) }));
  table.apply(bodyOf('EVER', 'reserved'));
  table.apply(bodyOf('USD', 'reserved', { money: money(toMinor(7n), usd) }));
  return table;
}

const standOf = (table: ReservationTable): readonly unknown[] => [
  table.held(account, inr),
  table.held(account, usd),
  table.openCount(account),
  table.nextExpiry,
];

describe('reservations', () => {
  test('are summed and counted while they are open', () => {
    expect(standOf(aTable())).toEqual([30n, 7n, 4, 100]);
    expect([...aTable().sums()]).toEqual([
      ['MAIN INR', 30n],
      ['MAIN USD', 7n],
    ]);
    expect(standOf(new ReservationTable())).toEqual([0n, 0n, 0, Infinity]);
  });

  test.each<[string, ReservationBody, readonly unknown[]]>([
    [
      'posted in part',
      bodyOf('SOON', 'posted', { money: rupees(4n), expiresAt: toTimestamp(100) }),
      [24n, 7n, 4, 100],
    ],
    ['posted', bodyOf('SOON', 'posted', { money: rupees(0n) }), [20n, 7n, 3, 200]],
    ['voided', bodyOf('SOON', 'voided', { money: rupees(0n) }), [20n, 7n, 3, 200]],
    ['expired', bodyOf('LATE', 'expired', { money: rupees(0n) }), [20n, 7n, 3, 100]],
  ])('that are %s count for what is left', (phase, body, expected) => {
    const table = aTable();
    table.apply(body);
    expect(standOf(table)).toEqual(expected);
    const found = table.find(account, body.reservation);
    expect(found?.phase).toBe(phase === 'posted in part' ? 'open' : phase);
    expect([found?.asked, found?.left]).toEqual([rupees(10n), body.money]);
    expect(table.all()).toHaveLength(4);
  });

  test('are due from their instant on, by instant', () => {
    const dueAt = (now: number): readonly string[] =>
      aTable()
        .due(toTimestamp(now))
        .map(({ reservation }) => reservation);
    expect([99, 100, 199, 200].map(dueAt)).toEqual([[], ['SOON'], ['SOON'], ['SOON', 'LATE']]);
  });

  test('know the entries that posted them', () => {
    const table = aTable();
    table.apply(bodyOf('EVER', 'posted', { money: rupees(4n), entry: 'P1' }));
    table.apply(bodyOf('EVER', 'posted', { money: rupees(0n), entry: 'P2' }));
    expect(table.find(account, 'EVER')?.entries).toEqual(['P1', 'P2']);
  });

  test('give way to those of a snapshot', () => {
    const table = aTable();
    const other = new ReservationTable();
    other.apply(bodyOf('OLD', 'reserved', { expiresAt: toTimestamp(1) }));
    table.apply(bodyOf('SOON', 'voided', { money: rupees(0n) }));
    other.importState(structuredClone(table.all()));
    expect(standOf(other)).toEqual(standOf(table));
    expect([...other.open()]).toEqual([...table.open()]);
    expect(other.find(account, 'OLD')).toBeUndefined();
    other.importState([]);
    expect(standOf(other)).toEqual([0n, 0n, 0, Infinity]);
    expect([...other.sums()]).toEqual([]);
  });

  test.each<[string, ReservationBody, string]>([
    ['made twice', bodyOf('EVER', 'reserved'), 'is open, not to be reserved'],
    ['posted before they are made', bodyOf('NEW', 'posted'), 'is unknown, not to be posted'],
    ['less than nothing', bodyOf('NEW', 'reserved', { money: rupees(-1n) }), 'less than nothing'],
  ])('%s are a bug', (_, body, message) => {
    expect(() => {
      aTable().apply(body);
    }).toThrow(message);
  });

  test('that are closed are not closed again', () => {
    const table = aTable();
    const end = bodyOf('EVER', 'voided', { money: rupees(0n) });
    table.apply(end);
    expect(() => {
      table.apply(end);
    }).toThrow('is voided, not to be voided');
  });
});
