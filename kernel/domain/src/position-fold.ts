import { InvariantError, assert, checkedAdd, divideRounded } from 'argosy/core';

import { exactNotional, type Listing } from './instrument.ts';
import { positionKeyText, type Position, type PositionKey } from './position.ts';
import type { PositionEvent } from './trading-event.ts';

/** What of a position its fills act on: signed quantity, and signed cost at notional scale. */
export type Holding = Pick<Position, 'qty' | 'cost'>;

/** A fill as a position sees it: bought above zero, sold below. */
export type SignedFill = {
  readonly qty: number;
  readonly price: number;
  /** What it was worth, signed, where its price is one of other units; left out where it is not. */
  readonly notional?: bigint;
};

/** What one fill does to a position; every amount is exact, at the instrument's notional scale. */
export type PositionChange = {
  /** Signed quantity afterwards. */
  readonly qty: number;
  /** Signed cost afterwards; zero when flat. */
  readonly cost: bigint;
  /** The part of the former cost that belonged to what was closed, signed like that cost. */
  readonly removedCost: bigint;
  /** How much of the fill opened or enlarged the position, without sign. */
  readonly openedQty: number;
  /** How much of the fill closed what was held, without sign. */
  readonly closedQty: number;
  /** Profit above zero, loss below, before charges. */
  readonly realised: bigint;
};

/**
 * Applies a fill. Over any sequence of fills, Σ realised − cost held = −Σ notional of the fills,
 * to the last unit: the only rounding, of the cost removed, moves between realised and held.
 *
 * @example
 * const long = applySignedFill({ qty: 0, cost: 0n }, sbin, { qty: 10, price: 10_000 });
 * const flat = applySignedFill(long, sbin, { qty: -10, price: 10_100 }); // realised: 1_000n
 */
export function applySignedFill(
  position: Holding,
  instrument: Listing,
  fill: SignedFill,
): PositionChange {
  assert(fill.qty !== 0, `a fill of nothing in ${instrument.id}`);
  assert(
    position.qty !== 0 || position.cost === 0n,
    `a flat position in ${instrument.id} has cost`,
  );
  return position.qty === 0 || position.qty > 0 === fill.qty > 0
    ? enlarge(position, instrument, fill)
    : reduce(position, instrument, fill);
}

/** Profit or loss of what is held if it closed at a price, exact at notional scale. */
export function unrealisedExact(position: Holding, instrument: Listing, markPrice: number): bigint {
  return exactNotional(instrument, markPrice, position.qty) - position.cost;
}

/** Folds an event into a position; undefined is a position that was never held. */
export function evolvePosition(position: Position | undefined, event: PositionEvent): Position {
  assert(
    event.qty !== 0 || event.cost === 0n,
    `a flat position in ${event.key.instrument} has cost`,
  );
  const { qty, cost, realised, charges } = event;
  if (position === undefined) return { key: event.key, qty, cost, realised, charges };
  if (!isSameKey(position.key, event.key)) {
    const [held, met] = [positionKeyText(position.key), positionKeyText(event.key)];
    throw new InvariantError(`an event of ${met} meets ${held}`);
  }
  return { key: position.key, qty, cost, realised, charges };
}

function enlarge(position: Holding, instrument: Listing, fill: SignedFill): PositionChange {
  return {
    qty: checkedAdd(position.qty, fill.qty),
    cost: position.cost + notionalOf(instrument, fill, fill.qty),
    removedCost: 0n,
    openedQty: Math.abs(fill.qty),
    closedQty: 0,
    realised: 0n,
  };
}

/** Closes what the fill can close; what is left of the fill opens the other way. */
function reduce(position: Holding, instrument: Listing, fill: SignedFill): PositionChange {
  const held = Math.abs(position.qty);
  const sign = Math.sign(fill.qty);
  const closedQty = Math.min(Math.abs(fill.qty), held);
  const openedQty = Math.abs(fill.qty) - closedQty;
  const removedCost = costOf(position.cost, closedQty, held);
  const closingNotional = notionalOf(instrument, fill, sign * closedQty);
  const openingNotional = notionalOf(instrument, fill, fill.qty) - closingNotional;
  return {
    qty: position.qty + fill.qty,
    cost: position.cost - removedCost + openingNotional,
    removedCost,
    openedQty,
    closedQty,
    realised: -closingNotional - removedCost,
  };
}

/** What so much of a fill is worth. */
function notionalOf(instrument: Listing, { qty, price, notional }: SignedFill, of: number): bigint {
  if (notional === undefined) return exactNotional(instrument, price, of);
  return divideRounded(notional * BigInt(of), BigInt(qty), 'halfEven');
}

function costOf(cost: bigint, closedQty: number, held: number): bigint {
  if (closedQty === held) return cost;
  return divideRounded(cost * BigInt(closedQty), BigInt(held), 'halfEven');
}

function isSameKey(one: PositionKey, other: PositionKey): boolean {
  return (
    one === other ||
    (one.account === other.account &&
      one.book === other.book &&
      one.instrument === other.instrument &&
      one.product === other.product &&
      one.id === other.id)
  );
}
