/** Urgency is in thousandths. */
const SCALE = 1_000n;
/** Shares are brought to this denominator: a thousand slices would have numbers of a thousand digits. */
const DENOMINATOR: bigint = 2n ** 64n;

/** Parts of a whole: after each slice so much of `total` is due. */
export type Shares = { readonly due: readonly bigint[]; readonly total: bigint };

/**
 * The trajectory of Almgren and Chriss (Optimal execution of portfolio transactions, 2000) that weighs
 * the cost of trading fast against the risk of trading late. Their holdings solve
 * x(j−1) − (2 + κ²τ²) x(j) + x(j+1) = 0 with x(0) = X and x(N) = 0; with κ²τ² in thousandths the
 * recurrence has whole numbers, so no sinh is needed and every machine cuts the same slices.
 */
export function shortfallShares(slices: number, urgency: number): Shares {
  const solution = solve(slices, BigInt(urgency));
  const whole = solution[slices] ?? 1n;
  const due: bigint[] = [];
  let power = 1n;
  for (let slice = 1; slice <= slices; slice += 1) {
    power *= SCALE;
    const held = (solution[slices - slice] ?? 0n) * power;
    // Upwards, so that what is due exactly is not missed by a rounding.
    due.push(divideUp((whole - held) * DENOMINATOR, whole));
  }
  return { due, total: DENOMINATOR };
}

/** U(0) = 0, U(1) = 1, U(k+1) = (2 + κ²τ²) U(k) − U(k−1), in thousandths to the power of k − 1. */
function solve(slices: number, urgency: bigint): readonly bigint[] {
  const solution = [0n, 1n];
  for (let k = 1; k < slices; k += 1) {
    const [before, last] = [solution[k - 1] ?? 0n, solution[k] ?? 0n];
    solution.push((2n * SCALE + urgency) * last - SCALE * SCALE * before);
  }
  return solution;
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
