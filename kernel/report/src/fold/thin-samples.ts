/** A sample of the curve: an instant, and a value for each line. */
export type CurvePoint = {
  readonly at: number;
  readonly equity: number;
  readonly growth: number;
  readonly fall: number;
  /** NaN while there is none. */
  readonly benchmark: number;
};

/** Neighbouring samples, and those of them that are kept. */
type Bucket = {
  readonly count: number;
  readonly first: CurvePoint;
  readonly lowest: CurvePoint;
  readonly highest: CurvePoint;
  readonly deepest: CurvePoint;
  readonly last: CurvePoint;
};

/**
 * A curve of bounded size: of every so many samples the first, the last, the lowest, the highest and the
 * deepest fall stay, so that no extreme is lost however long it gets.
 */
export class ThinSamples {
  /** How many samples there were. */
  count = 0;
  readonly #bucketsMax: number;
  #span = 1;
  #buckets: Bucket[] = [];

  /** At most five points of so many stretches are kept. */
  constructor(bucketsMax: number) {
    this.#bucketsMax = bucketsMax;
  }

  /** Takes the next sample. */
  add(point: CurvePoint): void {
    this.count += 1;
    const one = {
      count: 1,
      first: point,
      lowest: point,
      highest: point,
      deepest: point,
      last: point,
    };
    const under = this.#buckets.at(-1);
    if (under === undefined || under.count >= this.#span) this.#buckets.push(one);
    else this.#buckets[this.#buckets.length - 1] = join(under, one);
    if (this.#buckets.length > this.#bucketsMax) this.#halve();
  }

  /** What is kept, in the order of its instants. */
  points(): readonly CurvePoint[] {
    return this.#buckets.flatMap(({ first, lowest, highest, deepest, last }) => {
      return [...new Set([first, lowest, highest, deepest, last])].sort((a, b) => a.at - b.at);
    });
  }

  #halve(): void {
    this.#span *= 2;
    const halved: Bucket[] = [];
    for (let at = 0; at < this.#buckets.length; at += 2) {
      halved.push(this.#buckets.slice(at, at + 2).reduce(join));
    }
    this.#buckets = halved;
  }
}

function join(earlier: Bucket, later: Bucket): Bucket {
  return {
    count: earlier.count + later.count,
    first: earlier.first,
    lowest: later.lowest.growth < earlier.lowest.growth ? later.lowest : earlier.lowest,
    highest: later.highest.growth > earlier.highest.growth ? later.highest : earlier.highest,
    deepest: later.deepest.fall < earlier.deepest.fall ? later.deepest : earlier.deepest,
    last: later.last,
  };
}
