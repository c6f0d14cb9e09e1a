import { exp, ln } from './portable-math.ts';

/**
 * Half a right angle's worth of turns is taken off a number in two parts: a whole multiple of the first is exact.
 */
const QUARTER_HIGH = 1.5707963267341256;
const QUARTER_LOW = 6.077100506506192e-11;
/** Beyond it that is exact no more; no angle that is reckoned here comes near. */
const ANGLE_MAX = 1_000_000;
/** The angles whose tangents are the quarters from 0 to 1. */
const quarters: readonly number[] = [
  0, 0.24497866312686414, 0.4636476090008061, 0.6435011087932844, 0.7853981633974483,
];
const SERIES_MAX = 0.17;
const LOG2_E = 1 / Math.LN2;
const LOG10_E = 1 / Math.LN10;

/**
 * The sine of an angle of at most a million, NaN of others. Made of exact operations only, like all
 * here: the same bits on every machine, which `Math.sin` need not give.
 */
export function sin(angle: number): number {
  const turns = Math.floor(angle / (QUARTER_HIGH + QUARTER_LOW) + 0.5);
  return turned(angle, turns, turns & 3);
}

/** The cosine of an angle of at most a million, NaN of others. */
export function cos(angle: number): number {
  const turns = Math.floor(angle / (QUARTER_HIGH + QUARTER_LOW) + 0.5);
  return turned(angle, turns, (turns + 1) & 3);
}

/** The angle whose tangent a number is. */
export function atan(value: number): number {
  const size = Math.abs(value);
  if (!(size <= 1)) return Math.sign(value) * (Math.PI / 2 - angleOf(1 / size));
  return value < 0 ? -angleOf(size) : angleOf(size);
}

/** The hyperbolic tangent. */
export function tanh(value: number): number {
  const size = Math.abs(value);
  if (size > SERIES_MAX) return Math.sign(value) * (1 - 2 / (exp(2 * size) + 1));
  // x coth x, by the numbers of Bernoulli.
  const square = value * value;
  const inner = -1 / 4725 + square * (2 / 93_555 + square * (-1382 / 638_512_875));
  const cotangent = 1 + square * (1 / 3 + square * (-1 / 45 + square * (2 / 945 + square * inner)));
  return value / cotangent;
}

/** The logarithm to the base of 2. */
export function log2(value: number): number {
  return ln(value) * LOG2_E;
}

/** The logarithm to the base of 10. */
export function log10(value: number): number {
  return ln(value) * LOG10_E;
}

/** The natural logarithm of one more than a number, exact of small ones too. */
export function ln1p(value: number): number {
  const sum = 1 + value;
  if (sum === 1) return value;
  return sum === Number.POSITIVE_INFINITY ? sum : (ln(sum) * value) / (sum - 1);
}

function turned(angle: number, turns: number, quarter: number): number {
  if (!(Math.abs(angle) <= ANGLE_MAX)) return Number.NaN;
  const rest = angle - turns * QUARTER_HIGH - turns * QUARTER_LOW;
  const found = quarter % 2 === 0 ? sineOf(rest) : cosineOf(rest);
  return quarter < 2 ? found : -found;
}

/** By the series, of at most half a right angle. */
function sineOf(angle: number): number {
  const square = angle * angle;
  const tail = 1 / 6_227_020_800 + square * (-1 / 1_307_674_368_000 + square / 355_687_428_096_000);
  const end = -1 / 39_916_800 + square * tail;
  const middle = -1 / 5040 + square * (1 / 362_880 + square * end);
  return angle + angle * square * (-1 / 6 + square * (1 / 120 + square * middle));
}

function cosineOf(angle: number): number {
  const square = angle * angle;
  const end = -1 / 87_178_291_200 + square / 20_922_789_888_000;
  const tail = -1 / 3_628_800 + square * (1 / 479_001_600 + square * end);
  const middle = -1 / 720 + square * (1 / 40_320 + square * tail);
  return 1 + (-square / 2 + square * square * (1 / 24 + square * middle));
}

/** Of a tangent from 0 to 1: the nearest quarter's, and the little that is left by the series. */
function angleOf(tangent: number): number {
  const near = Math.floor(4 * tangent + 0.5);
  const quarter = near / 4;
  const rest = (tangent - quarter) / (1 + tangent * quarter);
  const square = rest * rest;
  const tail = 1 / 13 + square * (-1 / 15 + square * (1 / 17 - square / 19));
  const middle = 1 / 9 + square * (-1 / 11 + square * tail);
  const inner = 1 / 5 + square * (-1 / 7 + square * middle);
  return (quarters[near] ?? Number.NaN) + (rest + rest * square * (-1 / 3 + square * inner));
}
