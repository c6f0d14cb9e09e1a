import type { Instrument } from 'argosy/domain';

import { matchingError } from '../errors.ts';

/**
 * The whole ticks of a move of the price, rounded up: against the order. No move is greater than
 * the price itself.
 *
 * Floats end here. Every figure before is made of `+ − × ÷` and comparisons on doubles, which
 * IEEE 754 rounds to one result on every machine; so the whole number is the same everywhere too.
 */
export function ticksOf(move: number, price: number, { tick }: Pick<Instrument, 'tick'>): number {
  return Math.ceil(Math.min(move, Math.abs(price)) / tick);
}

/** Refuses a figure of a model that is not a number above zero, or greater than it may be. */
export function checkFigure(name: string, value: number, most: number = Number.MAX_VALUE): void {
  if (value > 0 && value <= most) return;
  throw matchingError('BAD_IMPACT', `${name} is ${value}`);
}
