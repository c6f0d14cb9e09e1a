import type { Price } from 'argosy/core';

/** How far behind the best price a trailing stop stands. */
export type Trail =
  | { readonly by: 'price'; readonly distance: Price }
  | { readonly by: 'ticks'; readonly ticks: number }
  /** Hundredths of a percent of the best price, so that the distance moves with it. */
  | { readonly by: 'bps'; readonly bps: number }
  | {
      /** So many average true ranges, in hundredths: 250 for two and a half of them. */
      readonly by: 'atr';
      readonly hundredths: number;
      /** What they came to when the order was sent; it holds from then on, whatever the range does. */
      readonly distance: Price;
    };
/** The discriminator of `Trail`. */
export type TrailKind = Trail['by'];

const BPS = 10_000;

/**
 * The distance of a stop from the best price, in scaled units of price. A part of the price is rounded
 * up to the tick: a stop never stands nearer than it was asked to.
 *
 * @example
 * trailDistance({ by: 'bps', bps: 100 }, 10_020, 5); // 105: 100.2 up to the tick
 */
export function trailDistance(trail: Trail, best: number, tick: number): number {
  if (trail.by === 'ticks') return trail.ticks * tick;
  if (trail.by !== 'bps') return trail.distance;
  return Math.ceil((Math.abs(best) * trail.bps) / (BPS * tick)) * tick;
}

/** Whether two trails ask for the same; ranges that came to other distances do not. */
export function isSameTrail(one: Trail, other: Trail): boolean {
  if (one.by === 'ticks') return other.by === 'ticks' && one.ticks === other.ticks;
  if (one.by === 'bps') return other.by === 'bps' && one.bps === other.bps;
  if (one.by === 'price') return other.by === 'price' && one.distance === other.distance;
  return (
    other.by === 'atr' && one.hundredths === other.hundredths && one.distance === other.distance
  );
}
