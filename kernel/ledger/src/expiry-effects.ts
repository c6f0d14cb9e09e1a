import { assert, ok, powerOfTen, type Result } from 'argosy/core';
import {
  applySignedFill,
  exactNotional,
  type Instrument,
  type Option,
  type PositionKey,
} from 'argosy/domain';

import {
  addEffects,
  emptyPosition,
  settle,
  type ActedPosition,
  type ActionEffect,
  type ActionRequest,
} from './action-parts.ts';
import { refused } from './errors.ts';
import { toLedgerAmount } from './ledger-unit.ts';

/**
 * A position, or a part of it, is closed at a price. Where nothing is paid in full, only its gain moves.
 */
export function closePart(
  { instrument, unit }: ActionRequest,
  { position, part = position.qty }: ActedPosition,
  price: number,
): ActionEffect {
  const after = applySignedFill(position, instrument, { qty: 0 - part, price });
  const cash = toLedgerAmount(exactNotional(instrument, price, part), instrument, unit);
  return settle({ instrument, unit }, { cash, bodies: [{ of: position, after, instrument }] });
}

/**
 * A dated instrument ends at a settlement price. A future is closed at it; where it delivers, what it is
 * on comes at that price. An option in the money is exercised; any other is worth nothing.
 */
export function expire(
  of: ActionRequest,
  acted: ActedPosition,
  price: number,
): Result<ActionEffect> {
  const { instrument, into } = of;
  if (instrument.kind === 'option') {
    const isWorthless = intrinsicOf(instrument, price) === 0;
    return isWorthless ? ok(closePart(of, acted, 0)) : exercise(of, acted, price);
  }
  const closed = closePart(of, acted, price);
  return into === null ? ok(closed) : deliver(of, acted, { closed, sign: 1, price });
}

/**
 * An option is exercised, or assigned where it was written: in money it brings what it is worth; where
 * it delivers, what it is on changes hands at the strike, and what was paid for the option is lost.
 */
export function exercise(
  of: ActionRequest,
  acted: ActedPosition,
  price: number,
): Result<ActionEffect> {
  const { instrument, into } = of;
  assert(instrument.kind === 'option', `${instrument.id} is no option`);
  if (into === null) return ok(closePart(of, acted, intrinsicOf(instrument, price)));
  const sign = instrument.right === 'call' ? 1 : -1;
  return deliver(of, acted, { closed: closePart(of, acted, 0), sign, price: instrument.strike });
}

/** What an option is worth at its end, in its own price units. */
function intrinsicOf({ right, strike }: Option, price: number): number {
  return Math.max(0, right === 'call' ? price - strike : strike - price);
}

type Delivery = {
  readonly closed: ActionEffect;
  /** Whether it is bought by who is long (1), or sold (-1). */
  readonly sign: 1 | -1;
  /** In price units of what ends. */
  readonly price: number;
};

/** What is delivered is a trade like any other: it closes what is held of the other side. */
function deliver(
  of: ActionRequest,
  { position, into: there, part = position.qty }: ActedPosition,
  { closed, sign, price }: Delivery,
): Result<ActionEffect> {
  const { instrument, into, unit } = of;
  assert(into !== null, `${instrument.id} delivers something`);
  const units = unitsOf(instrument, into, part);
  const at = priceIn(instrument, into, price);
  if (units === null || units % into.lot !== 0) {
    return refused('ACTION_FRACTION', `${part} of ${instrument.id} is no whole lots of ${into.id}`);
  }
  if (at === null) {
    const detail = `${price} of ${instrument.id} is finer than a price of ${into.id}`;
    return refused('ACTION_UNFIT', detail);
  }
  const qty = sign * units;
  const key: PositionKey = { ...position.key, instrument: into.id };
  const held = there ?? emptyPosition(key, into.currency);
  const after = applySignedFill(held, into, { qty, price: at });
  const cash = 0n - toLedgerAmount(exactNotional(into, at, qty), into, unit);
  const brought = settle(
    { instrument: into, unit },
    { cash, bodies: [{ of: held, after, instrument: into }] },
  );
  return ok(addEffects(closed, brought));
}

/** How much of the other instrument a quantity stands for, in its scaled units; null where that is not whole. */
function unitsOf(instrument: Instrument, into: Instrument, qty: number): number | null {
  const grown =
    BigInt(qty) * instrument.multiplier * powerOfTen(into.multiplierScale + into.sizePrecision);
  const shrunk =
    into.multiplier * powerOfTen(instrument.multiplierScale + instrument.sizePrecision);
  const units = Number(grown / shrunk);
  return grown % shrunk === 0n && Number.isSafeInteger(units) ? units : null;
}

/** A price in the units of another instrument; null where it is finer than these. */
function priceIn(instrument: Instrument, into: Instrument, price: number): number | null {
  const places = into.pricePrecision - instrument.pricePrecision;
  const units = BigInt(price) * powerOfTen(Math.max(0, places));
  const divisor = powerOfTen(Math.max(0, -places));
  const exact = Number(units / divisor);
  return units % divisor === 0n && Number.isSafeInteger(exact) ? exact : null;
}
