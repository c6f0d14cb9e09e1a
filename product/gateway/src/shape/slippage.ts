import type { Order, Slippage } from '@argosy/contract';

/** The most cells that are told: the instruments that were traded most come first. */
const CELLS_MAX = 2_000;
const BPS = 10_000;
const HALF_HOUR_MS = 1_800_000;
const HALF_HOURS = 48;

type Counted = Pick<Order, 'instrument' | 'side' | 'averagePrice' | 'decision' | 'createdAt'>;
type Cell = { orders: number; sum: number; worst: number };

/**
 * What filled orders have cost beside the middle of bid and ask when they were decided, by instrument and half hour. Orders
 * that nothing is known of are left out.
 */
export function slippageShape(orders: readonly Counted[]): Slippage {
  const cells = new Map<string, Cell>();
  let counted = 0;
  for (const order of orders) {
    const bps = bpsOf(order);
    if (!Number.isFinite(bps)) continue;
    counted += 1;
    const key = `${order.instrument} ${halfHourOf(order.createdAt)}`;
    const cell = cells.get(key) ?? { orders: 0, sum: 0, worst: Number.NEGATIVE_INFINITY };
    cell.orders += 1;
    cell.sum += bps;
    cell.worst = Math.max(cell.worst, bps);
    cells.set(key, cell);
  }
  const sorted = [...cells].toSorted(([, one], [, other]) => other.orders - one.orders);
  return {
    orders: counted,
    cells: sorted.slice(0, CELLS_MAX).map(([key, { orders: count, sum, worst }]) => {
      const [instrument = '', halfHour = ''] = key.split(' ');
      const bps = sum / count;
      return { instrument, halfHour: Number(halfHour), orders: count, bps, worstBps: worst };
    }),
  };
}

function bpsOf({ side, averagePrice, decision }: Counted): number {
  const { bid, ask } = decision;
  if (averagePrice === null || bid === null || ask === null) return Number.NaN;
  const decided = (Number(bid) + Number(ask)) / 2;
  return ((Number(averagePrice) - decided) / decided) * BPS * (side === 'buy' ? 1 : -1);
}

function halfHourOf(instant: string): number {
  return Math.floor(Date.parse(instant) / HALF_HOUR_MS) % HALF_HOURS;
}
