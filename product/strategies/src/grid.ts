import { toOrderId, toPrice, type OrderId, type Price } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { parameter, type OrderEventOf } from 'argosy/engine';

import { OnePosition, positionParameters, type PositionChoices } from './one-position.ts';
import { fieldsOf, numberOf } from './state-fields.ts';

const parameters = {
  instrument: positionParameters.instrument,
  bars: positionParameters.bars,
  quantity: positionParameters.quantity,
  atStop: positionParameters.atStop,
  percent: parameter.integer({ default: 15, min: 1, max: 100, about: 'of equity in a level' }),
  spacing: parameter.number({ default: 1, min: 0.01, max: 50, about: 'percent between levels' }),
  levels: parameter.integer({ default: 5, min: 1, max: 50, about: 'levels below the middle' }),
  rest: parameter.integer({ default: 20, min: 1, max: 1000, about: 'bars to rest after a stop' }),
} as const;

/**
 * Lays limit orders at equal steps below the price. Each that fills is sold a step higher, and laid anew:
 * the more often prices go up and down, the more it earns. All of it has one stop, a step below the lowest
 * level: a grid without one earns little often and loses all of it, and more, once. Where prices have
 * gone up a step and it holds nothing, it is laid anew around them.
 */
export class Grid extends OnePosition<typeof parameters> {
  static override readonly parameters = parameters;

  /** The price around which it lies; 0 where there is no grid. */
  #middle = 0;
  /** Bars to rest. */
  #rest = 0;
  /** Bars in which nothing is laid, after a refusal. */
  #pause = 0;
  /** The last entry of each level, from the highest down. */
  #entries: OrderId[] = [];

  protected override get choices(): PositionChoices {
    return { ...this.parameters, riskPercent: 0 };
  }

  override onStart(): void {
    const { spacing, levels, bars } = this.parameters;
    if (spacing * (levels + 1) >= 100) {
      throw new RangeError(`${levels + 1} steps of ${spacing} percent reach down to zero`);
    }
    super.onStart();
    this.data.subscribeBars(bars);
  }

  override onBar({ close }: Bar): void {
    if (this.#rest > 0) return this.#restOn();
    const { instrument } = this.parameters;
    const isHeld = this.portfolio.qty(instrument) !== 0;
    const open = this.cache.openOrders(instrument);
    if (isHeld) this.guard();
    if (this.#rest > 0) return;
    if (!isHeld && close > this.#levelAt(-1)) {
      // What lies too far below is taken back first; the new grid is laid once that is certain.
      if (open.length > 0) return this.endEntry();
      this.#middle = close;
    }
    if (this.#pause > 0) this.#pause -= 1;
    else if (this.#middle > 0) this.#lay(close);
  }

  /** A target only ends its own level. A stop ends the grid. */
  override onOrderFilled({ order }: OrderEventOf<'filled'>): void {
    if (this.cache.order(order)?.request.terms.type !== 'stopMarket') return;
    this.#rest = this.parameters.rest;
    this.endEntry();
  }

  /** Who refuses one order refuses the next: it asks again later, not with each bar. */
  override onOrderDenied(event: OrderEventOf<'denied'>): void {
    super.onOrderDenied(event);
    this.#pause = this.parameters.rest;
  }

  override onOrderRejected(event: OrderEventOf<'rejected'>): void {
    super.onOrderRejected(event);
    this.#pause = this.parameters.rest;
  }

  /** Whatever makes it leave ends the grid. */
  protected override leave(): void {
    this.#rest = this.parameters.rest;
    this.endEntry();
    super.leave();
  }

  override exportState(): unknown {
    const waits = { rest: this.#rest, pause: this.#pause };
    return { middle: this.#middle, ...waits, entries: this.#entries };
  }

  override importState(state: unknown): void {
    const { middle, rest, pause, entries } = fieldsOf(state);
    [this.#middle, this.#rest, this.#pause] = [numberOf(middle), numberOf(rest), numberOf(pause)];
    this.#entries = Array.isArray(entries) ? entries.map((id) => toOrderId(String(id))) : [];
  }

  /** Sends what no order of a level works for, as long as the price is above that level. */
  #lay(close: Price): void {
    const { instrument, levels } = this.parameters;
    if (this.context.tradingState(instrument) !== 'ACTIVE') return;
    const open = this.cache.openOrders(instrument);
    const isAtWork = (level: number): boolean =>
      open.some(({ request }) => (request.link?.parent ?? request.id) === this.#entries[level]);
    for (let level = 0; level < levels; level += 1) {
      const limit = this.onTick(this.#levelAt(level + 1));
      if (limit < close && !isAtWork(level)) this.#send(level, limit);
    }
  }

  #send(level: number, limit: Price): void {
    const { instrument, levels } = this.parameters;
    const { tick } = this.cache.instrument(instrument);
    const target = toPrice(Math.max(this.onTick(this.#levelAt(level)), limit + tick));
    const stop = this.onTick(this.#levelAt(levels + 1));
    if (stop >= limit) return;
    const qty = this.sizeOf('buy', limit, stop);
    if (qty === 0) return;
    const of = { instrument, side: 'buy', qty, tif: 'GTC', target, stop } as const;
    const { entry } = this.orders.submitBracket({ ...of, entry: { type: 'limit', limit } });
    this.#entries[level] = entry.request.id;
  }

  /** So many steps below the middle. */
  #levelAt(steps: number): number {
    return this.#middle * (1 - (steps * this.parameters.spacing) / 100);
  }

  #restOn(): void {
    this.#rest -= 1;
    this.endEntry();
    super.leave();
    if (this.#rest === 0) this.#middle = 0;
  }
}
