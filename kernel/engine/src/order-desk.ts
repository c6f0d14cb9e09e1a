import type { InstrumentId, OrderId, PositionId, Price, Quantity } from 'argosy/core';
import type {
  ExecutionPlan,
  GivenInstructions,
  Order,
  OrderRequest,
  OrderTerms,
  Product,
  Side,
  TimeInForce,
  Trail,
} from 'argosy/domain';

/** The particulars of an order; what is left out takes the strategy's defaults. */
export type OrderParticulars = {
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly qty: Quantity;
  readonly tif?: TimeInForce;
  readonly product?: Product;
  /** In a hedging book, the position to trade; a new one unless told otherwise. */
  readonly position?: PositionId;
  /** Whether it may do no more than close the position. */
  readonly reduceOnly?: boolean;
  readonly algo?: string;
  readonly tag?: string;
} & GivenInstructions;

/** A stop that follows the price. */
export type TrailingParticulars = OrderParticulars & {
  /** How far behind; `rangeTrail` makes one of an average true range. */
  readonly trail: Trail;
  /** The price from which it follows; the first one unless told. */
  readonly activation?: Price;
  /** Where it stands until then; nowhere unless told. */
  readonly trigger?: Price;
};

/** An entry with its exits; they share its quantity: what one fills, the others no longer have to. */
export type BracketParticulars = OrderParticulars & {
  /** How the position is entered; at the market unless told otherwise. */
  readonly entry?: OrderTerms;
  /** Where the profit is taken. */
  readonly target?: Price;
  /** Where parts of it are taken, instead: together they are for no more than the whole quantity. */
  readonly targets?: readonly { readonly price: Price; readonly qty: Quantity }[];
  /** Where the loss is cut. */
  readonly stop?: Price;
  /** How far behind the stop follows the price; it stands at `stop` until that is nearer, if it is given. */
  readonly stopTrail?: Trail;
  /** How long the exits work; GTC unless told otherwise. */
  readonly exitTif?: TimeInForce;
  /** A tag for each of its orders; `tag` is for those that have none here. */
  readonly tags?: { readonly entry?: string; readonly target?: string; readonly stop?: string };
};

/** The orders of a bracket as they were sent; null for an exit it does not have. */
export type BracketOrders = {
  readonly entry: Order;
  /** The first of its targets. */
  readonly target: Order | null;
  readonly targets: readonly Order[];
  readonly stop: Order | null;
};

/**
 * Makes orders. They are only made, so that they can be changed or linked before `submit` or `submitList`
 * sends them; one that is not sent in the callback that made it is told of in the log, and a run notes it.
 */
export type OrderFactory = {
  market(of: OrderParticulars): OrderRequest;
  limit(of: OrderParticulars & { readonly limit: Price }): OrderRequest;
  stopMarket(of: OrderParticulars & { readonly trigger: Price }): OrderRequest;
  /** Works as a limit order once the trigger has fired. */
  stopLimit(
    of: OrderParticulars & { readonly trigger: Price; readonly limit: Price },
  ): OrderRequest;
  /** Takes what is there; what is left rests at the price it got. */
  marketToLimit(of: OrderParticulars): OrderRequest;
  /** Takes once the price has come to a better one: a target that sends a market order. */
  marketIfTouched(of: OrderParticulars & { readonly trigger: Price }): OrderRequest;
  /** Works as a limit order once the price has come to a better one. */
  limitIfTouched(
    of: OrderParticulars & { readonly trigger: Price; readonly limit: Price },
  ): OrderRequest;
  /** A stop that follows the price and never falls back. */
  trailingStopMarket(of: TrailingParticulars): OrderRequest;
  /** The same with a limit so much worse than the stop, once it has fired. */
  trailingStopLimit(of: TrailingParticulars & { readonly limitOffset: Price }): OrderRequest;
};

/** Makes orders and sends them. Nothing here has been checked yet: answers come in a later turn. */
export type OrderDesk = OrderFactory & {
  /**
   * Sends an entry whose exits go out with its first fill and always have the size of what it has
   * filled: what one of them fills, the other no longer has to.
   */
  submitBracket(of: BracketParticulars): BracketOrders;
  /** Sends orders that `linkOto`, `linkOco` or `linkOuo` has tied together. */
  submitList(requests: readonly OrderRequest[]): readonly Order[];
  /**
   * Sends an order; it shows as INITIALIZED until trading answers. One that shows a part of itself, of a venue
   * that hides none, may become a parent order of the same id.
   */
  submit(request: OrderRequest): Order;
  /**
   * Sends a parent order that is worked by children until a deadline: `twap`, `vwap`, `pov`, `shortfall`
   * and `iceberg` make the plan. `amend` and `cancel` take its id, `cache.execution` shows how far it is.
   */
  execute(parent: OrderRequest, plan: ExecutionPlan): OrderId;
  amend(order: OrderId, change: { readonly qty?: Quantity; readonly terms?: OrderTerms }): void;
  cancel(order: OrderId): void;
  /** Cancels every open order of this strategy's book, of one instrument or of all. */
  cancelAll(instrument?: InstrumentId): void;
  /**
   * Sends market orders that bring this strategy's position in an instrument to zero. What exits of a
   * bracket cover is closed in their place, so they end with it; what is being closed already is not
   * closed again. Other orders that wait to close stay: on a cash account they hold what they would
   * sell, so cancel them first.
   */
  close(instrument: InstrumentId): void;
  /**
   * Sends two market orders for each position in a contract: one that closes it, one that opens as much of
   * another. Nothing ties them: each fills, or is refused, by itself.
   */
  roll(from: InstrumentId, into: InstrumentId): void;
};
