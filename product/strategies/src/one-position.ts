import { toPrice, toQuantity, type InstrumentId, type Price, type Quantity } from 'argosy/core';
import type { Order, Side } from 'argosy/domain';
import { parameter, Strategy, type OrderEventOf, type ParameterSchema } from 'argosy/engine';

/** What every strategy that holds one position at a time may be told. */
export const positionParameters = {
  instrument: parameter.instrument({ about: 'what to trade' }),
  bars: parameter.bars({ about: 'the bars to decide on' }),
  side: parameter.choice({
    default: 'long',
    options: ['long', 'both'],
    about: 'whether it sells short as well',
  }),
  percent: parameter.integer({ default: 95, min: 1, max: 100, about: 'share of equity to use' }),
  quantity: parameter.decimal({ default: '0', about: 'a fixed quantity; 0 uses the share' }),
  riskPercent: parameter.number({
    default: 0,
    min: 0,
    max: 20,
    about: 'percent of equity lost from the price to the stop, within the share; 0 uses the share',
  }),
  atStop: parameter.choice({
    default: 'cancel',
    options: ['cancel', 'keep'],
    about: 'what becomes of its open orders when it is stopped',
  }),
} as const;

/** The values of `positionParameters` that a position is held by. */
export type PositionChoices = {
  readonly instrument: InstrumentId;
  readonly percent: number;
  readonly quantity: string;
  readonly riskPercent: number;
  readonly atStop: 'cancel' | 'keep';
};

/** Where a position is left again, before rounding to a tick. */
export type Exits = { readonly stop: number; readonly target?: number };

/** Tells the order that closes a position from the exits that guard it. */
const CLOSING = 'close';

/**
 * Enters by a bracket and sees to it that what is held always has a stop or is being closed. It never
 * has two ways out of its own at once: what works is cancelled first, and only then is the rest closed.
 */
export abstract class OnePosition<Schema extends ParameterSchema> extends Strategy<Schema> {
  protected abstract get choices(): PositionChoices;

  /** 1 while it is long or about to be, -1 while short, 0 while it has neither position nor order. */
  protected get direction(): number {
    const { instrument } = this.choices;
    const held = this.portfolio.qty(instrument);
    if (held !== 0 || this.cache.openOrderCount === 0) return Math.sign(held);
    return this.cache.openOrders(instrument)[0]?.request.side === 'sell' ? -1 : 1;
  }

  /** The nearest price that can be ordered at: on a tick, and at least one. */
  protected onTick(price: number): Price {
    const { tick } = this.cache.instrument(this.choices.instrument);
    return toPrice(Math.max(1, Math.round(price / tick)) * tick);
  }

  /** Enters at the market, with its exits; the stop lies at least a tick away from the price. */
  protected enter(side: Side, price: Price, { stop, target }: Exits): void {
    const { instrument } = this.choices;
    const { tick } = this.cache.instrument(instrument);
    const [away, isLong] = [side === 'buy' ? -tick : tick, side === 'buy'];
    const nearest = price + away;
    const trigger = this.onTick(isLong ? Math.min(stop, nearest) : Math.max(stop, nearest));
    if (isLong && trigger >= price) return;
    const qty = this.sizeOf(side, price, trigger);
    if (qty === 0 || this.context.tradingState(instrument) !== 'ACTIVE') return;
    const exits = target === undefined ? {} : { target: this.onTick(target) };
    const entry = { instrument, side, qty, tif: 'GTC', stop: trigger, ...exits } as const;
    this.orders.submitBracket(entry);
  }

  /**
   * How much to enter with: the fixed quantity, else what loses `riskPercent` of the equity between the
   * price and the stop, but never more than `percent` of the equity.
   */
  protected sizeOf(side: Side, price: Price, stop: Price): Quantity {
    const { instrument, percent, quantity, riskPercent } = this.choices;
    const fixed = this.context.quantity(instrument, quantity);
    if (fixed > 0) return fixed;
    const most = percent / 100;
    const risked = ((riskPercent / 100) * price) / Math.abs(price - stop);
    const share = riskPercent > 0 ? Math.min(most, risked) : most;
    return this.context.size({ instrument, price, side, share, of: 'equity' });
  }

