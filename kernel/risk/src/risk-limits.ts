import type { Currency, InstrumentId, Micros, Minor, Quantity } from 'argosy/core';
import type { OrderType, Product, TimeInForce } from 'argosy/domain';

/** What an order type may be combined with. */
export type OrderTypeRule = {
  readonly tifs: readonly TimeInForce[];
  readonly products: readonly Product[];
};

/** Which orders the broker or venue behind an account supports; a type left out is refused. */
export type OrderMatrix = Readonly<Partial<Record<OrderType, OrderTypeRule>>>;

/** The limits orders are checked against. Null and absent mean "no limit". */
export type RiskLimits = {
  readonly matrix: OrderMatrix;
  /** What happens outside the session: `refuse`, or `allow` for a broker that queues orders. */
  readonly outsideSession: 'refuse' | 'allow';
  /** Two orders of the same content within this time are taken for one sent twice. */
  readonly duplicateWindow: Micros | null;
  /** The largest quantity of one order, in each instrument's own scaled units. */
  readonly maxOrderQty: {
    readonly default: Quantity | null;
    readonly byInstrument: ReadonlyMap<InstrumentId, Quantity>;
  };
  /** The largest value of one order, in minor units at the ledger scale. */
  readonly maxOrderNotional: {
    readonly byCurrency: ReadonlyMap<Currency, Minor>;
    readonly byInstrument: ReadonlyMap<InstrumentId, Minor>;
  };
  /** Extra cash, in hundredths of a percent, for buys whose price has no bound: market and stop. */
  readonly cashBufferBps: number;
};

const everyProduct: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
const everyTif: readonly TimeInForce[] = ['DAY', 'GTC', 'IOC', 'FOK'];

/** What the simulated venue supports. */
export const defaultOrderMatrix: OrderMatrix = {
  market: { tifs: everyTif, products: everyProduct },
  limit: { tifs: everyTif, products: everyProduct },
  stopMarket: { tifs: ['DAY', 'GTC'], products: everyProduct },
  stopLimit: { tifs: ['DAY', 'GTC'], products: everyProduct },
};

/** Sessions are respected; nothing else is limited. */
export const defaultLimits: RiskLimits = {
  matrix: defaultOrderMatrix,
  outsideSession: 'refuse',
  duplicateWindow: null,
  maxOrderQty: { default: null, byInstrument: new Map() },
  maxOrderNotional: { byCurrency: new Map(), byInstrument: new Map() },
  cashBufferBps: 0,
};
