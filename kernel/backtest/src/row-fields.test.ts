import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, toBarSpecText, type MarketData } from 'argosy/domain';
import {
  aBar,
  aBook,
  aFundingRate,
  aMarkPrice,
  anIndexPrice,
  anAdjustment,
  anInstrument,
  aPerpetual,
  aQueueStep,
  aQuote,
  aStatus,
  aTrade,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { RowGuard } from './row-guard.ts';
import type { SourceContent } from './source.ts';

const instrument = toInstrumentId('SBIN.NSE');
const perpetual = aPerpetual();
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const kinds = ['quote', 'trade', 'status', 'book', 'adjustment', 'queue', 'mark', 'index'] as const;
const contents: readonly SourceContent[] = [
  ...kinds.map((kind) => ({ kind, instrument })),
  { kind: 'bar', instrument, spec },
  { kind: 'funding', instrument: perpetual.id },
];
const at = 60_000_000;
const [price, qty] = [10_000, 10];
const rows: readonly MarketData[] = [
  aQuote({ at }),
  aTrade({ at }),
  aBar({ at }),
  aStatus({ at }),
  aBook({ at }),
  anAdjustment({ at }),
  aQueueStep({ at }),
  aFundingRate({ at, instrument: perpetual.id }),
  aMarkPrice({ at }),
  anIndexPrice({ at }),
];
/** What is no value of any field. */
const bare: unknown = Object.create(null);
const values: readonly unknown[] = [null, undefined, {}, bare, [null], 'nonsense', ''];
const wrong = [...values, Number.NaN, 0.5, Symbol('none'), () => 1];
/** What one of them may be all the same. */
const allowed = new Set([
  'bar.bid null',
  'bar.ask null',
  'trade.aggressor null',
  'adjustment.into null',
  'funding.price null',
  'trade.tradeId nonsense',
  'adjustment.detail nonsense',
  'adjustment.into nonsense',
]);

function pass(row: unknown): unknown {
  const guard = new RowGuard('a.csv', new InstrumentTable([anInstrument(), perpetual]), contents);
  const passOne = (one: MarketData): unknown => guard.pass(one);
  return Reflect.apply(passOne, null, [row]);
}

const cases = rows.flatMap((row) =>
  Object.keys(row).flatMap((field) => wrong.map((value) => [row.kind, field, value, row] as const)),
);

describe('a row from code', () => {
  test.each(rows.map((row) => [row.kind, row] as const))('of %s passes as it is', (_, row) => {
    expect(() => pass(row)).not.toThrow();
  });

  test.each(cases)(
    'of %s whose %s is %s is named with its row and field',
    (kind, field, value, row) => {
      const made = { ...row, [field]: value };
      const text = value === null || typeof value === 'string' ? String(value) : 'nothing';
      if (allowed.has(`${kind}.${field} ${text}`)) expect(() => pass(made)).not.toThrow();
      else expect(() => pass(made)).toThrow(new RegExp(`source a\\.csv, row 1, ${field}`));
    },
  );

  test.each(['bids', 'asks'])('names what is no level of its %s', (side) => {
    for (const level of [null, undefined, 5]) {
      expect(() => pass({ ...aBook({ at }), [side]: [level] })).toThrow(`row 1, ${side}`);
    }
    for (const level of [
      { price: null, qty },
      { price: undefined, qty },
    ]) {
      expect(() => pass({ ...aBook({ at }), [side]: [level] })).toThrow(`row 1, ${side}`);
    }
    const nothing = { ...aBook({ at }), [side]: [{ price, qty: null }] };
    expect(() => pass(nothing)).toThrow(`row 1, qty in ${side}`);
  });

  test.each([
    ['change', { action: 'nonsense' }],
    ['order', { action: 'add', side: 'buy', price, qty }],
    ['side', { action: 'add', order: 1, side: null, price, qty }],
    ['price', { action: 'add', order: 1, side: 'buy', price: null, qty }],
    ['qty', { action: 'add', order: 1, side: 'buy', price, qty: null }],
    ['price', { action: 'change', order: 1, qty }],
    ['qty', { action: 'trade', order: 1 }],
    ['order', { action: 'remove', order: null }],
  ])('names the %s of what an order does', (field, change) => {
    expect(() => pass({ ...aQueueStep({ at }), change })).toThrow(`row 1, ${field}`);
  });

  test.each([1, 0n, true, 'x', Symbol('none'), () => 1])('that is %s is none', (row) => {
    expect(() => pass(row)).toThrow('source a.csv, row 1, row: found');
  });

  test('names a trade without an id', () => {
    const row = { ...aTrade({ at }), tradeId: null };
    expect(() => pass(row)).toThrow('source a.csv, row 1, tradeId: found null');
  });
});
