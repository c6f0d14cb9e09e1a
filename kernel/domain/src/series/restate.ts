import type { Adjustment, Bar } from '../market-data.ts';

import { afterMap, mapDatum, samePrices, type PriceMap } from './price-map.ts';

/** An adjustment among the bars of a series: `place` is how many of them had come before it. */
export type PlacedAdjustment = { readonly adjustment: Adjustment; readonly place: number };

/**
 * A bar of a series as it is said after the adjustments: those that came after it, and by which what it is
 * of means something else. All of them are one map, so that its prices are rounded once.
 */
export function restateBar(bar: Bar, place: number, adjustments: readonly PlacedAdjustment[]): Bar {
  let map: PriceMap = samePrices;
  for (const { adjustment, place: count } of adjustments) {
    if (place < count && bar.opensAt < adjustment.eventAt) map = afterMap(map, adjustment);
  }
  return mapDatum(map, bar);
}
