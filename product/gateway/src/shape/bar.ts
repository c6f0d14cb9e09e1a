import { formatDay, formatTimestamp, type SessionClock, type Timestamp } from 'argosy/core';
import type { BarSpecText, Instrument } from 'argosy/domain';
import type { LatestBars, LiveBar } from '@argosy/bridge';
import type * as contract from '@argosy/contract';

import { priceText, qtyText } from './amounts.ts';

/** A bar of an instrument. */
export function barShape(bar: LiveBar, instrument: Instrument, isClosed: boolean): contract.Bar {
  return {
    isClosed,
    isWhole: bar.isWhole,
    opensAt: formatTimestamp(bar.opensAt),
    closesAt: formatTimestamp(bar.closesAt),
    open: priceText(instrument, bar.open),
    high: priceText(instrument, bar.high),
    low: priceText(instrument, bar.low),
    close: priceText(instrument, bar.close),
    volume: qtyText(instrument, bar.volume),
  };
}

/** The newest bars of a series. */
export function newestBarsShape(
  { closed, forming }: { readonly closed: LiveBar | null; readonly forming: LiveBar | null },
  { instrument, spec }: { readonly instrument: Instrument; readonly spec: BarSpecText },
): contract.BarsNow {
  return {
    instrument: instrument.id,
    bar: spec.slice(instrument.id.length + 1),
    bars: [
      ...(closed === null ? [] : [barShape(closed, instrument, true)]),
      ...(forming === null ? [] : [barShape(forming, instrument, false)]),
    ],
  };
}

/** The trading day under way, or the last one until the next begins, out of bars of days. */
export function dayShape(
  { closed, forming }: LatestBars,
  instrument: Instrument,
  { clock, now }: { readonly clock: SessionClock; readonly now: Timestamp },
): contract.DaySummary {
  const today = clock.tradingDay(now);
  const last = closed.at(-1);
  const isOver = forming === null && last !== undefined && clock.tradingDay(last.opensAt) === today;
  const bar = isOver ? last : forming;
  const previous = isOver ? closed.at(-2) : last;
  return {
    tradingDay: formatDay(today),
    open: bar === null ? null : priceText(instrument, bar.open),
    high: bar === null ? null : priceText(instrument, bar.high),
    low: bar === null ? null : priceText(instrument, bar.low),
    volume: qtyText(instrument, bar?.volume ?? 0),
    previousClose: previous === undefined ? null : priceText(instrument, previous.close),
  };
}
