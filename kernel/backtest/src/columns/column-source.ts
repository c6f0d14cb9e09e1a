import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type Instrument,
} from 'argosy/domain';

import { backtestError } from '../errors.ts';
import { generatorSource, type Source } from '../source.ts';

/** Bars in columns of one length, as research has them: prices and volumes as decimals. */
export type PriceColumns = {
  /** When each bar ends, in microseconds since 1970, each later than the one before. */
  readonly closesAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume?: Float64Array;
};

/** How many bars are made at a time. */
const BATCH_ROWS = 4096;
/** How far a decimal may be from a whole number of its instrument's units, as floats have it. */
const SLACK = 1e-6;

/**
 * A source over typed arrays. A price that is finer than its instrument's precision is refused, as everywhere
 * (`BAD_DATA`): round it before. Each bar is as long as the specification says, or begins where the one before ended.
 *
 * @example
 * columnSource(share, '1-DAY-LAST-EXTERNAL', { closesAt, open, high, low, close });
 */
export function columnSource(instrument: Instrument, spec: string, columns: PriceColumns): Source {
  const text = toBarSpecText(`${instrument.id}-${spec}`);
  const parsed = parseBarSpec(text);
  const span = parsed.ok ? barSpanMicros(parsed.value) : 0;
  const rows = columns.closesAt.length;
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== rows) {
      throw backtestError('BAD_DATA', `${name} has ${column.length} rows beside ${rows}`);
    }
  }
  const barAt = (row: number): Bar => {
    const closesAt = toTimestamp(columns.closesAt[row] ?? NaN);
    const before = columns.closesAt[row - 1] ?? 0;
    const units = (
      name: 'open' | 'high' | 'low' | 'close' | 'volume',
      precision: number,
    ): number => {
      const value = columns[name]?.[row] ?? 0;
      const whole = Math.round(value * 10 ** precision);
      if (Math.abs(value * 10 ** precision - whole) <= SLACK * Math.max(1, Math.abs(whole)))
        return whole;
      throw backtestError('BAD_DATA', `${name} ${row} is ${value}, expected ${precision} places`);
    };
    const { pricePrecision, sizePrecision } = instrument;
    return {
      kind: 'bar',
      instrument: instrument.id,
      eventAt: closesAt,
      nanos: 0,
      availableAt: closesAt,
      sourceSequence: row,
      spec: text,
      opensAt: toTimestamp(Math.max(before, closesAt - span)),
      closesAt,
      open: toPrice(units('open', pricePrecision)),
      high: toPrice(units('high', pricePrecision)),
      low: toPrice(units('low', pricePrecision)),
      close: toPrice(units('close', pricePrecision)),
      volume: toQuantity(units('volume', sizePrecision)),
      bid: null,
      ask: null,
      revision: 0,
    };
  };
  return generatorSource(
    `${instrument.id} columns`,
    [{ kind: 'bar', instrument: instrument.id, spec: text }],
    function* batches() {
      for (let from = 0; from < rows; from += BATCH_ROWS) {
        const count = Math.min(BATCH_ROWS, rows - from);
        yield Array.from({ length: count }, (_, place) => barAt(from + place));
      }
    },
  );
}
