import { assert, Random } from 'argosy/core';

import { vectorError } from './errors.ts';

/** Whole numbers from one to another, both within. */
export type WholeRange = { readonly from: number; readonly to: number; readonly step?: number };
/** What a parameter may be: a range of whole numbers, or a list. */
export type SearchRange = WholeRange | readonly (number | string)[];
/** The parameters of a search, by name. */
export type SearchSpace = Readonly<Record<string, SearchRange>>;
/** A value for each parameter of a space. */
export type SearchValues<Of extends SearchSpace = SearchSpace> = {
  readonly [Name in keyof Of]: ValueIn<Of[Name]>;
};
type ValueIn<Range> = Range extends readonly (infer One)[] ? One : number;

/** Which values are tried, each known by its number alone: so trials may run in any order, anywhere. */
export type Search<Of extends SearchSpace = SearchSpace> = {
  readonly space: Of;
  /** How many trials there are. */
  readonly size: number;
  valuesAt(trial: number): SearchValues<Of>;
};

/** How many trials a search may have. */
export const TRIALS_MAX = 10_000_000;

/**
 * Every combination of a space that is fine, the last parameter changing fastest.
 *
 * @example
 * const search = gridSearch({ fast: { from: 5, to: 50 }, slow: [100, 200] });
 */
export function gridSearch<const Of extends SearchSpace>(
  space: Of,
  isFine?: (values: SearchValues<Of>) => boolean,
): Search<Of> {
  const axes = axesOf(space);
  const size = combinationsOf(space);
  if (size > TRIALS_MAX) throw tooMany(size);
  const at = (place: number): SearchValues<Of> => pointOf<Of>(axes, place);
  if (isFine === undefined) return { space, size, valuesAt: (trial) => at(checked(trial, size)) };
  const fine: number[] = [];
  for (let place = 0; place < size; place += 1) if (isFine(at(place))) fine.push(place);
  if (fine.length === 0) throw vectorError('BAD_SEARCH', 'no combination of the space is fine');
  const valuesAt = (trial: number): SearchValues<Of> => at(fine[checked(trial, fine.length)] ?? 0);
  return { space, size: fine.length, valuesAt };
}

/**
 * So many combinations by chance, drawn from the seed, none of them twice: where the space has fewer, all that
 * it has. Throws `BAD_SEARCH` where none is fine, or so few of so many that they cannot be found.
 */
export function randomSearch<const Of extends SearchSpace>(
  space: Of,
  { count, seed }: { readonly count: number; readonly seed: string },
  isFine?: (values: SearchValues<Of>) => boolean,
): Search<Of> {
  if (!Number.isSafeInteger(count) || count < 1 || count > TRIALS_MAX) throw tooMany(count);
  const all = combinationsOf(space);
  if (all <= Math.max(LISTED_MAX, Math.min(LISTED_SHARE * count, TRIALS_MAX))) {
    const grid = gridSearch(space, isFine);
    const drawn = drawPlaces(grid.size, count, Random.fromSeed(seed));
    const valuesAt = (trial: number): SearchValues<Of> =>
      grid.valuesAt(drawn[checked(trial, drawn.length)] ?? 0);
    return { space, size: drawn.length, valuesAt };
  }
  const drawn = drawPoints<Of>(axesOf(space), { count, seed }, isFine);
  const valuesAt = (trial: number): SearchValues<Of> => {
    const values = drawn[checked(trial, count)];
    assert(values !== undefined, `trial ${trial} was drawn`);
    return values;
  };
  return { space, size: count, valuesAt };
}

/** How many combinations a space has, fine or not. */
export function combinationsOf(space: SearchSpace): number {
  return axesOf(space).reduce((product, { values }) => product * values.length, 1);
}

/** A space of at most so many combinations is written down to draw from it; a larger one up to so often the draws. */
const LISTED_MAX = 100_000;
const LISTED_SHARE = 8;
const DRAWS_MAX = 10_000;

