/** A linear equation of three unknowns, and how much it counts. */
export type BoxRow = {
  readonly factors: readonly [number, number, number];
  readonly value: number;
  readonly weight: number;
};

type Three = readonly [number, number, number];

/** Each unknown is at zero, free, or at its bound. */
const places = ['zero', 'free', 'bound'] as const;
type Place = (typeof places)[number];
const patterns: readonly (readonly [Place, Place, Place])[] = places.flatMap((one) =>
  places.flatMap((two) => places.map((three) => [one, two, three] as const)),
);
/** A pivot below this part of the diagonal is none. */
const PIVOT_MIN = 1e-13;

/**
 * The three numbers, each from zero to its bound, that come nearest to the equations. Least squares are convex,
 * so the best of the twenty-seven ways to hold some of them at an end is the best of all.
 */
export function solveBox(rows: readonly BoxRow[], bounds: Three): Three {
  const gram = new Float64Array(9);
  const against = new Float64Array(3);
  for (const { factors, value, weight } of rows) {
    for (const [row, factor] of factors.entries()) {
      against[row] = (against[row] ?? 0) + weight * factor * value;
      for (const [column, other] of factors.entries()) {
        gram[3 * row + column] = (gram[3 * row + column] ?? 0) + weight * factor * other;
      }
    }
  }
  let best: Three = [0, 0, 0];
  let least = Number.POSITIVE_INFINITY;
  for (const pattern of patterns) {
    const found = solvePattern(pattern, { gram, against, bounds });
    if (found === null) continue;
    const cost = costOf(found, gram, against);
    if (cost < least) [best, least] = [found, cost];
  }
  return best;
}

type Equations = {
  readonly gram: Float64Array;
  readonly against: Float64Array;
  readonly bounds: Three;
};

/** Null where the free ones cannot be told apart, or one of them leaves its bounds. */
function solvePattern(pattern: readonly Place[], equations: Equations): Three | null {
  const { gram, against, bounds } = equations;
  const solution = pattern.map((place, at) => (place === 'bound' ? (bounds[at] ?? 0) : 0));
  const free = pattern.flatMap((place, at) => (place === 'free' ? [at] : []));
  // The equations of the free ones, what is held taken to the right, which stands last in a line.
  const lines = free.map((row) => {
    const factorOf = (column: number): number => gram[3 * row + column] ?? 0;
    const held = solution.reduce((sum, value, at) => sum + factorOf(at) * value, 0);
    return Float64Array.from([...free.map(factorOf), (against[row] ?? 0) - held]);
  });
  if (!eliminate(lines)) return null;
  for (const [place, at] of free.entries()) {
    const value = lines[place]?.at(-1) ?? 0;
    if (!(value >= 0 && value <= (bounds[at] ?? 0))) return null;
    solution[at] = value;
  }
  const [first = 0, second = 0, third = 0] = solution;
  return [first, second, third];
}

/** Gauss and Jordan on a matrix that is symmetric and not below zero: the diagonal is a pivot, or there is none. */
function eliminate(lines: readonly Float64Array[]): boolean {
  for (const [pivot, line] of lines.entries()) {
    const by = line[pivot] ?? 0;
    const most = line.subarray(0, -1).reduce((high, value) => Math.max(high, Math.abs(value)), 0);
    if (!(by > PIVOT_MIN * most)) return false;
    for (const [at, value] of line.entries()) line[at] = value / by;
    for (const other of lines) if (other !== line) subtract(other, line, pivot);
  }
  return true;
}

function subtract(from: Float64Array, line: Float64Array, pivot: number): void {
  const share = from[pivot] ?? 0;
  for (const [at, value] of line.entries()) from[at] = (from[at] ?? 0) - share * value;
}

/** But for what does not depend on them. */
function costOf(values: Three, gram: Float64Array, against: Float64Array): number {
  let cost = 0;
  for (const [row, value] of values.entries()) {
    cost -= 2 * value * (against[row] ?? 0);
    for (const [column, other] of values.entries()) {
      cost += value * other * (gram[3 * row + column] ?? 0);
    }
  }
  return cost;
}
