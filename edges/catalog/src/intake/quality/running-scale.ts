/** How much a new value counts in the mean of the last ones. */
const WEIGHT = 0.02;
/** Before so many values nothing can be called unusual. */
const VALUES_LEAST = 50;

/** The usual size of values, by the last ones: what stands out from it is told, and counts for little. */
export class RunningScale {
  #mean = 0;
  #count = 0;

  /** Whether a value is more than so many times the usual; then the usual learns of it by no more than that. */
  isBeyond(value: number, times: number): boolean {
    const isKnown = this.#count >= VALUES_LEAST;
    const most = times * this.#mean;
    const isUnusual = isKnown && value > most;
    const taken = isUnusual ? most : value;
    this.#count += 1;
    this.#mean += (taken - this.#mean) * Math.max(WEIGHT, 1 / this.#count);
    return isUnusual;
  }
}
