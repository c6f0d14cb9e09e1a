import type { Random } from 'argosy/core';

/**
 * Draws numbers by weight in constant time (A. J. Walker's aliases, 1977).
 *
 * @example
 * const choice = new WeightedChoice(Float64Array.of(1, 3));
 * choice.draw(random); // 1 three times as often as 0
 */
export class WeightedChoice {
  readonly #keep: Float64Array;
  readonly #alias: Int32Array;

  /** Weights are zero or above, and not all of them zero. */
  constructor(weights: Float64Array) {
    const count = weights.length;
    const sum = weights.reduce((total, weight) => total + weight, 0);
    this.#keep = weights.map((weight) => (weight * count) / sum);
    this.#alias = Int32Array.from(weights, (_, place) => place);
    const poor: number[] = [];
    const rich: number[] = [];
    for (const [place, share] of this.#keep.entries()) (share < 1 ? poor : rich).push(place);
    for (let low = poor.pop(), high = rich.at(-1); low !== undefined && high !== undefined;) {
      this.#alias[low] = high;
      const left = (this.#keep[high] ?? 0) - (1 - (this.#keep[low] ?? 0));
      this.#keep[high] = left;
      if (left < 1) poor.push(rich.pop() ?? high);
      low = poor.pop();
      high = rich.at(-1);
    }
  }

  /** A number, the more often the more it weighs. */
  draw(random: Random): number {
    const place = random.nextInt(this.#keep.length);
    return random.nextFloat() < (this.#keep[place] ?? 0) ? place : (this.#alias[place] ?? 0);
  }
}
