import { absBigint, divideRounded, toPrice, type Price } from 'argosy/core';

import type { Bar, Quote, Trade } from '../market-data.ts';

/** How prices of one meaning become prices of another: `(price × numerator + addend) / denominator`. */
export type PriceMap = {
  readonly numerator: bigint;
  readonly addend: bigint;
  /** Above zero. */
  readonly denominator: bigint;
};

/** Every price stays as it is. */
export const samePrices: PriceMap = { numerator: 1n, addend: 0n, denominator: 1n };

/** Above so many bits the terms of a map are rounded, or a century of dividends would slow every bar. */
const TERM_BITS_MAX = 600n;
/** What is kept of them then: far more than a price has digits. */
const TERM_BITS_KEPT = 300n;

/** One map after another, in lowest terms. */
export function afterMap(first: PriceMap, then: PriceMap): PriceMap {
  return lowestMap({
    numerator: first.numerator * then.numerator,
    addend: first.addend * then.numerator + then.addend * first.denominator,
    denominator: first.denominator * then.denominator,
  });
}

/** The map that leads back. */
export function inverseMap({ numerator, addend, denominator }: PriceMap): PriceMap {
  const back = { numerator: denominator, addend: -addend, denominator: numerator };
  return numerator > 0n ? back : negated(back);
}

/** The price as the map has it, at the nearest unit; half a unit goes to the even one. */
export function mapPrice(map: PriceMap, price: number): Price {
  if (map === samePrices) return toPrice(price);
  const dividend = BigInt(price) * map.numerator + map.addend;
  return toPrice(Number(divideRounded(dividend, map.denominator, 'halfEven')));
}

/** Twice a price, as marks are kept, through a map. */
export function mapTwice({ numerator, addend, denominator }: PriceMap, twice: number): number {
  const dividend = BigInt(twice) * numerator + 2n * addend;
  return Number(divideRounded(dividend, denominator, 'halfEven'));
}

/** The same datum with its prices mapped; sizes and volumes stay as they were traded. */
export function mapDatum<Of extends Quote | Trade | Bar>(map: PriceMap, datum: Of): Of;
export function mapDatum(map: PriceMap, datum: Quote | Trade | Bar): Quote | Trade | Bar {
  if (map === samePrices) return datum;
  switch (datum.kind) {
    case 'quote':
      return { ...datum, bid: mapPrice(map, datum.bid), ask: mapPrice(map, datum.ask) };
    case 'trade':
      return { ...datum, price: mapPrice(map, datum.price) };
    case 'bar':
      return {
        ...datum,
        open: mapPrice(map, datum.open),
        high: mapPrice(map, datum.high),
        low: mapPrice(map, datum.low),
        close: mapPrice(map, datum.close),
        bid: datum.bid === null ? null : mapPrice(map, datum.bid),
        ask: datum.ask === null ? null : mapPrice(map, datum.ask),
      };
  }
}

/** The same map in lowest terms. */
export function lowestMap({ numerator, addend, denominator }: PriceMap): PriceMap {
  const common = divisorOf(divisorOf(numerator, addend), denominator);
  return bounded({
    numerator: numerator / common,
    addend: addend / common,
    denominator: denominator / common,
  });
}

function negated({ numerator, addend, denominator }: PriceMap): PriceMap {
  return { numerator: -numerator, addend: -addend, denominator: -denominator };
}

function bounded({ numerator, addend, denominator }: PriceMap): PriceMap {
  if (denominator >> TERM_BITS_MAX === 0n) return { numerator, addend, denominator };
  const kept = 1n << TERM_BITS_KEPT;
  return {
    numerator: divideRounded(numerator * kept, denominator, 'halfEven'),
    addend: divideRounded(addend * kept, denominator, 'halfEven'),
    denominator: kept,
  };
}

/** The greatest common divisor; at least 1. */
function divisorOf(one: bigint, other: bigint): bigint {
  let [high, low] = [absBigint(one), absBigint(other)];
  while (low !== 0n) [high, low] = [low, high % low];
  return high === 0n ? 1n : high;
}
