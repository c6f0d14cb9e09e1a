import { absBigint, divideRounded, minBigint } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { matchingError } from '../errors.ts';

/** A model's figures are counted in billionths. */
export const FIGURE_UNIT = 1_000_000_000n;

const FIGURE_MAX = 1e15;
const FIGURE_MIN = 1e-9;

/** A part of a price: `numerator / denominator` of it, both from zero up. */
export type PricePart = { readonly numerator: bigint; readonly denominator: bigint };

/** Reads a figure of a model in billionths; throws `BAD_IMPACT` where it is not in bounds. */
export function readFigure(name: string, value: number, most: number = FIGURE_MAX): bigint {
  const isInBounds = value >= FIGURE_MIN && value <= most;
  if (!isInBounds) throw matchingError('BAD_IMPACT', `${name} is ${value}`);
  return BigInt(Math.round(value * Number(FIGURE_UNIT)));
}

/**
 * A part of a price in whole ticks, rounded up: against the order. No move is greater than the price
 * itself. All of it is whole numbers, so that every machine comes to the same tick, and a move of
 * just two ticks is not three for the error of a float.
 */
export function ticksOf(
  part: PricePart,
  price: number,
  { tick }: Pick<Instrument, 'tick'>,
): number {
  const size = absBigint(BigInt(price));
  const ticks = divideRounded(size * part.numerator, part.denominator * BigInt(tick), 'up');
  return Number(minBigint(ticks, divideRounded(size, BigInt(tick), 'up')));
}
