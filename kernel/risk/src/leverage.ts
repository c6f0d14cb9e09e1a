import { divideRounded, parseScaledBigint, powerOfTen, refuse, type Result } from 'argosy/core';
import type { Product } from 'argosy/domain';

/** How many times its margin a position may be worth, as an exact decimal. */
export type Leverage = { readonly units: bigint; readonly scale: number };

/** The leverage of each product; one that is not listed has none. */
export type LeverageByProduct = Readonly<Partial<Record<Product, Leverage>>>;

/** How many decimal places a leverage is read to. */
export const LEVERAGE_SCALE = 6;

/** Every rupee of value needs a rupee. */
export const noLeverage: Leverage = { units: 1n, scale: 0 };

/**
 * Reads a leverage from decimal text: `5` means that a fifth of the value is enough, `0.5` that
 * twice the value is asked for.
 */
export function parseLeverage(text: string): Result<Leverage> {
  const parsed = parseScaledBigint(text, LEVERAGE_SCALE);
  if (!parsed.ok) return parsed;
  if (parsed.value <= 0n) return refuse('BAD_LEVERAGE', `leverage ${text} is not above zero`);
  return { ok: true, value: { units: parsed.value, scale: LEVERAGE_SCALE } };
}

/** The margin that a value needs, rounded up. */
export function marginOf(value: bigint, { units, scale }: Leverage): bigint {
  return divideRounded(value * powerOfTen(scale), units, 'ceiling');
}
