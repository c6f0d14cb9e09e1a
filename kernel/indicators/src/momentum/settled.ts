/** What rounding leaves of a price, as a part of it, over the sums and averages of thousands of steps. */
const ROUNDING = 1e-12;

/**
 * A distance of prices, and 0 where it is no more than rounding leaves of prices like `price`: what divides
 * such distances by one another would make something of nothing.
 */
export function settled(distance: number, price: number): number {
  return Math.abs(distance) <= ROUNDING * Math.abs(price) ? 0 : distance;
}
