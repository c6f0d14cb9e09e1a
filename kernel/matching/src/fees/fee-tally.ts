/**
 * What the fills of one order come to before a bound of its fee is applied. A model that bounds
 * another keeps its sum here and gives the other the inner tally, so that bounds nest.
 */
export class FeeTally {
  #total: bigint | null = null;
  #inner: FeeTally | null = null;
  readonly #lines: FeeTally[] = [];

  /** The sum so far, at the ledger scale; null before the first fill. */
  get total(): bigint | null {
    return this.#total;
  }

  /** The tally of the model inside. */
  get inner(): FeeTally {
    this.#inner ??= new FeeTally();
    return this.#inner;
  }

  /** The tally of one of the lines inside. */
  line(place: number): FeeTally {
    const line = this.#lines[place] ?? new FeeTally();
    this.#lines[place] = line;
    return line;
  }

  /** Adds one fill's fee; returns the sum with it. */
  add(amount: bigint): bigint {
    this.#total = (this.#total ?? 0n) + amount;
    return this.#total;
  }
}
