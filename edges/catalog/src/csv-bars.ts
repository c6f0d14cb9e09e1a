import { assert, brand, formatTimestamp, type ArgosyError, type Timestamp } from 'argosy/core';
import { barSpanMicros, parseBarSpec, type Bar } from 'argosy/domain';

import { calendarDay, sessionOfDay, type BarTimes } from './bar-times.ts';
import type { CsvFields } from './csv-fields.ts';
import type { BarLayout, DayFormat } from './csv-layout.ts';
import type { CsvLines } from './csv-lines.ts';
import { optionalColumn, symbolReader, type RowContext } from './row-context.ts';
import type { SymbolEntry } from './symbol-index.ts';

/** Reads bars, each checked by itself and against the one before it. */
export function barReader(layout: BarLayout, context: RowContext): () => Bar {
  const { fields, lines } = context;
  const symbolOf = symbolReader(layout.instrument, context);
  const timesOf = barTimesReader(layout, context);
  const open = context.columnOf(layout.open);
  const high = context.columnOf(layout.high);
  const low = context.columnOf(layout.low);
  const close = context.columnOf(layout.close);
  const volume = optionalColumn(layout.volume, context);
  return () => {
    const entry = symbolOf();
    const { id, pricePrecision, sizePrecision, spec } = entry;
    assert(spec !== null, `no bar specification of ${id}`);
    const { opensAt, closesAt } = timesOf();
    followLastBar(entry, { opensAt, closesAt }, lines);
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
      open: fields.price(open, pricePrecision),
      high: fields.price(high, pricePrecision),
      low: fields.price(low, pricePrecision),
      close: fields.price(close, pricePrecision),
      volume: fields.quantity(volume, sizePrecision),
      bid: null,
      ask: null,
      revision: 0,
    };
    checkShape(bar, fields, { open, high, close });
    return bar;
  };
}

function barTimesReader(layout: BarLayout, context: RowContext): () => BarTimes {
  const { fields } = context;
  const { time } = layout;
  if (time.is === 'day') return dayReader(context.columnOf(time.column), time.format, context);
  if (time.is === 'both') {
    const opens = context.columnOf(time.opensAt);
    const closes = context.columnOf(time.closesAt);
    return () => {
      const opensAt = fields.time(opens, time.unit);
      const closesAt = fields.time(closes, time.unit);
      if (closesAt > opensAt) return { opensAt, closesAt };
      throw fields.fault(
        'CSV_BAD_TIME',
        closes,
        `a close after the open ${formatTimestamp(opensAt)}`,
      );
    };
  }
  const column = context.columnOf(time.column);
  const span = spanOf(layout);
  const shift = time.is === 'open' ? 0 : span;
  return () => {
    const opensAt = fields.time(column, time.unit) - shift;
    return { opensAt: brand<Timestamp>(opensAt), closesAt: brand<Timestamp>(opensAt + span) };
  };
}

function dayReader(column: number, format: DayFormat, context: RowContext): () => BarTimes {
  const { fields, session, dayOffset } = context;
  return () => {
    const day = fields.day(column, format);
    if (session === null) return calendarDay(day, dayOffset);
    const times = sessionOfDay(session, day);
    if (times !== null) return times;
    throw fields.fault('CSV_NO_SESSION', column, `a trading day of calendar ${session.id}`);
  };
}

/** The span of a bar does not depend on its instrument, so any name does. */
function spanOf(layout: BarLayout): number {
  const spec = parseBarSpec(`ANY.ANY-${layout.spec}`);
  assert(spec.ok, `bar specification ${layout.spec}`);
  return barSpanMicros(spec.value);
}

function followLastBar(entry: SymbolEntry, times: BarTimes, lines: CsvLines): void {
  if (times.opensAt < entry.lastClosesAt) throw overlap(entry, times, lines);
  entry.lastClosesAt = times.closesAt;
}

function overlap(entry: SymbolEntry, times: BarTimes, lines: CsvLines): ArgosyError {
  const before = formatTimestamp(brand<Timestamp>(entry.lastClosesAt));
  const expected = `a bar of ${entry.id} that opens at ${before} or later`;
  return lines.fault('CSV_BAR_OVERLAP', expected, formatTimestamp(times.opensAt));
}

function checkShape(
  bar: Bar,
  fields: CsvFields,
  columns: { readonly open: number; readonly high: number; readonly close: number },
): void {
  const { open, high, low, close } = bar;
  if (high >= low && open >= low && open <= high && close >= low && close <= high) return;
  if (high < low) throw fields.fault('CSV_BAR_SHAPE', columns.high, 'a high not below the low');
  const column = open < low || open > high ? columns.open : columns.close;
  throw fields.fault('CSV_BAR_SHAPE', column, 'a price between low and high');
}