/** So many of the numbers below a size in an order by chance; all where there are not more. */
function drawPlaces(size: number, count: number, random: Random): Uint32Array {
  const places = Uint32Array.from({ length: size }, (_, at) => at);
  const drawn = Math.min(size, count);
  for (let at = 0; at < drawn; at += 1) {
    const other = at + random.nextInt(size - at);
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  return places.slice(0, drawn);
}

/** So many combinations of a space far larger, each drawn until it is fine and none of those before. */
function drawPoints<Of extends SearchSpace>(
  axes: readonly Axis[],
  { count, seed }: { readonly count: number; readonly seed: string },
  isFine: (values: SearchValues<Of>) => boolean = () => true,
): readonly SearchValues<Of>[] {
  const seen = new Set<string>();
  return Array.from({ length: count }, (_, trial) => {
    const random = Random.fromSeed(`${seed}/${trial}`);
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const places = axes.map(({ values }) => random.nextInt(values.length));
      const key = places.join();
      if (seen.has(key)) continue;
      const values = valuesOfPlaces<Of>(axes, places);
      if (!isFine(values)) continue;
      seen.add(key);
      return values;
    }
    const detail = `${DRAWS_MAX} draws of trial ${trial} were not fine, or drawn before`;
    throw vectorError('BAD_SEARCH', detail);
  });
}

/** The values at the places of each axis. */
export function valuesOfPlaces<Of extends SearchSpace>(
  axes: readonly Axis[],
  places: readonly number[],
): SearchValues<Of> {
  const named = axes.map(({ name, values }, axis) => [name, values[places[axis] ?? 0]] as const);
  return Object.fromEntries(named) as SearchValues<Of>;
}

/** A parameter with all its values. */
export type Axis = {
  readonly name: string;
  readonly values: readonly (number | string)[];
  /** How many combinations one of its values has. */
  readonly stride: number;
};

/** The parameters of a space in their order; throws `BAD_SEARCH` where one has no value, or one twice. */
export function axesOf(space: SearchSpace): readonly Axis[] {
  const named = Object.entries(space).map(([name, range]) => ({
    name,
    values: valuesOf(name, range),
  }));
  if (named.length === 0) throw vectorError('BAD_SEARCH', 'the space has no parameter');
  return named.map((axis, at) => {
    const behind = named.slice(at + 1);
    return { ...axis, stride: behind.reduce((product, { values }) => product * values.length, 1) };
  });
}

function valuesOf(name: string, range: SearchRange): readonly (number | string)[] {
  if (!('from' in range)) {
    if (range.length === 0) throw vectorError('BAD_SEARCH', `${name} has no value`);
    if (new Set(range).size === range.length) return range;
    const twice = range.find((value, at) => range.indexOf(value) !== at);
    throw vectorError('BAD_SEARCH', `${name} has ${JSON.stringify(twice)} twice`);
  }
  const { from, to, step = 1 } = range;
  const isWhole = [from, to, step].every((one) => Number.isSafeInteger(one));
  if (!isWhole || step < 1 || to < from || (to - from) / step >= TRIALS_MAX) {
    throw vectorError('BAD_SEARCH', `${name} from ${from} to ${to} by ${step}`);
  }
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

function pointOf<Of extends SearchSpace>(axes: readonly Axis[], place: number): SearchValues<Of> {
  const point: Record<string, number | string> = {};
  for (const { name, values, stride } of axes) {
    point[name] = values[Math.floor(place / stride) % values.length] ?? NaN;
  }
  return point as SearchValues<Of>;
}

function checked(trial: number, size: number): number {
  if (Number.isSafeInteger(trial) && trial >= 0 && trial < size) return trial;
  throw vectorError('BAD_SEARCH', `there is no trial ${trial} of ${size}`);
}

function tooMany(size: number): Error {
  return vectorError('BAD_SEARCH', `${size} trials, expected 1 to ${TRIALS_MAX}`);
}
