/** The natural logarithm of 2 in two parts: a whole multiple of the first is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const EXP_TERMS = 14;
const LN_TERMS = 25;
const EXPONENT_MAX = 1023;
const EXPONENT_MIN = -1022;
/** Beyond it the tail of the normal distribution is less than any number there is. */
const NORMAL_REACH = 38;
const NORMAL_SPLIT = 7.07106781186547;
const SQRT_TWO_PI = 2.5066282746310002;

/** Hart (1968), 5666: the two polynomials whose ratio is the tail, the highest power first. */
const tailAbove = [
  3.52624965998911e-2, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const tailBelow = [
  8.83883476483184e-2, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];

/**
 * e to the power of a number, to a few units of the last place. Made of exact operations only, so that
 * it gives the same bits on every machine, which `Math.exp` need not.
 */
export function exp(value: number): number {
  const whole = Math.round(value / (LN2_HIGH + LN2_LOW));
  if (!(whole < EXPONENT_MAX)) return value > 0 ? Number.POSITIVE_INFINITY : value;
  if (whole < EXPONENT_MIN) return 0;
  const rest = value - whole * LN2_HIGH - whole * LN2_LOW;
  let sum = 1;
  for (let term = EXP_TERMS; term > 0; term -= 1) sum = 1 + (rest / term) * sum;
  return sum * powerOfTwo(whole);
}

/** The natural logarithm, by the same means as `exp`; minus infinity of zero, NaN below it. */
export function ln(value: number): number {
  if (!(value > 0)) return value === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (value === Number.POSITIVE_INFINITY) return value;
  let [whole, part] = [0, value];
  // From far away in long steps, then by halves: bounded by the range of a number.
  for (; part >= 2 ** 32; part /= 2 ** 32) whole += 32;
  for (; part < 2 ** -32; part *= 2 ** 32) whole -= 32;
  for (; part > Math.SQRT2; part /= 2) whole += 1;
  for (; part < Math.SQRT1_2; part *= 2) whole -= 1;
  const ratio = (part - 1) / (part + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let odd = LN_TERMS; odd > 0; odd -= 2) sum = sum * square + 1 / odd;
  return whole * LN2_HIGH + (2 * ratio * sum + whole * LN2_LOW);
}

/**
 * How likely a standard normal number lies at or below this one, to about 1e-15 (J. F. Hart, Computer
 * Approximations, 1968, in the form of G. West, 2005).
 */
export function normalCdf(value: number): number {
  const away = Math.abs(value);
  const tail = away > NORMAL_REACH ? 0 : tailBeyond(away);
  return value > 0 ? 1 - tail : tail;
}

/** How dense the standard normal distribution is at a number. */
export function normalDensity(value: number): number {
  return exp((-value * value) / 2) / SQRT_TWO_PI;
}

function tailBeyond(away: number): number {
  const density = exp((-away * away) / 2);
  if (away < NORMAL_SPLIT) return (density * horner(tailAbove, away)) / horner(tailBelow, away);
  const fraction = away + 1 / (away + 2 / (away + 3 / (away + 4 / (away + 0.65))));
  return density / fraction / SQRT_TWO_PI;
}

function horner(factors: readonly number[], at: number): number {
  let sum = 0;
  for (const factor of factors) sum = sum * at + factor;
  return sum;
}

/** Exact, by doubling: an engine need not make a power of two exactly. */
function powerOfTwo(exponent: number): number {
  const step = exponent < 0 ? 0.5 : 2;
  let power = 1;
  let factor = step;
  for (let left = Math.abs(exponent); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= factor;
    factor *= factor;
  }
  return power;
}
