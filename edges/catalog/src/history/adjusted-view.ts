import type { SourceContent } from 'argosy/backtest';
import {
  AdjustedSeries,
  afterMap,
  mapDatum,
  type DatedAction,
  type Instrument,
  type MarketData,
  type PriceMap,
} from 'argosy/domain';

import type { ColumnBatch } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import { rowMaker, toColumns } from './market-rows.ts';

/** By what prices are adjusted. */
export type AdjustOptions = {
  readonly instrument: Instrument;
  /** Of any instrument, in any order. */
  readonly actions: readonly DatedAction[];
  /** Splits, bonuses and rights; `totalReturn` takes dividends as well. */
  readonly prices: 'splits' | 'totalReturn';
};

type Priced = Extract<MarketData, { readonly kind: 'quote' | 'trade' | 'bar' }>;
type Step = { readonly map: PriceMap; readonly exAt: number; readonly place: number };

/**
 * Prices in those of the end of the rows: what an adjusted series of a run says when it says its past
 * anew, each price rounded once. An action that is known only later than the last row adjusts nothing.
 */
export function adjustedView(
  series: SourceContent,
  batch: ColumnBatch,
  options: AdjustOptions,
): ColumnBatch {
  const { kind } = series;
  if (kind !== 'bar' && kind !== 'trade' && kind !== 'quote') {
    throw historyError('HISTORY_BAD_OPTION', `prices of ${kind}, expected bars, trades or quotes`);
  }
  const make = rowMaker(series, batch);
  const rows = Array.from({ length: batch.rows }, (_, at) => make(at)).filter(isPriced);
  const steps = stepsOf(rows, options);
  const numbers = [...batch.numbers('number')];
  return toColumns(
    kind,
    rows.map((row, place) => restated(row, place, steps)),
    numbers,
  );
}

/** What the actions make of prices of before, as a run finds it row by row. */
function stepsOf(
  rows: readonly Priced[],
  { instrument, actions, prices }: AdjustOptions,
): readonly Step[] {
  const terms = { kind: 'adjusted', of: instrument.id, prices, direction: 'back' } as const;
  const node = new AdjustedSeries({ self: instrument, of: instrument }, terms, actions);
  const steps: Step[] = [];
  const note = (said: readonly MarketData[], place: number): void => {
    for (const row of said) {
      if (row.kind === 'adjustment') steps.push({ map: row, exAt: row.eventAt, place });
    }
  };
  for (const [place, row] of rows.entries()) {
    while (node.nextAt < row.availableAt) note(node.end(node.nextAt, []), place);
    note(node.end(row.availableAt, [row]), place + 1);
  }
  return steps;
}

function restated(row: Priced, place: number, steps: readonly Step[]): Priced {
  const at = row.kind === 'bar' ? row.opensAt : row.eventAt;
  let map: PriceMap | null = null;
  for (const step of steps) {
    if (place >= step.place || at >= step.exAt) continue;
    map = map === null ? step.map : afterMap(map, step.map);
  }
  return map === null ? row : mapDatum(map, row);
}

function isPriced(row: MarketData): row is Priced {
  return row.kind === 'quote' || row.kind === 'trade' || row.kind === 'bar';
}
