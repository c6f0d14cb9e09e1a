import type { Panel } from '../../workspace/panel-kind.ts';
import type { ChosenIndicator } from './chart-indicators.ts';
import type { ChartStyle } from './price-series.ts';
import { timeframes, type Timeframe } from './timeframe.ts';

/** The ways prices are drawn, in the order of the list. */
export const styles: readonly ChartStyle[] = ['candles', 'bars', 'line', 'area', 'heikinAshi'];

type Kept = Pick<Panel, 'state'>;

/** The timeframe that a panel was set to; five minutes unless told. */
export function timeframeOf({ state }: Kept): Timeframe {
  const wanted = state['timeframe'] ?? '5m';
  return timeframes.find(({ name }) => name === wanted) ?? timeframes[0];
}

/** How a panel was set to draw. */
export function styleOf({ state }: Kept): ChartStyle {
  return styles.find((style) => style === state['style']) ?? 'candles';
}

/** The indicators on a panel. What is kept may be of another version: what does not fit is passed over. */
export function chosenOf({ state }: Kept): readonly ChosenIndicator[] {
  const kept = state['indicators'];
  return Array.isArray(kept) ? kept.filter(isChosen) : [];
}

function isChosen(value: unknown): value is ChosenIndicator {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'name' in value &&
    typeof value.name === 'string' &&
    'values' in value
  );
}
