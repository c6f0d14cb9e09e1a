import type { DataMapping } from '@argosy/contract';
import type { Bar, Instrument } from 'argosy/domain';

import { priceText, qtyText } from './amounts.ts';

/** What the columns of `backfillText` mean. */
export function backfillMapping(instrument: Instrument, bar: string): DataMapping {
  return {
    version: 1,
    kind: 'bar',
    encoding: 'utf-8',
    delimiter: ',',
    hasHeader: true,
    columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
    instrument: instrument.id,
    exchange: null,
    timeFormat: 'us',
    place: '24x7',
    spec: bar,
    moment: 'open',
    pricePrecision: instrument.pricePrecision,
    sizePrecision: instrument.sizePrecision,
  };
}

/** Bars as CSV, by when they opened. */
export function backfillText(bars: readonly Bar[], instrument: Instrument): string {
  const lines = bars.map(({ opensAt, open, high, low, close, volume }) => {
    const prices = [open, high, low, close].map((price) => priceText(instrument, price));
    return [opensAt, ...prices, qtyText(instrument, volume)].join(',');
  });
  return ['time,open,high,low,close,volume', ...lines, ''].join('\n');
}
