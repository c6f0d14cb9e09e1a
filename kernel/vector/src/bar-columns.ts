import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Bar, BarSpecText, Instrument } from 'argosy/domain';

import { vectorError } from './errors.ts';

/** The bars of one instrument in columns: prices and volumes in whole units of its precision, as bars have them. */
export type BarColumns = {
  readonly instrument: Instrument;
  readonly spec: BarSpecText;
  /** Microseconds since 1970. */
  readonly opensAt: Float64Array;
  readonly closesAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
};

const names = ['opensAt', 'closesAt', 'open', 'high', 'low', 'close', 'volume'] as const;

/**
 * Puts bars into columns. They are of one instrument and one specification, each ends before the next
 * begins, and each is known when it ends: of a bar that comes late or again a backtest says more.
 */
export function toBarColumns(instrument: Instrument, bars: readonly Bar[]): BarColumns {
  const [first] = bars;
  if (first === undefined) throw vectorError('BAD_COLUMNS', `${instrument.id} has none`);
  for (const [row, bar] of bars.entries()) {
    const problem = problemOf(instrument, first, { bar, before: bars[row - 1] });
    if (problem !== null)
      throw vectorError('BAD_COLUMNS', `${instrument.id} bar ${row} ${problem}`);
  }
  const column = (name: (typeof names)[number]): Float64Array =>
    Float64Array.from(bars, (bar) => bar[name]);
  return {
    instrument,
    spec: first.spec,
    opensAt: column('opensAt'),
    closesAt: column('closesAt'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** The bars that stand in columns, as a backtest reads them. */
export function toBars(columns: BarColumns): readonly Bar[] {
  const { instrument, spec } = columns;
  return Array.from(columns.open, (open, row) => ({
    kind: 'bar',
    instrument: instrument.id,
    eventAt: toTimestamp(columns.closesAt[row] ?? 0),
    nanos: 0,
    availableAt: toTimestamp(columns.closesAt[row] ?? 0),
    sourceSequence: row,
    spec,
    opensAt: toTimestamp(columns.opensAt[row] ?? 0),
    closesAt: toTimestamp(columns.closesAt[row] ?? 0),
    open: toPrice(open),
    high: toPrice(columns.high[row] ?? open),
    low: toPrice(columns.low[row] ?? open),
    close: toPrice(columns.close[row] ?? open),
    volume: toQuantity(columns.volume[row] ?? 0),
    bid: null,
    ask: null,
    revision: 0,
  }));
}

/** Some rows of columns, the same cells. */
export function sliceColumns(columns: BarColumns, from: number, until: number): BarColumns {
  return mapColumns(columns, (column) => column.subarray(from, until));
}

/** Columns with cells that threads can share: they are not copied into each. */
export function shareColumns(columns: BarColumns): BarColumns {
  return mapColumns(columns, (column) => {
    const cells = new Float64Array(new SharedArrayBuffer(column.byteLength));
    cells.set(column);
    return cells;
  });
}

function mapColumns(columns: BarColumns, map: (column: Float64Array) => Float64Array): BarColumns {
  return {
    ...columns,
    opensAt: map(columns.opensAt),
    closesAt: map(columns.closesAt),
    open: map(columns.open),
    high: map(columns.high),
    low: map(columns.low),
    close: map(columns.close),
    volume: map(columns.volume),
  };
}

function problemOf(
  instrument: Instrument,
  first: Bar,
  { bar, before }: { readonly bar: Bar; readonly before: Bar | undefined },
): string | null {
  if (bar.instrument !== instrument.id) return `is of ${bar.instrument}`;
  if (bar.spec !== first.spec) return `is a ${bar.spec} among ${first.spec}`;
  if (bar.opensAt >= bar.closesAt) return 'ends before it begins';
  if (before !== undefined && bar.opensAt < before.closesAt) return 'begins before the last ends';
  if (bar.availableAt !== bar.closesAt) return 'is known at another instant than its end';
  if (bar.revision !== 0) return 'is a revision';
  if (bar.low <= 0) return `has a price of ${bar.low}, expected one above zero`;
  const { open, high, low, close } = bar;
  const isWhole = low <= Math.min(open, close) && high >= Math.max(open, close);
  return isWhole ? null : 'has a price beyond its high or low';
}
