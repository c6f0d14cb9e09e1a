import {
  brand,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type Price,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import { InstrumentTable, toBarSpecText, type Instrument, type MarketData } from 'argosy/domain';
import {
  aBar,
  aCoin,
  aFuture,
  anIndex,
  anInstrument,
  anOption,
  aPair,
  aQuote,
  aStatus,
  aTrade,
} from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { RowGuard } from './row-guard.ts';
import type { SourceContent } from './source.ts';

const MINUTE = 60_000_000;
const sbin = toInstrumentId('SBIN.NSE');
const tcs = toInstrumentId('TCS.NSE');
const instruments = new InstrumentTable([anInstrument(), anInstrument({ id: tcs })]);
const contents: readonly SourceContent[] = [
  { kind: 'quote', instrument: sbin },
  { kind: 'trade', instrument: sbin },
  { kind: 'status', instrument: sbin },
  { kind: 'bar', instrument: sbin, spec: toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL') },
];

function aGuard(): RowGuard {
  return new RowGuard('a.csv', instruments, contents);
}

function passAll(...rows: readonly MarketData[]): void {
  const guard = aGuard();
  for (const row of rows) guard.pass(row);
}

const quote = aQuote({ at: MINUTE });
const trade = aTrade({ at: MINUTE });
const bar = aBar({ at: MINUTE });

const cases: readonly (readonly [string, string, string, readonly MarketData[]])[] = [
  ['an older row', 'UNSORTED_DATA', 'row 2, availableAt', [quote, aQuote({ at: 5 })]],
  [
    'overlapping bars',
    'OVERLAPPING_BARS',
    'row 2, opensAt',
    [bar, aBar({ at: 90_000_000, opensAt: 30_000_000 })],
  ],
  [
    'an unknown instrument',
    'UNKNOWN_INSTRUMENT',
    'row 1, instrument: found X.NSE',
    [aQuote({ instrument: 'X.NSE' })],
  ],
  [
    'undeclared data',
    'UNDECLARED_DATA',
    'row 1, quote: found quote TCS.NSE',
    [aQuote({ instrument: 'TCS.NSE' })],
  ],
  ["another instrument's bar", 'UNDECLARED_DATA', 'row 1, bar', [{ ...bar, instrument: tcs }]],
  [
    'a time that is none',
    'BAD_DATA',
    'availableAt',
    [{ ...quote, availableAt: brand<Timestamp>(Number.NaN) }],
  ],
  [
    'a time before 1970',
    'BAD_DATA',
    'availableAt',
    [{ ...quote, availableAt: brand<Timestamp>(-1) }],
  ],
  [
    'an event after it was known',
    'BAD_DATA',
    'eventAt',
    [{ ...quote, eventAt: toTimestamp(MINUTE + 1) }],
  ],
  ['too many nanoseconds', 'BAD_DATA', 'nanos', [{ ...quote, nanos: 1000 }]],
  [
    'a sequence that is none',
    'BAD_DATA',
    'sourceSequence',
    [{ ...quote, sourceSequence: Number.NaN }],
  ],
  ['a bid that is none', 'BAD_DATA', 'bid', [{ ...quote, bid: brand<Price>(Number.NaN) }]],
  ['a fraction of an ask', 'BAD_DATA', 'ask', [{ ...quote, ask: brand<Price>(10_000.5) }]],
  ['a negative bid size', 'BAD_DATA', 'bidQty', [{ ...quote, bidQty: brand<Quantity>(-1) }]],
  ['a negative ask size', 'BAD_DATA', 'askQty', [{ ...quote, askQty: brand<Quantity>(-1) }]],
  ['a fraction of a price', 'BAD_DATA', 'price', [{ ...trade, price: brand<Price>(10_000.5) }]],
  ['a negative trade', 'BAD_DATA', 'qty', [{ ...trade, qty: brand<Quantity>(-1) }]],
  ['a high below the close', 'BAD_DATA', 'high', [{ ...bar, high: toPrice(9_999) }]],
  [
    'a low above the open',
    'BAD_DATA',
    'low',
    [{ ...bar, low: toPrice(10_001), high: toPrice(10_001) }],
  ],
  ['a fraction of an open', 'BAD_DATA', 'open', [{ ...bar, open: brand<Price>(10_000.5) }]],
  ['a fraction of a high', 'BAD_DATA', 'high', [{ ...bar, high: brand<Price>(10_000.5) }]],
  ['a fraction of a low', 'BAD_DATA', 'low', [{ ...bar, low: brand<Price>(10_000.5) }]],
  ['a fraction of a close', 'BAD_DATA', 'close', [{ ...bar, close: brand<Price>(10_000.5) }]],
  ['a fraction of an ask', 'BAD_DATA', 'ask', [{ ...bar, ask: brand<Price>(10_000.5) }]],
  [
    'a quote of the bar that is none',
    'BAD_DATA',
    'bid',
    [{ ...bar, bid: brand<Price>(Number.NaN) }],
  ],
  ['a negative volume', 'BAD_DATA', 'volume', [{ ...bar, volume: brand<Quantity>(-1) }]],
  ['a negative revision', 'BAD_DATA', 'revision', [{ ...bar, revision: -1 }]],
  ['a bar without a span', 'BAD_DATA', 'opensAt', [aBar({ at: MINUTE, opensAt: MINUTE })]],
  [
    'a bar known before its end',
    'BAD_DATA',
    'closesAt',
    [{ ...bar, closesAt: toTimestamp(MINUTE + 1) }],
  ],
  ['a bar longer than it says', 'BAD_DATA', 'opensAt', [aBar({ at: 2 * MINUTE, opensAt: 0 })]],
];

describe('a price', () => {
  const least: readonly [Instrument, number][] = [
    [anInstrument(), 1],
    [anIndex(), 1],
    [aPair(), 1],
    [aCoin(), 1],
    [anOption(), 0],
    [aFuture(), 1 - 2 ** 52],
  ];

  it.each(least.map(([one, price]) => [one.kind, one, price] as const))(
    'of %s is at least %d',
    (_kind, instrument, price) => {
      const { id } = instrument;
      const table = new InstrumentTable([instrument]);
      const pass = (bid: number) => () =>
        new RowGuard('a.csv', table, [{ kind: 'quote', instrument: id }]).pass({
          ...quote,
          instrument: id,
          bid: brand<Price>(bid),
        });
      expect(pass(price)).not.toThrow();
      expect(pass(2 ** 52 - 1)).not.toThrow();
      expect(pass(price - 1)).toThrow(`source a.csv, row 1, bid of ${id}: found ${price - 1}`);
      expect(pass(2 ** 52)).toThrow(`bid of ${id}: found ${2 ** 52}, expected a whole number from`);
    },
  );

  it.each([
    ['ask', { ...quote, ask: toPrice(0) }],
    ['price', { ...trade, price: toPrice(0) }],
    ['open', { ...bar, open: toPrice(0), low: toPrice(0) }],
    ['low', { ...bar, low: toPrice(0) }],
    ['bid', { ...bar, bid: toPrice(0) }],
    ['ask', { ...bar, ask: toPrice(0) }],
  ])('of nothing is refused as the %s of a share', (field, row) => {
    expect(() => passAll(row)).toThrow(`row 1, ${field} of SBIN.NSE: found 0`);
  });

  it('of a bid above the ask passes, as do sizes that nobody knows', () => {
    const crossed = { ...quote, bid: toPrice(10_005), ask: toPrice(10_000) };
    const none = toQuantity(0);
    expect(() => passAll({ ...crossed, bidQty: none, askQty: none })).not.toThrow();
  });
});

describe('the row guard', () => {
  it('refuses a row that is none', () => {
    const guard = aGuard();
    const pass = (row: MarketData): unknown => guard.pass(row);
    const passNull = (): void => void Reflect.apply(pass, null, [null]);
    expect(passNull).toThrow('source a.csv, row 1, row: found null');
  });

  it.each(cases)('refuses %s, with source, row and field', (_what, code, where, rows) => {
    expect(() => passAll(...rows)).toThrow(expect.objectContaining({ code }));
    expect(() => passAll(...rows)).toThrow('source a.csv, row ');
    expect(() => passAll(...rows)).toThrow(where);
  });

  it('lets every kind of good row pass and counts it', () => {
    const guard = aGuard();
    for (const row of [aStatus({ at: 0 }), quote, trade, bar]) guard.pass(row);
    expect(guard.rows).toBe(4);
  });

  it('lets bars touch', () => {
    expect(() => passAll(bar, aBar({ at: 2 * MINUTE }))).not.toThrow();
  });

  it('lets a corrected bar pass later than its span', () => {
    const correction = { ...bar, revision: 1, availableAt: toTimestamp(3 * MINUTE) };
    expect(() => passAll(bar, aBar({ at: 2 * MINUTE }), correction)).not.toThrow();
  });

  it('measures overlaps against the last bar, not against a correction of an older one', () => {
    const correction = { ...bar, revision: 1, availableAt: toTimestamp(2 * MINUTE) };
    const again = aBar({ at: 2 * MINUTE });
    expect(() => passAll(bar, again, correction, again)).toThrow(
      expect.objectContaining({ code: 'OVERLAPPING_BARS' }),
    );
  });

  it('gives the index of the instrument', () => {
    expect(aGuard().pass(quote)).toBe(instruments.indexOf(sbin));
  });
});
