import type { OrderType, Product, TimeInForce, TriggerSource } from 'argosy/domain';

/** What an order may ask for besides, where the venue does it. */
export type OrderFlag = 'display' | 'postOnly';

/** What an order type may be combined with. */
export type OrderTypeRule = {
  readonly tifs: readonly TimeInForce[];
  readonly products: readonly Product[];
  /** None unless told. */
  readonly flags?: readonly OrderFlag[];
  /** The prices that an order may name to fire its trigger; none unless told: the venue has its own. */
  readonly triggers?: readonly TriggerSource[];
};

/**
 * Which orders the broker or venue behind an account does by itself: the table of its capabilities. A
 * type that is left out is one it does not know.
 */
export type OrderMatrix = Readonly<Partial<Record<OrderType, OrderTypeRule>>>;

const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
/** Of orders that wait for others to come to them, or for a price. */
const patientTifs: readonly TimeInForce[] = ['DAY', 'GTC', 'GTD'];
const tifs: readonly TimeInForce[] = [...patientTifs, 'IOC', 'FOK', 'AT_OPEN', 'AT_CLOSE'];
const triggers: readonly TriggerSource[] = [
  'last',
  'touch',
  'mid',
  'doubleLast',
  'doubleTouch',
  'mark',
  'index',
];
const waiting: OrderTypeRule = { tifs: patientTifs, products, triggers };
const waitingToRest: OrderTypeRule = { ...waiting, flags: ['display'] };

/** What the simulated venue does by itself: every order there is, with all that makes sense for it. */
export const defaultOrderMatrix: OrderMatrix = {
  market: { tifs, products },
  limit: { tifs, products, flags: ['display', 'postOnly'] },
  marketToLimit: { tifs: patientTifs, products, flags: ['display'] },
  stopMarket: waiting,
  stopLimit: waitingToRest,
  marketIfTouched: waiting,
  limitIfTouched: waitingToRest,
  trailingStopMarket: waiting,
  trailingStopLimit: waitingToRest,
};
