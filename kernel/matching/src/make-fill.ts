import { toPrice, toQuantity, toTradeId, type Timestamp } from 'argosy/core';
import type { Fill, Instrument, Touch } from 'argosy/domain';

import { chargeFill, type FeeModel } from './fees/fee-model.ts';
import type { PlannedFill } from './fill-plan.ts';
import type { VenueOrder } from './venue-order.ts';

/** What happens in a fill, and when. */
type Happening = {
  readonly planned: PlannedFill;
  readonly liquidity: Fill['liquidity'];
  readonly touch: Touch;
  readonly at: Timestamp;
};

/** By what a fill is charged. */
type Charging = {
  readonly instrument: Instrument;
  readonly fees: FeeModel;
  /** The ledger scale of the instrument's currency. */
  readonly scale: number;
};

/** The newest fill of an order, with what it costs. */
export function makeFill(
  { request: { id, side, product }, fillCount, feeTally: tally }: VenueOrder,
  { planned, liquidity, touch, at }: Happening,
  { instrument, fees, scale }: Charging,
): Omit<Fill, 'flags'> {
  const qty = toQuantity(planned.qty);
  const price = toPrice(planned.price);
  return {
    trade: toTradeId(`${id}-${fillCount}`),
    qty,
    price,
    ...chargeFill(fees, { instrument, side, qty, price, product, liquidity, at, tally }, scale),
    liquidity,
    touch,
    at,
  };
}
