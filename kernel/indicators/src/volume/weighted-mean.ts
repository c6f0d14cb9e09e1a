import { PairIndicator } from '../base/by-inputs.ts';

/**
 * The mean of all prices so far by what was traded at them, and their spread, each step moved by what is
 * new, so that no great sums are kept (West, 1979). While nothing was traded, the price.
 */
export class WeightedMean extends PairIndicator {
  private weights = 0;
  private mean = NaN;
  private squares = 0;

  constructor() {
    super('WeightedMean', [], 1);
  }

  step(price: number, weight: number): number {
    const before = this.mean;
    if (this.weights === 0) {
      this.mean = price;
      this.weights = weight;
      return price;
    }
    this.weights += weight;
    this.mean = before + (price - before) * (weight / this.weights);
    this.squares += weight * (price - before) * (price - this.mean);
    return this.mean;
  }

  /** The standard deviation of prices by what was traded at them. */
  get deviation(): number {
    return this.weights === 0 ? 0 : Math.sqrt(Math.max(0, this.squares / this.weights));
  }

  /** Forgets all. */
  clear(): void {
    this.weights = 0;
    this.mean = NaN;
    this.squares = 0;
  }
}
