import { millsRatio, NORMAL_REACH, normalDensity } from '../normal-distribution.ts';

/** Half a deviation below which the difference of two near ratios is taken as a series. */
const HALF_SERIES = 0.04;
/** How far from the money the series goes: beyond it, the ratios are not near. */
const DISTANCE_SERIES = 2;

/**
 * What an option out of the money is worth at its end, in units of the lesser of forward and strike: all
 * that an option's price holds beyond what exercise would bring.
 *
 * `distance` is the logarithm of the lesser over the greater, zero or below; `deviation` is volatility times
 * the root of time, above zero. Black's formula takes one probability from another and loses what they
 * share; in units of the density at its first argument they are ratios of Mills, which are right to the last
 * places however far out, and where these are near each other, the series of their difference is taken.
 * So the value has a relative error of some 1e-15 wherever the density has, and in the far wings one of `h²`
 * times that, `h` the distance in deviations, which its logarithm does not feel.
 */
export function timeValueOf(distance: number, deviation: number): number {
  const centre = distance / deviation;
  const half = deviation / 2;
  const above = centre + half;
  if (above < -NORMAL_REACH) return 0;
  if (above > NORMAL_REACH) return 1;
  const density = normalDensity(above);
  if (isNear(distance, half)) return density * nearDifference(centre, half);
  return farValue(above, density, millsRatio(Math.abs(above)), millsRatio(half - centre));
}

/** Whether both arguments of Black's formula lie so near each other that the series is to be taken. */
export function isNear(distance: number, half: number): boolean {
  return half < HALF_SERIES && distance > -DISTANCE_SERIES;
}

/** The time value where they do not: of the first argument, its density, and the ratios of Mills of both. */
export function farValue(above: number, density: number, first: number, second: number): number {
  if (above > 0) return 1 - density * (first + second);
  return Math.max(0, density * (first - second));
}

/**
 * The ratio of Mills at `-centre - half` less that at `-centre + half`: twice the odd terms of Taylor's
 * series, whose derivatives follow each from the two before it.
 */
export function nearDifference(centre: number, half: number): number {
  const zeroth = millsRatio(-centre);
  const first = 1 + centre * zeroth;
  const second = zeroth + centre * first;
  const third = 2 * first + centre * second;
  const fourth = 3 * second + centre * third;
  const fifth = 4 * third + centre * fourth;
  const sixth = 5 * fourth + centre * fifth;
  const seventh = 6 * fifth + centre * sixth;
  const eighth = 7 * sixth + centre * seventh;
  const ninth = 8 * seventh + centre * eighth;
  const square = half * half;
  const rest = seventh / 5040 + (square * ninth) / 362_880;
  const sum = first + square * (third / 6 + square * (fifth / 120 + square * rest));
  return Math.max(0, 2 * half * sum);
}
