/** The natural logarithm of 2 in two parts: a whole multiple of the first is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const HALVES_IN_E = 1 / (LN2_HIGH + LN2_LOW);
/** Beyond them e to the power of a number is infinite, or less than any number there is. */
const EXP_MAX = 709.782712893384;
const EXP_MIN = -745.1332191019412;
const POWER_MIN = -538;
const POWER_MAX = 512;
const LEAST_NORMAL = 2 ** -1022;
const LIFT = 54;

/** 2 to every power that half an exponent can have, by doubling: an engine need not make them exactly. */
const powersOfTwo = toPowersOfTwo();
/** Where a number is taken apart into its bits; what is in it is of one call only. */
const bits = new DataView(new ArrayBuffer(8));

/**
 * e to the power of a number, to two units of the last place. Made of exact operations only, so that
 * it gives the same bits on every machine, which `Math.exp` need not.
 *
 * What is left of the number beyond the multiples of ln 2 stands in `r coth(r/2)`, whose series by the
 * numbers of Bernoulli ends here where its next term is below the last place.
 */
export function exp(value: number): number {
  if (!(value <= EXP_MAX)) return value > 0 ? Number.POSITIVE_INFINITY : value;
  if (value < EXP_MIN) return 0;
  const whole = Math.floor(value * HALVES_IN_E + 0.5);
  const rest = value - whole * LN2_HIGH - whole * LN2_LOW;
  const square = rest * rest;
  const high = square * square;
  const even = 2 + high * (-1 / 360 + high * (-1 / 604_800 + high * (-691 / 653_837_184_000)));
  const odd = 1 / 6 + high * (1 / 15_120 + high * (1 / 23_950_080));
  const growth = 1 + (2 * rest) / (even + square * odd - rest);
  // In two steps, as the number may lie below or above what one power of two reaches.
  const half = whole >> 1;
  return growth * powerOfTwo(half) * powerOfTwo(whole - half);
}

/** The natural logarithm, by the same means as `exp`; minus infinity of zero, NaN below it. */
export function ln(value: number): number {
  if (!(value > 0)) return value === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (value === Number.POSITIVE_INFINITY) return value;
  if (value < LEAST_NORMAL) return ln(value * powerOfTwo(LIFT)) - LIFT * (LN2_HIGH + LN2_LOW);
  bits.setFloat64(0, value);
  let whole = (bits.getUint32(0) >>> 20) - 1023;
  const half = whole >> 1;
  let part = value * powerOfTwo(-half) * powerOfTwo(half - whole);
  if (part > Math.SQRT2) {
    whole += 1;
    part *= 0.5;
  }
  // ln p = 2 artanh((p - 1) / (p + 1)), in powers of the square, every other one apart.
  const ratio = (part - 1) / (part + 1);
  const square = ratio * ratio;
  const high = square * square;
  const even = high * (1 / 5 + high * (1 / 9 + high * (1 / 13 + high * (1 / 17 + high / 21))));
  const odd = 1 / 3 + high * (1 / 7 + high * (1 / 11 + high * (1 / 15 + high / 19)));
  const twice = 2 * ratio;
  return whole * LN2_HIGH + (twice + (twice * (even + square * odd) + whole * LN2_LOW));
}

function powerOfTwo(exponent: number): number {
  return powersOfTwo[exponent - POWER_MIN] ?? Number.NaN;
}

function toPowersOfTwo(): Float64Array {
  const powers = new Float64Array(POWER_MAX - POWER_MIN + 1);
  for (let exponent = 0, power = 1; exponent <= POWER_MAX; exponent += 1, power *= 2) {
    powers[exponent - POWER_MIN] = power;
    if (exponent <= -POWER_MIN) powers[-exponent - POWER_MIN] = 1 / power;
  }
  for (let exponent = -POWER_MAX - 1; exponent >= POWER_MIN; exponent -= 1) {
    powers[exponent - POWER_MIN] = (powers[exponent + 1 - POWER_MIN] ?? Number.NaN) / 2;
  }
  return powers;
}
