import { ColumnBatch, type ColumnValues } from './column-batch.ts';
import { marketBuilder, pushRow } from './market-rows.ts';
import type { ScanRange } from './scan-series.ts';
import type { Series } from './series.ts';
import type { TapedRow } from './tape-tail.ts';

const TIME = 'available_us';

/**
 * Puts the rows that only a tape has behind those of Parquet. Where one of them could be known before a
 * row of Parquet, as beside an import of later days, all are put in order.
 */
export function withTaped(
  batch: ColumnBatch,
  taped: readonly TapedRow[],
  { series, range }: { readonly series: Series; readonly range: ScanRange },
): ColumnBatch {
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = range;
  const wanted = taped.filter(({ row }) => row.availableAt >= from && row.availableAt < until);
  // A tape has no data of one's own types.
  if (series.kind === 'custom') return batch;
  const builder = marketBuilder(series.kind);
  for (const { row, number } of wanted) pushRow(builder, row, number);
  const tail = builder.finish();
  const times = joined(batch, tail, TIME);
  const order = orderOf(times);
  const columns = (range.columns ?? batch.names).map((name): [string, ColumnValues] => {
    return [name, arranged(joined(batch, tail, name), order)];
  });
  return new ColumnBatch(new Map(columns));
}

/** The same rows with the time by which they are put in order. */
export function withTime(range: ScanRange): ScanRange {
  const { columns } = range;
  return columns === undefined ? range : { ...range, columns: [...new Set([...columns, TIME])] };
}

function joined(batch: ColumnBatch, tail: ColumnBatch, name: string): ColumnValues {
  const [first, second] = [batch.column(name), tail.column(name)];
  if (!(first instanceof Float64Array) || !(second instanceof Float64Array)) {
    return [...first, ...second].map((one) => (typeof one === 'number' ? null : one));
  }
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The order of rows by time, equals as they stand; null where they are in order. */
function orderOf(times: ColumnValues): readonly number[] | null {
  if (!(times instanceof Float64Array)) return null;
  const isSorted = times.every((at, index) => index === 0 || at >= (times[index - 1] ?? 0));
  if (isSorted) return null;
  const order = Array.from(times, (_, index) => index);
  return order.sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);
}

function arranged(values: ColumnValues, order: readonly number[] | null): ColumnValues {
  if (order === null) return values;
  if (values instanceof Float64Array) return Float64Array.from(order, (at) => values[at] ?? NaN);
  return order.map((at) => values[at] ?? null);
}
