/** A point, and what a function makes of it. */
export type Valued = { readonly point: readonly number[]; readonly value: number };

/** Steps for each number that is sought. */
const STEPS = 120;
const FLAT = 1e-15;

/**
 * The least of a function of some numbers from a start on, by the simplex of J. Nelder and R. Mead (1965): the
 * worst corner is mirrored, stretched or drawn in, in a bounded number of steps, always the same ones.
 */
export function minimise(
  valueOf: (point: readonly number[]) => number,
  start: readonly number[],
  sizes: readonly number[],
): Valued {
  const at = (point: readonly number[]): Valued => ({ point, value: valueOf(point) });
  const moved = sizes.map((size, place) => at(start.with(place, (start[place] ?? 0) + size)));
  const first = at(start);
  let corners = sorted([first, ...moved]);
  for (let step = 0; step < STEPS * start.length; step += 1) {
    const [best = first] = corners;
    const worst = corners.at(-1) ?? first;
    if (worst.value - best.value <= FLAT * Math.abs(best.value)) break;
    const others = corners.slice(0, -1);
    const middle = middleOf(others);
    const along = (by: number): Valued => at(between(middle, worst.point, -by));
    const replaced = replace({ best, next: others.at(-1) ?? best, worst }, along);
    corners =
      replaced.value < worst.value
        ? sorted([...others, replaced])
        : sorted([
            best,
            ...corners.slice(1).map(({ point }) => at(between(best.point, point, 0.5))),
          ]);
  }
  return corners[0] ?? first;
}

type Ends = { readonly best: Valued; readonly next: Valued; readonly worst: Valued };

/** The best of the points on the line from the worst corner through the middle that a step may take. */
function replace({ best, next, worst }: Ends, along: (by: number) => Valued): Valued {
  const mirrored = along(1);
  if (mirrored.value < best.value) return lesser(along(2), mirrored);
  if (mirrored.value < next.value) return mirrored;
  return lesser(along(mirrored.value < worst.value ? 0.5 : -0.5), mirrored);
}

function lesser(one: Valued, other: Valued): Valued {
  return one.value < other.value ? one : other;
}

function middleOf(corners: readonly Valued[]): readonly number[] {
  const [{ point } = { point: [] }] = corners;
  return point.map(
    (_, place) =>
      corners.reduce((sum, corner) => sum + (corner.point[place] ?? 0), 0) / corners.length,
  );
}

/** From the first point this part of the way to the second, and beyond or behind it. */
function between(from: readonly number[], to: readonly number[], share: number): readonly number[] {
  return from.map((value, place) => value + share * ((to[place] ?? 0) - value));
}

function sorted(corners: readonly Valued[]): readonly Valued[] {
  return corners.toSorted((one, other) => one.value - other.value);
}
