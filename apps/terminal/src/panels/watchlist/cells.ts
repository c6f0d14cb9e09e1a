import { formatChange, formatNumber, formatShort, type Grouping } from '../../format/decimal.ts';
import type { CellView } from '../../hot/hot-text.tsx';
import type { MarketRow } from '../../hot/market-row.ts';

/** The cells of a row. Made once for each grouping: a cell that is handed a new function begins anew. */
export type WatchCells = Readonly<
  Record<'last' | 'changePercent' | 'volume', (row: MarketRow) => CellView>
>;

const PLACES = 2;

/** What each cell shows. */
export const watchCells: Readonly<Record<Grouping, WatchCells>> = {
  indian: cellsWith('indian'),
  western: cellsWith('western'),
};

function cellsWith(grouping: Grouping): WatchCells {
  return {
    last: (row) => ({
      text: formatNumber(row.price, row.pricePlaces, grouping),
      tone: row.isStale ? 'stale' : toneOf(row),
    }),
    changePercent: (row) => ({
      text: percentText(row, grouping),
      tone: toneOf(row),
    }),
    volume: (row) => ({ text: formatShort(row.volume, grouping) }),
  };
}

/** What is not known yet has no unit either. */
function percentText(row: MarketRow, grouping: Grouping): string {
  const { changePercent } = row;
  const text = formatChange(changePercent, PLACES, grouping);
  return Number.isFinite(changePercent) ? `${arrowOf(row)}${text}%` : text;
}

/** By what it has changed since the day before, never by the last tick. */
function toneOf({ change }: MarketRow): 'up' | 'down' | 'flat' {
  if (change > 0) return 'up';
  return change < 0 ? 'down' : 'flat';
}

function arrowOf({ change }: MarketRow): string {
  if (change > 0) return '▲ ';
  return change < 0 ? '▼ ' : '';
}
