import { Random } from 'argosy/core';

import { vectorError } from './errors.ts';
import {
  axesOf,
  combinationsOf,
  valuesOfPlaces,
  type Axis,
  type SearchSpace,
  type SearchValues,
} from './search-space.ts';

/** How a search that learns goes about it. */
export type TpeOptions = {
  readonly seed: string;
  /** Trials by chance before it learns; 20 unless told. */
  readonly startup?: number;
  /** Which part of the trials count as good; a fifth unless told. */
  readonly good?: number;
  /** How many candidates are drawn for each trial; 24 unless told. */
  readonly candidates?: number;
};

/** A trial that was asked for. */
export type TpeTrial<Of extends SearchSpace = SearchSpace> = {
  readonly trial: number;
  readonly values: SearchValues<Of>;
};

const TOLD_MAX = 100_000;

/**
 * A search that learns from what it has tried, by tree-structured Parzen estimators (Bergstra and others,
 * 2011): it draws from where good trials lie close, and takes what the others make least likely. Each trial
 * is drawn from the seed, its own number and what was told before: told the same, it asks the same. No
 * combination is asked for twice, and once all were there are no more.
 *
 * @example
 * const search = new TpeSearch({ fast: { from: 5, to: 60 }, slow: [100, 200] }, { seed: 'a' });
 * for (const { trial, values } of search.ask(8)) search.tell(trial, scoreOf(run(values), 'sharpe'));
 */
export class TpeSearch<const Of extends SearchSpace> {
  readonly #axes: readonly Axis[];
  readonly #options: Required<TpeOptions>;
  /** The places of each trial on the axes, and its score; NaN until it was told. */
  readonly #places: (readonly number[])[] = [];
  readonly #scores: number[] = [];
  /** The places of all trials, and how many combinations there are. */
  readonly #asked = new Set<string>();
  readonly #combinations: number;

  constructor(space: Of, { seed, startup = 20, good = 0.2, candidates = 24 }: TpeOptions) {
    this.#axes = axesOf(space);
    this.#combinations = combinationsOf(space);
    this.#options = { seed, startup, good, candidates };
    const areCounts = [startup, candidates].every((one) => Number.isSafeInteger(one) && one >= 1);
    if (areCounts && good > 0 && good < 1) return;
    const detail = `${startup} trials by chance, ${good} of all good, ${candidates} candidates`;
    throw vectorError('BAD_SEARCH', detail);
  }

