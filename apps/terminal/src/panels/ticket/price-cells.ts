import { formatNumber, type Grouping } from '../../format/decimal.ts';
import type { CellView } from '../../hot/hot-text.tsx';
import type { MarketRow } from '../../hot/market-row.ts';

type PriceCells = Readonly<Record<'last' | 'buy' | 'sell', (row: MarketRow) => CellView>>;

/** What an instrument trades at, what it is bought for and what it is sold for. */
export const priceCells: Readonly<Record<Grouping, PriceCells>> = {
  indian: cellsWith('indian'),
  western: cellsWith('western'),
};

function cellsWith(grouping: Grouping): PriceCells {
  return {
    last: (row) => ({
      text: formatNumber(row.price, row.pricePlaces, grouping),
      ...(row.isStale ? { tone: 'stale' } : {}),
    }),
    buy: (row) => ({ text: formatNumber(row.ask, row.pricePlaces, grouping) }),
    sell: (row) => ({ text: formatNumber(row.bid, row.pricePlaces, grouping) }),
  };
}
