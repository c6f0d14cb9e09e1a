import { divideRounded, powerOfTen } from 'argosy/core';
import { exactNotional, notionalScale, type Holding, type Instrument } from 'argosy/domain';

/** What a position is worth at its mark, has cost and would gain, signed, in minor units of its currency. */
export type PositionWorth = {
  readonly value: bigint;
  readonly cost: bigint;
  readonly gain: bigint;
};

/**
 * What a position comes to at twice its mark, in a ledger of so many places. Each amount is rounded by itself, half to
 * even, as accounts are valued: positions that are added up give what their account says, to the last unit.
 */
export function worthAt(
  instrument: Instrument,
  { qty, cost }: Holding,
  { mark2, scale }: { readonly mark2: number; readonly scale: number },
): PositionWorth {
  const places = placesBeyond(instrument, scale);
  const value = toLedger(exactNotional(instrument, mark2, qty), places, 2n);
  const paid = toLedger(cost, places, 1n);
  return { value, cost: paid, gain: value - paid };
}

/** How many places exact values of an instrument have beyond a ledger's; below zero, fewer. */
export function placesBeyond(instrument: Instrument, scale: number): number {
  return notionalScale(instrument) - scale;
}

/** An exact value, or twice one, as a ledger has it. */
export function toLedger(value: bigint, places: number, divisor: 1n | 2n): bigint {
  if (places === 0 && divisor === 1n) return value;
  if (places >= 0) return divideRounded(value, divisor * powerOfTen(places), 'halfEven');
  return divideRounded(value * powerOfTen(-places), divisor, 'halfEven');
}
