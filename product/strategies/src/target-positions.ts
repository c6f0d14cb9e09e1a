import { toInstrumentId, toQuantity, type InstrumentId, type Price } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { Strategy, type ParameterSchema } from 'argosy/engine';

import { fieldsOf, numberOf } from './state-fields.ts';

/** What stands between a position and its aim. */
type Missing = {
  readonly instrument: InstrumentId;
  readonly qty: number;
  readonly isClosing: boolean;
  /** Whether an order for it is out already. */
  readonly isAtWork: boolean;
};

/**
 * Holds what it aims at in several instruments: it says how much, and the market orders that bring it there
 * go out one at a time for each. What is refused or stays open is looked at again when `settle` is called,
 * so that a strategy that calls it with each bar never has two orders for the same thing at work.
 */
export abstract class TargetPositions<Schema extends ParameterSchema> extends Strategy<Schema> {
  readonly #aims = new Map<InstrumentId, number>();

  /** How much of an instrument to hold from the next `settle` on: below zero short, in whole lots. */
  protected aim(instrument: InstrumentId, qty: number): void {
    const { lot } = this.cache.instrument(instrument);
    this.#aims.set(instrument, Math.trunc(qty / lot) * lot);
  }

  /** How much is aimed at; zero unless told. */
  protected aimOf(instrument: InstrumentId): number {
    return this.#aims.get(instrument) ?? 0;
  }

  /** The quantity that a part of the equity makes at a price. */
  protected qtyOf(instrument: InstrumentId, price: Price, share: number): number {
    return this.context.size({ instrument, price, share: Math.max(0, share), of: 'equity' });
  }

  /** Whether nothing is held and nothing works any more. */
  protected get isFlat(): boolean {
    const held = this.portfolio.positions().some(({ qty }) => qty !== 0);
    return !held && this.cache.openOrderCount === 0;
  }

  /** Aims at nothing at all. */
  protected aimFlat(): void {
    for (const instrument of this.#aims.keys()) this.#aims.set(instrument, 0);
  }

  /**
   * Sends what is missing; what works and leads elsewhere is cancelled first. What opens waits until what
   * closes has filled: the one pays for the other.
   */
  protected settle(): void {
    const missing = [...this.#aims].map(([instrument]) => this.#missingOf(instrument));
    const isClosing = missing.map((one) => this.#close(one)).includes(true);
    if (!isClosing) for (const one of missing) this.#open(one);
  }

  override onStop(): void {
    this.orders.cancelAll();
  }

  override exportState(): unknown {
    return Object.fromEntries(this.#aims);
  }

  override importState(state: unknown): void {
    for (const [instrument, aim] of Object.entries(fieldsOf(state))) {
      this.#aims.set(toInstrumentId(instrument), numberOf(aim));
    }
  }

  /** A position is closed before one on the other side is opened. */
  #missingOf(instrument: InstrumentId): Missing {
    const [held, aim] = [this.portfolio.qty(instrument), this.aimOf(instrument)];
    const open = this.cache.openOrders(instrument);
    const isOnTheWay = open.length > 0 && held + sumOf(open) === aim;
    if (!isOnTheWay) this.#cancel(open);
    const qty = held * aim < 0 ? -held : aim - held;
    return { instrument, qty, isClosing: held * qty < 0, isAtWork: open.length > 0 };
  }

  /** Says whether something is being closed. */
  #close({ instrument, qty, isClosing, isAtWork }: Missing): boolean {
    if (!isClosing || this.context.tradingState(instrument) === 'HALTED') return false;
    if (!isAtWork) this.#send(instrument, qty, true);
    return true;
  }

  #open({ instrument, qty, isClosing, isAtWork }: Missing): void {
    if (isClosing || isAtWork || qty === 0) return;
    if (this.context.tradingState(instrument) === 'ACTIVE') this.#send(instrument, qty, false);
  }

  #send(instrument: InstrumentId, missing: number, reduceOnly: boolean): void {
    const side = missing > 0 ? 'buy' : 'sell';
    const most = this.cache.instrument(instrument).maxQty;
    const qty = toQuantity(Math.min(Math.abs(missing), most));
    this.orders.submit(this.orders.market({ instrument, side, qty, tif: 'GTC', reduceOnly }));
  }

  #cancel(open: readonly Order[]): void {
    for (const { request, pending } of open) {
      if (pending !== 'cancel') this.orders.cancel(request.id);
    }
  }
}

/** What orders would still bring. */
function sumOf(open: readonly Order[]): number {
  return open.reduce((sum, { request, qty, filled }) => {
    return sum + (request.side === 'buy' ? qty - filled : filled - qty);
  }, 0);
}
