import { toPrice, toQuantity } from 'argosy/core';

import type { Host } from '../host/host.ts';
import type { World } from './world.ts';

const MILLIS = 1000;
const QUOTE_EVERY = 6 * MILLIS;
const ORDER_EVERY = 70 * MILLIS;
const GO_ON_EVERY = 400 * MILLIS;
const RECONCILE_EVERY = 40 * MILLIS;

/** Who lives now, and what lets its reconciler go on. */
export type Living = { readonly host: () => Host | null; readonly reconcile: () => void };

/** Begins what happens in a world while nothing goes wrong: prices, clients' orders, questions to the broker. */
export function scheduleLife(world: World, { host, reconcile }: Living): void {
  let bid = 10_000;
  const each = (interval: number, run: () => void): void => {
    world.every(interval, () => {
      run();
      return !world.isPeaceful;
    });
  };
  each(QUOTE_EVERY, () => {
    bid = Math.max(5_000, bid + 5 * (world.random.nextInt(7) - 3));
    host()?.quote(bid);
  });
  each(ORDER_EVERY, () => {
    const qty = toQuantity(1 + world.random.nextInt(5));
    const side = world.chance(0.6) ? 'buy' : 'sell';
    const isMarket = world.chance(0.5);
    const terms = isMarket
      ? ({ type: 'market' } as const)
      : ({ type: 'limit', limit: toPrice(bid) } as const);
    host()?.byHand({ side, qty, terms });
  });
  each(GO_ON_EVERY, () => {
    host()?.goOn();
  });
  each(RECONCILE_EVERY, reconcile);
}
