import { divideRounded } from 'argosy/core';
import type { ActionRatio, Instrument } from 'argosy/domain';

import { makeUnits } from './action-effects.ts';

/** What a fill of before some splits comes to in the units of now. */
export type FillUnits = {
  /** Whole lots, without sign. */
  readonly qty: number;
  /** What of its worth is in them: the rest was paid out with fractions of lots. */
  readonly kept: { readonly part: bigint; readonly whole: bigint };
};

/**
 * Converts a quantity split by split, as the position was: what each of them left over is lost to the
 * next. Null where more comes out than a quantity can be.
 *
 * @example
 * convertUnits(7, [{ numerator: 1, denominator: 2 }], sbin); // 3 units; 6 of 7 parts are in them
 */
export function convertUnits(
  qty: number,
  ratios: readonly ActionRatio[],
  instrument: Instrument,
): FillUnits | null {
  let units = qty;
  let [part, whole] = [1n, 1n];
  for (const ratio of ratios) {
    const made = makeUnits({ qty: units }, ratio, { from: instrument, to: instrument });
    if (!Number.isSafeInteger(made.qty)) return null;
    if (made.qty === 0) return { qty: 0, kept: { part: 0n, whole: 1n } };
    part *= made.units - made.rest;
    whole *= made.units;
    units = made.qty;
  }
  return { qty: units, kept: { part, whole } };
}

/** Whether nothing was paid out. */
export function isWhole({ kept }: FillUnits): boolean {
  return kept.part === kept.whole;
}

/** The part of an amount that is in whole lots. */
export function keptOf(amount: bigint, { kept }: FillUnits): bigint {
  return divideRounded(amount * kept.part, kept.whole, 'halfEven');
}
