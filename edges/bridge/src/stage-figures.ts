import { quantileOf, type Counter, type Histogram } from '@argosy/telemetry';

/** What passed a stage between two looks at it. */
export type StageFigures = {
  readonly ratePerSecond: number;
  /** Ages in seconds; NaN where nothing passed. */
  readonly p50: number;
  readonly p99: number;
};

/** One stage: counts what passes and how old it is, since the beginning for metrics and since the last look for people. */
export class Stage {
  readonly #age: Histogram;
  readonly #passed: Counter;
  readonly #before: Float64Array;
  readonly #between: Float64Array;
  #passedBefore = 0;
  #lookedAt: number | null = null;

  constructor(age: Histogram, passed: Counter) {
    this.#age = age;
    this.#passed = passed;
    this.#before = new Float64Array(age.counts.length);
    this.#between = new Float64Array(age.counts.length);
  }

  /** Takes the age of a datum in, in microseconds. */
  observe(ageMicros: number): void {
    this.#age.observeMicros(ageMicros);
  }

  /** So many have passed. */
  count(passed: number): void {
    this.#passed.add(passed);
  }

  /** What passed since the last look; the first one begins. */
  look(now: number): StageFigures {
    const { counts, bounds } = this.#age;
    for (let place = 0; place < counts.length; place += 1) {
      const count = counts[place] ?? 0;
      this.#between[place] = count - (this.#before[place] ?? 0);
      this.#before[place] = count;
    }
    const seconds = (now - (this.#lookedAt ?? now)) / 1e6;
    const passed = this.#passed.value - this.#passedBefore;
    this.#lookedAt = now;
    this.#passedBefore = this.#passed.value;
    const spread = { bounds, counts: this.#between };
    return {
      ratePerSecond: seconds > 0 ? passed / seconds : 0,
      p50: quantileOf(spread, 0.5),
      p99: quantileOf(spread, 0.99),
    };
  }
}
