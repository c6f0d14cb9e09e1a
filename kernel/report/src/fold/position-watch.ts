import {
  ledgerScaleOf,
  money,
  type InstrumentIndex,
  type LedgerScales,
  type Timestamp,
} from 'argosy/core';
import {
  notionalScale,
  positionKeyText,
  type Instrument,
  type InstrumentTable,
  type Position,
  type PositionEvent,
} from 'argosy/domain';

import type { MarkMove } from './market-marks.ts';

/** A round trip that has ended: amounts in minor units of the currency of its instrument. */
export type ClosedTrip = {
  readonly instrument: Instrument;
  readonly side: 'long' | 'short';
  readonly openedAt: Timestamp;
  readonly closedAt: Timestamp;
  /** The most that was held, in scaled units. */
  readonly qty: number;
  readonly net: bigint;
  readonly charges: bigint;
  /** What it had cost at most. */
  readonly cost: number;
  /** The lowest and the highest gain before charges on the way, at marks. */
  readonly adverse: number;
  readonly favourable: number;
};

/** By how much a position event moves what was realised and charged, and what it ends. */
export type PositionStep = {
  readonly realised: bigint;
  readonly charges: bigint;
  readonly ended: ClosedTrip | null;
};

type Trip = {
  readonly side: 'long' | 'short';
  readonly openedAt: Timestamp;
  readonly realisedBefore: bigint;
  readonly chargesBefore: bigint;
  qty: number;
  cost: number;
  adverse: number;
  favourable: number;
};
type Watched = {
  position: Position;
  readonly instrument: Instrument;
  readonly index: InstrumentIndex;
  /** What one unit of an exact value is in minor units. */
  readonly minorPerExact: number;
  trip: Trip | null;
};

/** How many flat positions of hedging books are remembered for what may still come to them. */
const FLAT_HEDGES_MAX = 10_000;

/** Follows positions from flat to flat, with how far each went for and against on the way. */
export class PositionWatch {
  readonly #instruments: InstrumentTable;
  readonly #scales: LedgerScales;
  readonly #watched = new Map<string, Watched>();
  readonly #open = new Map<InstrumentIndex, Set<Watched>>();
  /** The oldest first. */
  readonly #flatHedges = new Set<string>();

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#scales = scales;
  }

  /** The positions that are not flat. */
  *open(): IterableIterator<Position> {
    for (const some of this.#open.values()) for (const { position } of some) yield position;
  }

  /** Takes an event in; null where its instrument is not known. */
  take(event: PositionEvent): PositionStep | null {
    const watched = this.#find(event);
    if (watched === null) return null;
    const { position: before } = watched;
    const { key, qty, cost, realised, charges } = event;
    watched.position = { key, qty, cost, realised, charges };
    const side = sideOf(qty);
    const isOver = watched.trip !== null && watched.trip.side !== side;
    const ended = isOver ? endTrip(watched, event) : null;
    if (isOver) watched.trip = null;
    if (side !== null) this.#goOn(watched, event, isOver ? event : before);
    this.#place(watched);
    return {
      realised: realised.amount - before.realised.amount,
      charges: charges.amount - before.charges.amount,
      ended,
    };
  }

  /** Takes in where a price has gone: open trips remember how far that took them. */
  mark({ index, low2, high2 }: MarkMove): void {
    for (const watched of this.#open.get(index) ?? []) {
      noteGain(watched, low2);
      if (high2 !== low2) noteGain(watched, high2);
    }
  }

  #goOn(
    watched: Watched,
    { qty, at, cost }: PositionEvent,
    since: Pick<Position, 'realised' | 'charges'>,
  ): void {
    watched.trip ??= {
      side: qty > 0 ? 'long' : 'short',
      openedAt: at,
      realisedBefore: since.realised.amount,
      chargesBefore: since.charges.amount,
      qty: 0,
      cost: 0,
      adverse: 0,
      favourable: 0,
    };
    const { trip, minorPerExact } = watched;
    trip.qty = Math.max(trip.qty, Math.abs(qty));
    trip.cost = Math.max(trip.cost, Math.abs(Number(cost)) * minorPerExact);
  }

  #place(watched: Watched): void {
    const { index, position } = watched;
    const some = this.#open.get(index) ?? new Set();
    this.#open.set(index, some);
    if (position.qty !== 0) some.add(watched);
    else some.delete(watched);
    if (position.key.id !== null) this.#boundHedges(position);
  }

  #boundHedges({ key, qty }: Position): void {
    const text = positionKeyText(key);
    this.#flatHedges.delete(text);
    if (qty === 0) this.#flatHedges.add(text);
    if (this.#flatHedges.size <= FLAT_HEDGES_MAX) return;
    const [oldest = ''] = this.#flatHedges;
    this.#flatHedges.delete(oldest);
    this.#watched.delete(oldest);
  }

  #find({ key, realised, charges }: PositionEvent): Watched | null {
    const text = positionKeyText(key);
    const known = this.#watched.get(text);
    if (known !== undefined) return known;
    const index = this.#instruments.indexOf(key.instrument);
    const instrument = this.#instruments.find(key.instrument);
    if (index === undefined || instrument === undefined) return null;
    const nothing = {
      realised: money(0n, realised.currency),
      charges: money(0n, charges.currency),
    };
    const places = notionalScale(instrument) - ledgerScaleOf(this.#scales, instrument.currency);
    const watched: Watched = {
      position: { key, qty: 0, cost: 0n, ...nothing },
      instrument,
      index,
      minorPerExact: 10 ** -places,
      trip: null,
    };
    this.#watched.set(text, watched);
    return watched;
  }
}

function noteGain({ trip, position, instrument, minorPerExact }: Watched, mark2: number): void {
  if (trip === null) return;
  const value = (mark2 / 2) * position.qty * Number(instrument.multiplier);
  const realised = Number(position.realised.amount - trip.realisedBefore);
  const gain = realised + (value - Number(position.cost)) * minorPerExact;
  trip.adverse = Math.min(trip.adverse, gain);
  trip.favourable = Math.max(trip.favourable, gain);
}

function endTrip(
  { trip, instrument }: Watched,
  { at, realised, charges }: PositionEvent,
): ClosedTrip | null {
  if (trip === null) return null;
  const gain = realised.amount - trip.realisedBefore;
  const paid = charges.amount - trip.chargesBefore;
  const { side, openedAt, qty, cost, adverse, favourable } = trip;
  return {
    instrument,
    side,
    openedAt,
    closedAt: at,
    qty,
    net: gain - paid,
    charges: paid,
    cost,
    adverse: Math.min(adverse, Number(gain)),
    favourable: Math.max(favourable, Number(gain)),
  };
}

function sideOf(qty: number): 'long' | 'short' | null {
  if (qty === 0) return null;
  return qty > 0 ? 'long' : 'short';
}
