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
 * 2011): it draws from where good trials lie close, and takes what the others make least likely. A trial that was
 * not told yet counts as one of the others, so that those asked for together lie apart. Each is drawn from the seed, its own number and what was told before: told the same, it asks the same. No
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

  /** The next trials, each drawn from what is known now and those before it; fewer where no combination is left. */
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
      for (const [axis, place] of places.entries()) ranked?.[axis]?.other.add(place);
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
    const pending = this.#scores.flatMap((score, trial) => (Number.isNaN(score) ? [trial] : []));
    return this.#axes.map(({ values }, axis) => {
      const placesOf = (trials: readonly number[]): readonly number[] =>
        trials.map((trial) => this.#places[trial]?.[axis] ?? 0);
      return {
        good: new Density(placesOf(told.slice(0, count)), values),
        other: new Density(placesOf([...told.slice(count), ...pending]), values),
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
      const places = likelihoods.map(({ good }) => good.draw(random));
      const ratio = likelihoods.reduce((sum, { good, other }, axis) => {
        const place = places[axis] ?? 0;
        return sum * (good.at(place) / other.at(place));
      }, 1);
      if (ratio > most && !this.#asked.has(places.join())) [best, most] = [places, ratio];
    }
    return best;
  }
}

/** How likely each value of an axis is. */
type Likelihoods = { readonly good: Density; readonly other: Density };

/**
 * A bell of numbers around each place, or a heap of words at it, over a ground that is everywhere alike: no
 * value becomes impossible. The more there are at first the narrower the bells.
 */
class Density {
  readonly #heights: Float64Array;
  readonly #width: number;
  /** Of the ground and of each bell or heap one. */
  #total = 1;

  constructor(places: readonly number[], values: Axis['values']) {
    const size = values.length;
    this.#heights = new Float64Array(size).fill(1 / size);
    const isOrdered = values.every((value) => typeof value === 'number');
    this.#width = isOrdered ? Math.max(0.5, size / (2 * Math.sqrt(places.length + 1))) : 0;
    // Many trials stand at few places: a bell for each place, as high as there are trials, not one for each trial.
    const counts = new Map<number, number>();
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
    for (const [place, count] of counts) this.add(place, count);
  }

  at(place: number): number {
    return (this.#heights[place] ?? 0) / this.#total;
  }

  draw(random: Random): number {
    let left = random.nextFloat() * this.#total;
    for (const [place, height] of this.#heights.entries()) {
      left -= height;
      if (left < 0) return place;
    }
    return this.#heights.length - 1;
  }

  add(place: number, count: number = 1): void {
    const [heights, width] = [this.#heights, this.#width];
    this.#total += count;
    if (width === 0) {
      heights[place] = (heights[place] ?? 0) + count;
      return;
    }
    // A bell of rational numbers: every machine comes to the same one.
    const bell = heights.map((_, at) => 1 / (1 + ((at - place) / width) ** 2) ** 2);
    const total = bell.reduce((sum, one) => sum + one, 0);
    for (const [at, height] of bell.entries()) {
      heights[at] = (heights[at] ?? 0) + (count * height) / total;
    }
  }
}
