import { assert, brand, formatTimestamp, type ArgosyError, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec, type Bar } from 'argosy/domain';

import { calendarDay, sessionOfDay, type BarTimes } from './bar-times.ts';
import { FROM_1970, type CsvFields } from './csv-fields.ts';
import type { BarLayout, BarTime, DayFormat } from './csv-layout.ts';
import { optionalColumn, symbolReader, type RowContext, type RowReader } from './row-context.ts';
import type { SymbolEntry } from './symbol-index.ts';

/** Where the times of a bar stand, and how they are read. */
type BarClock = {
  /** The columns that say when a bar opens and when it closes; often the same. */
  readonly opens: number;
  readonly closes: number;
  read(): BarTimes;
};
type PriceColumns = Readonly<Record<'open' | 'high' | 'low' | 'close', number>>;

/** Reads bars, each checked by itself and against the one before it. */
export function barReader(layout: BarLayout, context: RowContext): RowReader {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const clock = barClock(layout, context);
  const columns: PriceColumns = {
    open: context.columnOf(layout.open),
    high: context.columnOf(layout.high),
    low: context.columnOf(layout.low),
    close: context.columnOf(layout.close),
  };
  const volume = optionalColumn(layout.volume, context);
  const read = (): Bar => {
    const entry = symbolOf();
    const { id, sizePrecision, spec } = entry;
    assert(spec !== null, `no bar specification of ${id}`);
    const { opensAt, closesAt } = clock.read();
    if (opensAt < 0) throw fields.fault('CSV_BAD_TIME', clock.opens, FROM_1970);
    if (opensAt < entry.lastClosesAt) throw overlap(entry, fields, clock.opens);
    entry.lastClosesAt = closesAt;
    const bar: Bar = {
      kind: 'bar',
      instrument: id,
      eventAt: closesAt,
      nanos: 0,
      availableAt: closesAt,
      sourceSequence: lines.line,
      spec,
      opensAt,
      closesAt,
      open: fields.price(columns.open, entry),
      high: fields.price(columns.high, entry),
      low: fields.price(columns.low, entry),
      close: fields.price(columns.close, entry),
      volume: fields.quantity(volume, sizePrecision),
      bid: null,
      ask: null,
      revision: 0,
    };
    checkShape(bar, fields, columns);
    return bar;
  };
  return { timeColumn: clock.closes, read };
}

function barClock(layout: BarLayout, context: RowContext): BarClock {
  const { time } = layout;
  if (time.is === 'both') return writtenSpan(layout, time, context);
  if (time.is === 'day') return days(context.columnOf(time.column), time.format, context);
  const { fields } = context;
  const column = context.columnOf(time.column);
  const span = spanOf(layout);
  const shift = time.is === 'open' ? 0 : span;
  const read = (): BarTimes => {
    const opensAt = fields.time(column, time.unit) - shift;
    return { opensAt: brand<Timestamp>(opensAt), closesAt: brand<Timestamp>(opensAt + span) };
  };
  return { opens: column, closes: column, read };
}

/** Both ends are written: a bar has to end behind its beginning, and not behind its span. */
function writtenSpan(
  layout: BarLayout,
  { opensAt: from, closesAt: to, unit }: Extract<BarTime, { readonly is: 'both' }>,
  { fields, columnOf }: RowContext,
): BarClock {
  const [opens, closes] = [columnOf(from), columnOf(to)];
  const span = spanOf(layout);
  const read = (): BarTimes => {
    const opensAt = fields.time(opens, unit);
    const closesAt = fields.time(closes, unit);
    if (closesAt > opensAt && closesAt - opensAt <= span) return { opensAt, closesAt };
    const expected =
      closesAt > opensAt
        ? `at most ${formatTimestamp(brand<Timestamp>(opensAt + span))}, as bars of ${layout.spec} end`
        : `a close after the open ${formatTimestamp(opensAt)}`;
    throw fields.fault('CSV_BAD_TIME', closes, expected);
  };
  return { opens, closes, read };
}

function days(column: number, format: DayFormat, context: RowContext): BarClock {
  const { fields, session, dayOffset } = context;
  const read = (): BarTimes => {
    const day = fields.day(column, format);
    if (session === null) return calendarDay(day, dayOffset);
    const times = sessionOfDay(session, day);
    if (times !== null) return times;
    throw fields.fault('CSV_NO_SESSION', column, `a trading day of calendar ${session.id}`);
  };
  return { opens: column, closes: column, read };
}

/** The span of a bar does not depend on its instrument, so any name does. */
function spanOf(layout: BarLayout): number {
  const spec = parseBarSpec(`ANY.ANY-${layout.spec}`);
  assert(spec.ok, `bar specification ${layout.spec}`);
  return barSpanMicros(spec.value);
}

function overlap(
  { id, lastClosesAt }: SymbolEntry,
  fields: CsvFields,
  column: number,
): ArgosyError {
  const before = formatTimestamp(brand<Timestamp>(lastClosesAt));
  const expected = `a bar of ${id} that opens at ${before} or later`;
  return fields.fault('CSV_BAR_OVERLAP', column, expected);
}

/** The high and the low have to hold the other prices; the message names the one they miss. */
function checkShape(bar: Bar, fields: CsvFields, columns: PriceColumns): void {
  const { open, high, low, close } = bar;
  if (high >= low && open >= low && open <= high && close >= low && close <= high) return;
  const above = high < low ? 'low' : open > high ? 'open' : 'close';
  const isHigh = bar[above] > high;
  const other = isHigh ? above : open < low ? 'open' : 'close';
  const expected = `${isHigh ? 'at least' : 'at most'} the ${other}, ${fields.text(columns[other])}`;
  throw fields.fault('CSV_BAR_SHAPE', isHigh ? columns.high : columns.low, expected);
}
