import { Random } from 'argosy/core';

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
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  if (size > TRIALS_MAX) throw tooMany(size);
  const at = (place: number): SearchValues<Of> => pointOf<Of>(axes, place);
  if (isFine === undefined) return { space, size, valuesAt: (trial) => at(checked(trial, size)) };
  const fine: number[] = [];
  for (let place = 0; place < size; place += 1) if (isFine(at(place))) fine.push(place);
  const valuesAt = (trial: number): SearchValues<Of> => at(fine[checked(trial, fine.length)] ?? 0);
  return { space, size: fine.length, valuesAt };
}

/** So many combinations by chance, each drawn from the seed and its own number. */
export function randomSearch<const Of extends SearchSpace>(
  space: Of,
  { count, seed }: { readonly count: number; readonly seed: string },
  isFine: (values: SearchValues<Of>) => boolean = () => true,
): Search<Of> {
  if (!Number.isSafeInteger(count) || count < 1 || count > TRIALS_MAX) throw tooMany(count);
  const axes = axesOf(space);
  const valuesAt = (trial: number): SearchValues<Of> => {
    const random = Random.fromSeed(`${seed}/${checked(trial, count)}`);
    for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
      const drawn = axes.map(({ name, values }) => {
        return [name, values[random.nextInt(values.length)]] as const;
      });
      const values = Object.fromEntries(drawn) as SearchValues<Of>;
      if (isFine(values)) return values;
    }
    throw vectorError('BAD_SEARCH', `${DRAWS_MAX} draws of trial ${trial} were not fine`);
  };
  return { space, size: count, valuesAt };
}

const DRAWS_MAX = 10_000;

/** A parameter with all its values. */
export type Axis = {
  readonly name: string;
  readonly values: readonly (number | string)[];
  /** How many combinations one of its values has. */
  readonly stride: number;
};

/** The parameters of a space in their order; throws `BAD_SEARCH` where one has no value. */
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
    return range;
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
