import { money, type Money, type OrderId, type StrategyId, type Timestamp } from 'argosy/core';
import {
  positionKeyText,
  type AnomalyEvent,
  type Bar,
  type Input,
  type InputKind,
  type OrderEvent,
  type PositionEvent,
  type TradingEvent,
} from 'argosy/domain';
import type { StrategyFault } from 'argosy/engine';
import { isClosed } from 'argosy/orders';
import type { TradingMachine } from 'argosy/trading';

import { AnomalyNotes } from './anomaly-notes.ts';
import type { DenialCount, RunCounts } from './result.ts';
import type { RunSink } from './run-sink.ts';

type Trip = {
  readonly side: 'long' | 'short';
  readonly openedAt: Timestamp;
  /** Realised less charges of the position when it opened. */
  readonly netBefore: bigint;
  readonly largest: number;
};
type Followed = { readonly net: bigint; readonly trip: Trip | null };

/** What a record needs to know. */
export type RecordParts = {
  readonly sink: RunSink;
  readonly trading: TradingMachine;
  /** An amount in the currency of the statistics; null while no rate is known. */
  readonly convert: (amount: Money) => Money | null;
};

/** How many round trips the statistics keep; a longer run's later ones still reach the sink. */
export const ROUND_TRIPS_MAX = 10_000_000;

/** How many notes a run keeps of what its strategies do. */
const NOTES_MAX = 100;

/** How many codes of denials a run counts apart. */
const DENIAL_CODES_MAX = 50;

/** Follows a run's events: counts them, finds closed orders and round trips, and feeds the sink. */
export class RunRecord {
  readonly counts: RunCounts = {
    quotes: 0,
    trades: 0,
    bars: 0,
    statuses: 0,
    books: 0,
    adjustments: 0,
    references: 0,
    orders: 0,
    fills: 0,
    denied: 0,
    anomalies: 0,
  };
  readonly faults: StrategyFault[] = [];
  /** Minor units of the currency of the statistics. */
  readonly nets: number[] = [];
  readonly sides: ('long' | 'short')[] = [];
  /** Bars without a bid or without an ask. */
  unquotedBars = 0;
  /** Round trips that no rate was known for. */
  unconverted = 0;
  readonly #parts: RecordParts;
  readonly #anomalies = new AnomalyNotes();
  readonly #notes: string[] = [];
  readonly #denials = new Map<string, number>();
  readonly #unclosed = new Set<OrderId>();
  readonly #followed = new Map<string, Followed>();

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Counts a numbered input. */
  countInput(input: Input): void {
    const { kind } = input;
    if (kind === 'quote') this.counts.quotes += 1;
    else if (kind === 'trade') this.counts.trades += 1;
    else if (kind === 'bar') this.#countBar(input);
    else if (kind === 'status') this.counts.statuses += 1;
    else if (kind === 'book' || kind === 'queue') this.counts.books += 1;
    else if (kind === 'adjustment') this.counts.adjustments += 1;
    else if (isReference(kind)) this.counts.references += 1;
  }

  /** Why orders were denied, the most frequent first. */
  get denials(): readonly DenialCount[] {
    const counts = [...this.#denials].map(([code, count]) => ({ code, count }));
    return counts.sort((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
  }

  /** The strategies that their faults ended, each once, by id. */
  get stopped(): readonly StrategyId[] {
    return [...new Set(this.faults.map(({ strategy }) => strategy))].sort();
  }

  /** What is to be told: anomalies, what was noted of the rows, and what strategies have done. */
  notes(ofRows: readonly string[]): readonly string[] {
    return [...this.#anomalies.all(), ...ofRows, ...this.#notes];
  }

  /** Keeps a note: once, and up to a bound. */
  note(note: string): void {
    if (this.#notes.length < NOTES_MAX && !this.#notes.includes(note)) this.#notes.push(note);
  }

  /** Takes one of trading's events in. */
  onEvent(event: TradingEvent): void {
    this.#parts.sink.event?.(event);
    if (event.kind === 'order') this.#onOrder(event);
    else if (event.kind === 'position') this.#onPosition(event);
    else if (event.kind === 'anomaly') this.#onAnomaly(event);
  }

  #onAnomaly(event: AnomalyEvent): void {
    this.counts.anomalies += 1;
    this.#anomalies.note(event);
  }

  #countBar({ bid, ask }: Bar): void {
    this.counts.bars += 1;
    if (bid === null || ask === null) this.unquotedBars += 1;
  }

  #onOrder(event: OrderEvent): void {
    const { change } = event;
    if (change.type === 'initialized') {
      this.counts.orders += 1;
      this.#unclosed.add(event.order);
    }
    if (change.type === 'denied') this.#countDenial(change.code);
    const { sink, trading } = this.#parts;
    const order = trading.order(event.order);
    if (order === undefined) return;
    if (change.type === 'filled') {
      this.counts.fills += 1;
      sink.fill?.({ request: order.request, fill: change.fill });
    }
    if (isClosed(order) && this.#unclosed.delete(event.order)) sink.orderClosed?.(order);
  }

  #countDenial(code: string): void {
    this.counts.denied += 1;
    const count = this.#denials.get(code) ?? 0;
    if (count > 0 || this.#denials.size < DENIAL_CODES_MAX) this.#denials.set(code, count + 1);
  }

  #onPosition(event: PositionEvent): void {
    const text = positionKeyText(event.key);
    const { net: netBefore, trip } = this.#followed.get(text) ?? { net: 0n, trip: null };
    const net = event.realised.amount - event.charges.amount;
    const isOver = trip !== null && sideOf(event.qty) !== trip.side;
    if (trip !== null && isOver) this.#closeTrip(event, trip, net);
    this.#followed.set(text, {
      net,
      trip: nextTrip(event, isOver ? net : netBefore, isOver ? null : trip),
    });
  }

  #closeTrip({ key, at, realised }: PositionEvent, trip: Trip, now: bigint): void {
    const net = money(now - trip.netBefore, realised.currency);
    const { account, book, instrument } = key;
    this.#count(trip, net);
    const { side, openedAt, largest: qty } = trip;
    this.#parts.sink.roundTrip?.({
      account,
      book,
      instrument,
      side,
      openedAt,
      closedAt: at,
      qty,
      net,
    });
  }

  #count({ side }: Trip, net: Money): void {
    const converted = this.#parts.convert(net);
    if (converted === null) this.unconverted += 1;
    else if (this.nets.length < ROUND_TRIPS_MAX) {
      this.nets.push(Number(converted.amount));
      this.sides.push(side);
    }
  }
}

function isReference(kind: InputKind): boolean {
  return kind === 'mark' || kind === 'index' || kind === 'funding';
}

function nextTrip({ qty, at }: PositionEvent, netBefore: bigint, trip: Trip | null): Trip | null {
  const side = sideOf(qty);
  if (side === null) return null;
  const size = Math.abs(qty);
  if (trip !== null) return { ...trip, largest: Math.max(trip.largest, size) };
  return { side, openedAt: at, netBefore, largest: size };
}

function sideOf(qty: number): 'long' | 'short' | null {
  if (qty === 0) return null;
  return qty > 0 ? 'long' : 'short';
}
