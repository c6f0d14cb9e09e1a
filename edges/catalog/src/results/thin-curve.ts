import type { EquitySample } from 'argosy/backtest';

type Point = { readonly sample: EquitySample; readonly place: number };
/** Neighbouring points of one account: how many there were, and the four that are kept. */
type Bucket = {
  readonly count: number;
  readonly first: Point;
  readonly lowest: Point;
  readonly highest: Point;
  readonly last: Point;
};

/**
 * An equity curve of bounded size. While it is short every point stays; as it grows, the first,
 * lowest, highest and last of every `span` points of an account do, so that no peak or trough is
 * lost. At most `pointsMax` points are held, and four of each account where there are many.
 */
export class ThinCurve {
  /** How many points there were. */
  count = 0;
  /** How many points of an account a bucket stands for. */
  span = 1;
  readonly #pointsMax: number;
  readonly #accounts = new Map<string, Bucket[]>();
  #held = 0;

  constructor(pointsMax: number) {
    this.#pointsMax = pointsMax;
  }

  /** Takes the next point. */
  add(sample: EquitySample): void {
    const point = { sample, place: this.count };
    this.count += 1;
    const single = { count: 1, first: point, lowest: point, highest: point, last: point };
    const buckets = this.#accounts.get(sample.account) ?? [];
    if (buckets.length === 0) this.#accounts.set(sample.account, buckets);
    const under = buckets.at(-1);
    if (under === undefined || under.count >= this.span) {
      buckets.push(single);
      this.#held += 1;
    } else {
      const joined = join(under, single);
      this.#held += pointsOf(joined).length - pointsOf(under).length;
      buckets[buckets.length - 1] = joined;
    }
    while (this.#held > this.#pointsMax && this.#isDivided()) this.#halve();
  }

  /** What is kept, in the order in which it came. */
  points(): readonly EquitySample[] {
    const kept = [...this.#accounts.values()].flat().flatMap(pointsOf);
    return kept.sort((a, b) => a.place - b.place).map(({ sample }) => sample);
  }

  #isDivided(): boolean {
    for (const buckets of this.#accounts.values()) if (buckets.length > 1) return true;
    return false;
  }

  /** Joins each two neighbours. */
  #halve(): void {
    this.span *= 2;
    this.#held = 0;
    for (const [account, buckets] of this.#accounts) {
      const halved: Bucket[] = [];
      for (let place = 0; place < buckets.length; place += 2) {
        const pair = buckets.slice(place, place + 2).reduce(join);
        this.#held += pointsOf(pair).length;
        halved.push(pair);
      }
      this.#accounts.set(account, halved);
    }
  }
}

function join(earlier: Bucket, later: Bucket): Bucket {
  return {
    count: earlier.count + later.count,
    first: earlier.first,
    lowest: worth(later.lowest) < worth(earlier.lowest) ? later.lowest : earlier.lowest,
    highest: worth(later.highest) > worth(earlier.highest) ? later.highest : earlier.highest,
    last: later.last,
  };
}

function worth({ sample }: Point): bigint {
  return sample.equity.amount;
}

function pointsOf({ first, lowest, highest, last }: Bucket): readonly Point[] {
  return [...new Set([first, lowest, highest, last])];
}
