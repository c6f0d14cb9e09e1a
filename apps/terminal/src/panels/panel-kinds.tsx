import type { PanelKind } from '../workspace/panel-kind.ts';
import { chainKind } from './chain/chain.tsx';
import { chartKind } from './chart/chart.tsx';
import { depthKind } from './depth/depth.tsx';
import { fundsKind } from './funds/funds.tsx';
import { holdingsKind } from './holdings/holdings.tsx';
import { ladderKind } from './depth/ladder.tsx';
import { orderLifeKind } from './order-life/order-life.tsx';
import { ordersKind } from './orders/orders.tsx';
import { positionsKind } from './positions/positions.tsx';
import { ticketKind } from './ticket/ticket.tsx';
import { tradesKind } from './trades/trades.tsx';
import { watchlistKind } from './watchlist/watchlist.tsx';

/** Every kind of panel there is. */
export const panelKinds: readonly PanelKind[] = [
  watchlistKind,
  chartKind,
  depthKind,
  ladderKind,
  ticketKind,
  positionsKind,
  ordersKind,
  tradesKind,
  holdingsKind,
  fundsKind,
  orderLifeKind,
  chainKind,
];
