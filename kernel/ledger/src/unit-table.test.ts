import { toAccountId, toInstrumentId, toTimestamp } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';
import { anEventHead, rupees } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { actionMemo } from './action-memo.ts';
import { UnitTable } from './unit-table.ts';

const [main, other] = [toAccountId('MAIN'), toAccountId('OTHER')];
const [share, heir] = [toInstrumentId('SBIN.NSE'), toInstrumentId('HEIR.NSE')];

function split(account: typeof main, instrument: typeof share, at: number): EntryEvent {
  const ratio = { numerator: at, denominator: 1 };
  const memo = actionMemo(account, instrument, { type: 'split', ...ratio, fractionPrice: null });
  const legs = [{ ledgerAccount: memo, amount: rupees(0n) }];
  const head = { ...anEventHead(), at: toTimestamp(at) };
  return { ...head, kind: 'entry', entry: `E${at}`, account, purpose: 'action', order: null, legs };
}

function aTable(): UnitTable {
  const table = new UnitTable();
  table.apply(split(main, share, 2));
  table.apply(split(other, share, 3));
  table.apply(split(main, heir, 4));
  table.apply(split(main, share, 5));
  return table;
}

const timesIn = (table: UnitTable, account = main, instrument = share): readonly number[] =>
  table.changesOf(account, instrument).map(({ at }) => at);

test('keeps the changes of each account and instrument apart, the earliest first', () => {
  const table = aTable();
  expect(timesIn(table)).toEqual([2, 5]);
  expect([timesIn(table, other), timesIn(table, main, heir), timesIn(table, other, heir)]).toEqual([
    [3],
    [4],
    [],
  ]);
  expect(table.changesOf(main, share)[1]?.ratio).toEqual({ numerator: 5, denominator: 1 });
});

test('goes on from its state, and forgets what it knew before', () => {
  const table = aTable();
  const later = new UnitTable();
  later.apply(split(main, share, 9));
  later.importState(structuredClone(table.exportState()));
  expect(later.exportState()).toEqual(table.exportState());
  expect(timesIn(later)).toEqual([2, 5]);
});
