import { divideRounded, toPrice, toQuantity, type Price, type Quantity } from 'argosy/core';
import { PRICE_MAX, type Touch } from 'argosy/domain';

/** A part of a fill that nobody reported. */
export type InferredPart = { readonly qty: Quantity; readonly price: Price };

/** A signed quantity with Σ price × quantity, in scaled units. */
export type Valued = { readonly qty: number; readonly value: bigint };

/** What is known of a price that nobody reported. */
export type PriceClues = {
  /** Σ price × quantity that the fill must have, so that the broker's average comes out. */
  readonly value: bigint | null;
  readonly touch: Touch | null;
  /** What is held or filled already. */
  readonly own: Valued | null;
  /** The least price that can be. */
  readonly least: number;
};

/**
 * The price of a fill that nobody reported: what brings out the broker's average, else the middle of
 * the market, else our own average, else, as a last resort, the market's last price. Where no single
 * price gives the broker's average exactly, two neighbouring ones do. Null where nothing is known.
 */
export function inferParts(qty: number, clues: PriceClues): readonly InferredPart[] | null {
  const exact = clues.value === null ? null : splitExactly(qty, clues.value, clues.least);
  if (exact !== null) return exact;
  const price = midOf(clues.touch) ?? averageOf(clues.own) ?? lastOf(clues.touch);
  if (price === null || !canBe(price, clues.least)) return null;
  return [{ qty: toQuantity(qty), price: toPrice(Number(price)) }];
}

function splitExactly(qty: number, value: bigint, least: number): readonly InferredPart[] | null {
  const whole = BigInt(qty);
  const remainder = ((value % whole) + whole) % whole;
  const lower = (value - remainder) / whole;
  const upper = remainder === 0n ? lower : lower + 1n;
  if (!canBe(lower, least) || !canBe(upper, least)) return null;
  const parts: InferredPart[] = [];
  const lowerQty = Number(whole - remainder);
  parts.push({ qty: toQuantity(lowerQty), price: toPrice(Number(lower)) });
  if (remainder > 0n) {
    parts.push({ qty: toQuantity(Number(remainder)), price: toPrice(Number(upper)) });
  }
  return parts;
}

function canBe(price: bigint, least: number): boolean {
  return price >= BigInt(least) && price <= BigInt(PRICE_MAX);
}

function midOf(touch: Touch | null): bigint | null {
  if (touch === null || touch.bid === null || touch.ask === null) return null;
  return touch.mid2 === null ? null : divideRounded(BigInt(touch.mid2), 2n, 'halfEven');
}

function averageOf(own: Valued | null): bigint | null {
  if (own === null || own.qty === 0) return null;
  const [value, qty] = own.qty > 0 ? [own.value, own.qty] : [-own.value, -own.qty];
  return divideRounded(value, BigInt(qty), 'halfEven');
}

function lastOf(touch: Touch | null): bigint | null {
  return touch === null || touch.mid2 === null
    ? null
    : divideRounded(BigInt(touch.mid2), 2n, 'halfEven');
}