  /** Moves the targets that work to another price. */
  protected moveTargets(price: number): void {
    const limit = this.onTick(price);
    for (const { request, terms } of this.#ordersAtRest()) {
      if (terms.type !== 'limit' || terms.limit === limit) continue;
      this.orders.amend(request.id, { terms: { type: 'limit', limit } });
    }
  }

  /** Moves the stops that work to another price, but none further away than it stands. */
  protected tightenStops(price: number): void {
    const trigger = this.onTick(price);
    for (const { request, terms } of this.#ordersAtRest()) {
      if (terms.type !== 'stopMarket') continue;
      const isNearer = request.side === 'sell' ? trigger > terms.trigger : trigger < terms.trigger;
      if (isNearer) this.orders.amend(request.id, { terms: { type: 'stopMarket', trigger } });
    }
  }

  /** Leaves at the market: cancels what works, and closes what is held once nothing works any more. */
  protected leave(): void {
    const { instrument } = this.choices;
    const open = this.cache.openOrders(instrument);
    if (open.length === 0) this.#close();
    const isUnderWay = open.every(({ request, pending }) => {
      return request.tag === CLOSING || pending === 'cancel';
    });
    if (!isUnderWay) this.orders.cancelAll(instrument);
  }

  /** Gives up what the entry has not filled: the price it was decided on is a bar away by now. */
  protected endEntry(): void {
    for (const { request, pending } of this.cache.openOrders(this.choices.instrument)) {
      if (request.link?.parent === null && pending !== 'cancel') this.orders.cancel(request.id);
    }
  }

  /** Leaves where neither a stop nor a closing order works for what is held. */
  protected guard(): void {
    const { instrument } = this.choices;
    if (this.portfolio.qty(instrument) === 0) return;
    if (!this.cache.openOrders(instrument).some(isGuard)) this.leave();
  }

  override onStart(): void {
    if (this.choices.quantity.startsWith('-')) throw new RangeError('quantity is below zero');
  }

  override onStop(): void {
    const { instrument, atStop } = this.choices;
    if (atStop === 'cancel') this.orders.cancelAll(instrument);
  }

  override onOrderCanceled(): void {
    this.guard();
  }

  override onOrderExpired(): void {
    this.guard();
  }

  override onOrderDenied({ order }: OrderEventOf<'denied'>): void {
    this.#leaveWithout(this.cache.order(order));
  }

  override onOrderRejected({ order }: OrderEventOf<'rejected'>): void {
    this.#leaveWithout(this.cache.order(order));
  }

  /** Whatever an exit has filled, the entry has to fill no more. */
  override onOrderFilled({ order }: OrderEventOf<'filled'>): void {
    if (isExit(this.cache.order(order))) this.endEntry();
  }

  /** Those that work at the venue and of which nothing has been asked: any other one has to wait. */
  #ordersAtRest(): readonly Order[] {
    return this.cache
      .openOrders(this.choices.instrument)
      .filter(({ pending, state }) => pending === null && resting.has(state));
  }

  /** A closing order that was refused is not repeated before the next bar. */
  #leaveWithout(refused: Order | undefined): void {
    if (isExit(refused) && this.portfolio.qty(this.choices.instrument) !== 0) this.leave();
  }

  /** Good till cancelled: the next bar may be a weekend away. */
  #close(): void {
    // Nothing passes a halt, not even a close: it is asked again with the next bar.
    if (this.context.tradingState(this.choices.instrument) === 'HALTED') return;
    for (const { key, qty } of this.portfolio.positions()) {
      if (key.instrument !== this.choices.instrument || qty === 0) continue;
      const { instrument, product, id } = key;
      const side = qty > 0 ? 'sell' : 'buy';
      const of = { instrument, product, side, qty: toQuantity(Math.abs(qty)) } as const;
      const way = { tif: 'GTC', reduceOnly: true, tag: CLOSING } as const;
      this.orders.submit(this.orders.market({ ...of, ...way, ...(id && { position: id }) }));
    }
  }
}

const resting: ReadonlySet<string> = new Set(['ACCEPTED', 'PARTIALLY_FILLED']);

function isGuard({ request }: Order): boolean {
  return request.terms.type === 'stopMarket' || request.tag === CLOSING;
}

/** Whether an order is one of a bracket's exits. */
function isExit(order: Order | undefined): boolean {
  return order !== undefined && order.request.link !== null && order.request.link.parent !== null;
}
