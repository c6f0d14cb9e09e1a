import type { Route } from '../http/route.ts';
import { orderRoutes } from './orders.ts';
import { placeOrderRoutes } from './place-orders.ts';

/** Every route of the API, in the order in which people read of them. */
export const routes: readonly Route[] = [...placeOrderRoutes, ...orderRoutes];
