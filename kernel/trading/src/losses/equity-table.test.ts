import { MICROS_PER_DAY, money, toAccountId, toCurrency, toMinor, toTimestamp } from 'argosy/core';
import { toInputNumber, type EquityEvent } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { EquityTable } from './equity-table.ts';

const account = toAccountId('MAIN');
const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];

function noted(point: EquityEvent['point'], gain: bigint, now = 1): EquityEvent {
  const at = toTimestamp(now);
  const head = { number: toInputNumber(1), index: 0, at, receivedAt: at };
  return { ...head, kind: 'equity', account, point, gain: money(toMinor(gain), inr) };
}

function aTable(...events: readonly EquityEvent[]): EquityTable {
  const table = new EquityTable(0);
  for (const event of events) table.apply(event);
  return table;
}

describe('a height', () => {
  test('is nothing until one was noted, and the last one from then on', () => {
    const noneYet = aTable().height(account, inr);
    const table = aTable(noted('height', 5n), noted('height', 9n), noted('dayStart', 70n));
    expect([noneYet, table.height(account, inr)]).toEqual([0n, 9n]);
  });

  test('in a currency that is the base no more is none', () => {
    expect(aTable(noted('height', 5n)).height(account, usd)).toBe(0n);
  });
});

describe('where a day began', () => {
  const table = aTable(noted('dayStart', 5n, MICROS_PER_DAY), noted('height', 9n));

  test.each([
    [0, 5n],
    [1, null],
  ])('holds in that day: asked for day %i', (day, expected) => {
    expect(table.dayStart(account, inr, day)).toBe(expected);
  });

  test('in a currency that is the base no more is not known', () => {
    expect(table.dayStart(account, usd, 0)).toBeNull();
  });

  test('goes by a clock that is ahead', () => {
    const shifted = new EquityTable(1);
    shifted.apply(noted('dayStart', 5n, MICROS_PER_DAY));
    expect([shifted.dayStart(account, inr, 0), shifted.dayStart(account, inr, 1)]).toEqual([
      null,
      5n,
    ]);
  });
});

test('what is exported makes the same known, and nothing besides', () => {
  const table = aTable(noted('height', 5n), noted('dayStart', 7n));
  const copy = aTable(noted('height', 99n), noted('dayStart', 99n, 2 * MICROS_PER_DAY));
  copy.importState(structuredClone(table.exportState()));
  expect(copy.exportState()).toEqual(table.exportState());
  expect([copy.height(account, inr), copy.dayStart(account, inr, 0)]).toEqual([5n, 7n]);
});
