import { toQuantity, type InstrumentId, type Quantity } from 'argosy/core';
import type { Side, TimeInForce } from 'argosy/domain';
import {
  Strategy,
  type OrderEventOf,
  type ParameterSchema,
  type ParameterValues,
} from 'argosy/engine';
import { Ema } from 'argosy/indicators';

import { fieldsOf, oneOf } from './state-fields.ts';

/** What a cross is traded by. */
export type CrossChoices = {
  readonly instrument: InstrumentId;
  readonly fast: number;
  readonly slow: number;
};

/**
 * Long while a fast average stands above a slow one, flat otherwise, with one market order at a time.
 * It sells what it holds: what a buy has not filled when the averages cross back is cancelled. An order
 * that is refused is not sent again before the next cross.
 */
export abstract class AverageCross<Schema extends ParameterSchema> extends Strategy<Schema> {
  readonly #choices: CrossChoices;
  readonly #fast: Ema;
  readonly #slow: Ema;
  /** The side of the order that was refused; it waits until the averages have crossed. */
  #refused: Side | null = null;

  constructor(parameters: ParameterValues<Schema> & CrossChoices) {
    super(parameters);
    this.#choices = parameters;
    this.#fast = new Ema(parameters.fast, { seed: 'first' });
    this.#slow = new Ema(parameters.slow, { seed: 'first' });
  }

  /** How long its orders work. */
  protected abstract readonly tif: TimeInForce;
  /** How much to buy at the price that made the cross; nothing asks again at the next one. */
  protected abstract buyQty(price: number): Quantity;

  override onStart(): void {
    const { fast, slow } = this.#choices;
    if (fast >= slow)
      throw new RangeError(`fast is ${fast}, expected below slow, which is ${slow}`);
  }

  /** Takes in the next price and trades where it makes the averages cross. */
  protected follow(price: number): void {
    const lead = this.#fast.update(price) - this.#slow.update(price);
    if (!this.#slow.isReady || lead === 0) return;
    const side = lead > 0 ? 'buy' : 'sell';
    if (this.#refused !== side) this.#refused = null;
    if (this.cache.openOrderCount > 0) {
      if (side === 'sell') this.#stopBuying();
    } else if (this.#refused === null) this.#trade(side, price);
  }

  override onOrderDenied({ order }: OrderEventOf<'denied'>): void {
    this.#refused = this.cache.order(order)?.request.side ?? null;
  }

  override onOrderRejected({ order }: OrderEventOf<'rejected'>): void {
    this.#refused = this.cache.order(order)?.request.side ?? null;
  }

  override exportState(): unknown {
    const [fast, slow] = [this.#fast.exportState(), this.#slow.exportState()];
    return { fast, slow, refused: this.#refused };
  }

  override importState(state: unknown): void {
    const { fast, slow, refused } = fieldsOf(state);
    this.#fast.importState(fast);
    this.#slow.importState(slow);
    this.#refused = oneOf(refused, ['buy', 'sell', null]);
  }

  #trade(side: Side, price: number): void {
    const { instrument } = this.#choices;
    const held = this.portfolio.qty(instrument);
    if (side === 'buy' ? held !== 0 : held <= 0) return;
    const qty = side === 'buy' ? this.buyQty(price) : toQuantity(held);
    const { tif } = this;
    if (qty > 0) this.orders.submit(this.orders.market({ instrument, side, qty, tif }));
  }

  /** Gives up what a buy has not filled; a sell goes on. */
  #stopBuying(): void {
    for (const { request, pending } of this.cache.openOrders(this.#choices.instrument)) {
      if (request.side === 'buy' && pending !== 'cancel') this.orders.cancel(request.id);
    }
  }
}
