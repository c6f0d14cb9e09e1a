import type { Instrument, Position } from '@argosy/contract';

/** What a position gains if it closed at a price, before charges; NaN where the price is not known. */
export function unrealisedAt(
  { qty, averagePrice }: Pick<Position, 'qty' | 'averagePrice'>,
  { multiplier }: Pick<Instrument, 'multiplier'>,
  price: number,
): number {
  if (averagePrice === null) return 0;
  return (price - Number(averagePrice)) * Number(qty) * Number(multiplier);
}
