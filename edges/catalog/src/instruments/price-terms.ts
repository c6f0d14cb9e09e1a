import type { Fields } from './fields.ts';

/** A step or a lot is kept in 31 bits. */
const STEP_MAX = 2 ** 31 - 1;
/** The decimal places that are read of a number before it is scaled. */
const PLACES = 6;

/** Decimal places of the prices of an exchange: currencies are quoted to a hundredth of a paisa. */
export function precisionOf(exchange: string): number {
  return exchange === 'CDS' || exchange === 'BCD' ? 4 : 2;
}

/**
 * A price that a file gives multiplied by `10 ** shift`, as a whole number of `precision` places. What is
 * finer is refused: it would have been divided once too often.
 */
export function scaledPrice(
  fields: Fields,
  field: number,
  { shift, precision }: { readonly shift: number; readonly precision: number },
): number {
  const value = fields.scaled(field, PLACES);
  const divisor = 10 ** (PLACES + shift - precision);
  const price = value / divisor;
  if (Number.isSafeInteger(price)) return price;
  throw fields.fault(field, `a price of at most ${precision} decimal places once scaled`);
}

/** A step of prices or quantities; 0 where the file says none. */
export function boundedStep(fields: Fields, field: number, value: number): number {
  if (value >= 0 && value <= STEP_MAX) return value;
  throw fields.fault(field, `a step from 0 to ${STEP_MAX}`);
}

/** A whole number of units in a lot; some files write it with a dot. 0 where it is blank. */
export function lotOf(fields: Fields, field: number): number {
  if (fields.isBlank(field)) return 0;
  return boundedStep(fields, field, scaledPrice(fields, field, { shift: 0, precision: 0 }));
}
