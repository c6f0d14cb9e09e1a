import {
  assert,
  compareText,
  type InstrumentIndex,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { InstrumentTable, Order, TriggerSource } from 'argosy/domain';
import {
  isReached,
  priceOnLine,
  TriggerBook,
  watchesOf,
  type TriggerEntry,
  type TriggerLine,
  type TriggerWatch,
} from 'argosy/orders';

import { IndexFollowers } from './index-followers.ts';
import type { PriceMoment } from './price-moment.ts';

/** What a price asks of an order that waits here: to go, or to move its stop. */
export type EmulationCall = {
  readonly order: OrderId;
  readonly asks: 'fire' | 'move';
  /** The price of its line, in the units of its own prices. */
  readonly price: number;
};

/** What an order waits for, and as which order. */
type Waiting = { readonly order: OrderId; readonly asks: 'fire' | 'move' };
type Entry = TriggerEntry<Waiting>;
type Resting = {
  readonly cameAt: Timestamp;
  readonly looksAtOnce: boolean;
  readonly fire: Entry | null;
  readonly move: Entry | null;
};

const lines: readonly TriggerLine[] = ['last', 'bid', 'ask', 'mid', 'mark', 'index'];
/** What an order trades at, with quotes and without. */
const ownSources: ReadonlySet<TriggerSource | null> = new Set([null, 'touch', 'last'] as const);
const nobody: readonly EmulationCall[] = [];

/**
 * The orders that wait here because their venue does not know what they wait for, by the prices that
 * let them go. It is made of the open orders alone, but for the first of two prices that a double has
 * seen: that comes from the market, and is forgotten by a restart like any price.
 */
export class EmulatedOrders {
  readonly #instruments: InstrumentTable;
  readonly #book: TriggerBook<Waiting>;
  readonly #resting = new Map<OrderId, Resting>();
  readonly #met: Entry[] = [];
  readonly #followers: IndexFollowers;

  constructor(instruments: InstrumentTable) {
    this.#instruments = instruments;
    this.#followers = new IndexFollowers(instruments);
    this.#book = new TriggerBook(instruments.room);
  }

  /** How many orders wait here. */
  get size(): number {
    return this.#resting.size;
  }

  /** Whether an order waits for a price of an instrument, or for one that it is the underlying of. */
  isWatching(instrument: number): boolean {
    return this.#book.isWatching(instrument) || this.#followers.isFollowed(instrument);
  }

  /** What is written on an instrument, and an order waits for the index of. */
  followersOf(instrument: number): readonly InstrumentIndex[] {
    return this.#followers.of(instrument);
  }

  /** Takes in what an order is now. */
  note(order: Order): void {
    if (order.state === 'EMULATED') this.#keep(order);
    else if (this.#resting.size > 0) this.#drop(order.request.id);
  }

  /** Forgets every order. */
  clear(): void {
    for (const id of this.#resting.keys()) this.#drop(id);
  }

  /** What a moment of an instrument asks of the orders that wait for it, the earliest order first. */
  callsAt(instrument: InstrumentIndex, moment: PriceMoment): readonly EmulationCall[] {
    const met = this.#met;
    for (const line of lines) {
      const price = moment[line];
      if (!Number.isNaN(price)) this.#book.meet(instrument, line, price, met);
    }
    if (met.length === 0) return nobody;
    const calls = met.map(({ item, watch }) => ({
      ...item,
      price: priceOnLine(watch.line, moment[watch.line]),
    }));
    met.length = 0;
    return calls.length === 1 ? calls : this.#inOrder(calls);
  }

  /**
   * What a moment would ask of one order that has just come, or was changed. Who names another price than
   * the one it trades at waits for the next one of those.
   */
  callOf(order: OrderId, moment: PriceMoment): EmulationCall | null {
    const resting = this.#resting.get(order);
    if (resting?.looksAtOnce === false) return null;
    for (const entry of [resting?.fire, resting?.move]) {
      if (entry === undefined || entry === null) continue;
      const { line, direction, level } = entry.watch;
      if (!isReached(direction, level, moment[line])) continue;
      return { ...entry.item, price: priceOnLine(line, moment[line]) };
    }
    return null;
  }

  /** The orders that have seen the first of their two prices. */
  exportArmed(): readonly OrderId[] {
    const armed: OrderId[] = [];
    for (const [id, { fire }] of this.#resting) {
      if (fire !== null && this.#book.isArmed(fire)) armed.push(id);
    }
    return armed.sort(compareText);
  }

  /** Has orders know that they have seen the first of their two prices. */
  importArmed(armed: readonly OrderId[]): void {
    for (const id of armed) {
      const fire = this.#resting.get(id)?.fire;
      if (fire !== undefined && fire !== null) this.#book.arm(fire);
    }
  }

  #keep(order: Order): void {
    const { id, instrument: name } = order.request;
    const instrument = this.#instruments.indexOf(name);
    assert(instrument !== undefined, `instrument ${name} passed the checks`);
    const { tick } = this.#instruments.at(instrument);
    const { fire, move } = watchesOf(order, { instrument, tick });
    const known = this.#resting.get(id);
    // Another size leaves it where it is, and what it has seen of two prices in a row.
    if (known !== undefined && isOf(known.fire, fire) && isOf(known.move, move)) return;
    // Who waits for another price begins anew, as at a venue: of two in a row it has seen none.
    this.#drop(id);
    this.#resting.set(id, {
      cameAt: order.initializedAt,
      looksAtOnce: ownSources.has(order.request.instructions?.triggerBy ?? null),
      fire: this.#place(fire, { order: id, asks: 'fire' }),
      move: this.#place(move, { order: id, asks: 'move' }),
    });
  }

  #place(watch: TriggerWatch | null, waiting: Waiting): Entry | null {
    if (watch === null) return null;
    if (watch.line === 'index') this.#followers.count(watch.instrument, 1);
    return this.#book.place(watch, waiting);
  }

  #take(entry: Entry | null): void {
    if (entry === null) return;
    if (entry.watch.line === 'index') this.#followers.count(entry.watch.instrument, -1);
    this.#book.remove(entry);
  }

  #drop(id: OrderId): void {
    const resting = this.#resting.get(id);
    if (resting === undefined) return;
    this.#take(resting.fire);
    this.#take(resting.move);
    this.#resting.delete(id);
  }

  /** As they came; of one order its going comes before a move of its stop. */
  #inOrder(calls: EmulationCall[]): readonly EmulationCall[] {
    const cameAt = ({ order }: EmulationCall): number => this.#resting.get(order)?.cameAt ?? 0;
    return calls.sort(
      (one, other) =>
        cameAt(one) - cameAt(other) ||
        compareText(one.order, other.order) ||
        compareText(one.asks, other.asks),
    );
  }
}

/** Whether what is kept waits for just this price. */
function isOf(entry: Entry | null, watch: TriggerWatch | null): boolean {
  if (entry === null || watch === null) return entry === watch;
  const { line, direction, level, isDouble } = entry.watch;
  const isSameLine = line === watch.line && direction === watch.direction;
  return isSameLine && level === watch.level && isDouble === watch.isDouble;
}
