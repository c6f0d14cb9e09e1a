import { brand, type InstrumentId, type Price, type Quantity, type Timestamp } from 'argosy/core';
import type { Bar, BarSpecText } from 'argosy/domain';
import type { BarSpan } from 'argosy/engine';

import type { MinuteRow, MinuteSpan } from './seen-minutes.ts';

/** Whose bars they are. */
export type BarSeries = { readonly instrument: InstrumentId; readonly spec: BarSpecText };

/** A bar with whether all of it was heard, here or by whoever keeps the past; of one that is not more may have traded. */
export type LiveBar = Bar & { readonly isWhole: boolean };

/** What minutes come to together. */
export type MinuteSum = Omit<MinuteRow, 'opensAt'>;

/** Adds a later minute; null is the sum of none. */
export function addMinute(sum: MinuteSum | null, row: MinuteSum): MinuteSum {
  if (sum === null) return row;
  return {
    open: sum.open,
    high: Math.max(sum.high, row.high),
    low: Math.min(sum.low, row.low),
    close: row.close,
    volume: sum.volume + row.volume,
  };
}

/** Minutes of an instrument, and the stretches among them of which nobody knows all. */
export type KnownMinutes = {
  readonly rows: readonly MinuteRow[];
  readonly holes: readonly MinuteSpan[];
};

/** A sum as the bar of a span. */
export function barOf(
  { instrument, spec }: BarSeries,
  { opensAt, closesAt }: BarSpan,
  sum: MinuteSum,
): Bar {
  const at = brand<Timestamp>(closesAt);
  return {
    kind: 'bar',
    instrument,
    eventAt: at,
    nanos: 0,
    availableAt: at,
    sourceSequence: 0,
    spec,
    opensAt: brand<Timestamp>(opensAt),
    closesAt: at,
    open: brand<Price>(sum.open),
    high: brand<Price>(sum.high),
    low: brand<Price>(sum.low),
    close: brand<Price>(sum.close),
    volume: brand<Quantity>(sum.volume),
    bid: null,
    ask: null,
    revision: 0,
  };
}

/** Minutes in order as the bars that they make; what `spanOf` places nowhere is left out. */
export function foldMinutes(
  series: BarSeries,
  { rows, holes }: KnownMinutes,
  spanOf: (at: number) => BarSpan | null,
): readonly LiveBar[] {
  const bars: LiveBar[] = [];
  let span: BarSpan | null = null;
  let sum: MinuteSum | null = null;
  const finish = (): void => {
    if (span !== null && sum !== null) {
      bars.push({ ...barOf(series, span, sum), isWhole: isWithout(holes, span) });
    }
    sum = null;
  };
  for (const row of rows) {
    if (span === null || row.opensAt >= span.closesAt) {
      finish();
      span = spanOf(row.opensAt);
    }
    if (span !== null) sum = addMinute(sum, row);
  }
  finish();
  return bars;
}

function isWithout(holes: readonly MinuteSpan[], { opensAt, closesAt }: BarSpan): boolean {
  return !holes.some(({ from, until }) => from < closesAt && until > opensAt);
}