  /** The next trials, all drawn from what is known now; fewer where no more combinations are left. */
  ask(count: number): readonly TpeTrial<Of>[] {
    if (!Number.isSafeInteger(count) || count < 1 || this.#places.length + count > TOLD_MAX) {
      throw vectorError('BAD_SEARCH', `${count} more trials, at most ${TOLD_MAX} in all`);
    }
    const ranked = this.#ranked();
    const left = Math.min(count, this.#combinations - this.#asked.size);
    return Array.from({ length: left }, () => {
      const trial = this.#places.length;
      const random = Random.fromSeed(`${this.#options.seed}/${trial}`);
      const learned = ranked === null ? null : this.#choose(random, ranked);
      const places = learned ?? this.#draw(random);
      this.#asked.add(places.join());
      this.#places.push(places);
      this.#scores.push(NaN);
      return { trial, values: valuesOfPlaces<Of>(this.#axes, places) };
    });
  }

  /** Tells how good a trial was: the higher the better. One that failed is told as -Infinity. */
  tell(trial: number, score: number): void {
    const isAsked = Number.isSafeInteger(trial) && trial >= 0 && trial < this.#places.length;
    if (!isAsked || Number.isNaN(score)) {
      throw vectorError('BAD_SEARCH', `a score of ${score} for trial ${trial}`);
    }
    this.#scores[trial] = score;
  }

  /** The best trial of those that were told, the first of those alike; null before. */
  get best(): TpeTrial<Of> | null {
    const [trial] = this.#told();
    const places = trial === undefined ? undefined : this.#places[trial];
    if (trial === undefined || places === undefined) return null;
    return { trial, values: valuesOfPlaces<Of>(this.#axes, places) };
  }

  /** The trials that were told, the best first. */
  #told(): readonly number[] {
    const told = this.#scores.flatMap((score, trial) => (Number.isNaN(score) ? [] : [trial]));
    const scoreAt = (trial: number): number => this.#scores[trial] ?? NaN;
    return told.sort((a, b) => (scoreAt(b) === scoreAt(a) ? a - b : scoreAt(b) - scoreAt(a)));
  }

  /** How likely each value of each axis is among good trials and among the others; null before it learns. */
  #ranked(): readonly Likelihoods[] | null {
    const told = this.#told();
    const { startup, good } = this.#options;
    if (told.length < startup) return null;
    const count = Math.max(1, Math.ceil(told.length * good));
    return this.#axes.map(({ values }, axis) => {
      const placesOf = (trials: readonly number[]): readonly number[] =>
        trials.map((trial) => this.#places[trial]?.[axis] ?? 0);
      return {
        good: densityOf(placesOf(told.slice(0, count)), values),
        other: densityOf(placesOf(told.slice(count)), values),
      };
    });
  }

  /** By chance; of those asked for already the next that was not, as on a mileage counter. */
  #draw(random: Random): readonly number[] {
    const places = this.#axes.map(({ values }) => random.nextInt(values.length));
    // As many steps as there are combinations asked for, at most: one is left.
    while (this.#asked.has(places.join())) {
      for (let axis = places.length - 1; axis >= 0; axis -= 1) {
        const next = (places[axis] ?? 0) + 1;
        const isOver = next === this.#axes[axis]?.values.length;
        places[axis] = isOver ? 0 : next;
        if (!isOver) break;
      }
    }
    return places;
  }

  /**
   * Of candidates drawn from the good, the one that is likelier there than among the others; null where all
   * were asked for already.
   */
  #choose(random: Random, likelihoods: readonly Likelihoods[]): readonly number[] | null {
    let [best, most]: [readonly number[] | null, number] = [null, -Infinity];
    for (let draw = 0; draw < this.#options.candidates; draw += 1) {
      const places = likelihoods.map(({ good }) => drawFrom(good, random));
      const ratio = likelihoods.reduce((sum, { good, other }, axis) => {
        const place = places[axis] ?? 0;
        return sum * ((good[place] ?? 0) / (other[place] ?? 1));
      }, 1);
      if (ratio > most && !this.#asked.has(places.join())) [best, most] = [places, ratio];
    }
    return best;
  }
}

/** How likely each value of an axis is. */
type Likelihoods = { readonly good: Float64Array; readonly other: Float64Array };

/**
 * A bell of numbers around each place, or a heap of words at it, over a ground that is everywhere alike: no
 * value becomes impossible. The more there are the narrower the bells.
 */
function densityOf(places: readonly number[], values: Axis['values']): Float64Array {
  const size = values.length;
  const density = new Float64Array(size).fill(1 / size);
  const isOrdered = values.every((value) => typeof value === 'number');
  const width = isOrdered ? Math.max(0.5, size / (2 * Math.sqrt(places.length + 1))) : 0;
  for (const place of places) addBell(density, place, width);
  const total = density.reduce((sum, one) => sum + one, 0);
  return density.map((one) => one / total);
}

function addBell(density: Float64Array, place: number, width: number): void {
  if (width === 0) {
    density[place] = (density[place] ?? 0) + 1;
    return;
  }
  // A bell of rational numbers: every machine comes to the same one.
  const bell = density.map((_, at) => 1 / (1 + ((at - place) / width) ** 2) ** 2);
  const total = bell.reduce((sum, one) => sum + one, 0);
  for (const [at, height] of bell.entries()) density[at] = (density[at] ?? 0) + height / total;
}

function drawFrom(density: Float64Array, random: Random): number {
  let left = random.nextFloat();
  for (const [place, part] of density.entries()) {
    left -= part;
    if (left < 0) return place;
  }
  return density.length - 1;
}
