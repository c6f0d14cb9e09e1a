import type { Route } from '../http/route.ts';
import { accountRoutes } from './accounts.ts';
import { backfillRoutes } from './backfill.ts';
import { backtestRoutes } from './backtests.ts';
import { barRoutes } from './bars.ts';
import { dataRoutes } from './data.ts';
import { figureRoutes } from './figures.ts';
import { marketRoutes } from './market.ts';
import { nodeRoutes } from './node.ts';
import { orderRoutes } from './orders.ts';
import { placeOrderRoutes } from './place-orders.ts';
import { portfolioRoutes } from './portfolio.ts';
import { replayRoutes } from './replay.ts';
import { riskRoutes } from './risk.ts';
import { strategyRoutes } from './strategies.ts';

/** Every route of the API, in the order in which people read of them. */
export const routes: readonly Route[] = [
  ...placeOrderRoutes,
  ...orderRoutes,
  ...portfolioRoutes,
  ...accountRoutes,
  ...strategyRoutes,
  ...marketRoutes,
  ...barRoutes,
  ...backtestRoutes,
  ...dataRoutes,
  ...backfillRoutes,
  ...riskRoutes,
  ...nodeRoutes,
  ...replayRoutes,
  ...figureRoutes,
];
