/** How much may come at once, and how fast it may go on. */
export type BucketRate = { readonly burst: number; readonly perSecond: number };

/** As many of each kind are remembered: a table that strangers fill has to have an end. */
const BUCKETS_MAX = 50_000;

type Bucket = { tokens: number; at: number };

/**
 * A bucket of tokens for each key, filled again as time goes by. Where there are too many keys the one that was used longest ago is
 * forgotten, which is the one that is full again first.
 */
export class TokenBuckets {
  readonly #rate: BucketRate;
  readonly #max: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: BucketRate, max: number = BUCKETS_MAX) {
    this.#rate = rate;
    this.#max = max;
  }

  /** Takes a token at an instant in microseconds: 0 where there was one, else the seconds until there is. */
  take(key: string, nowMicros: number): number {
    const bucket = this.#filled(key, nowMicros);
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil((1 - bucket.tokens) / this.#rate.perSecond));
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  #filled(key: string, now: number): Bucket {
    const { burst, perSecond } = this.#rate;
    const known = this.#buckets.get(key);
    // What was used last stands last.
    this.#buckets.delete(key);
    const bucket = known ?? { tokens: burst, at: now };
    const seconds = Math.max(0, now - bucket.at) / 1_000_000;
    bucket.tokens = Math.min(burst, bucket.tokens + seconds * perSecond);
    bucket.at = now;
    if (this.#buckets.size >= this.#max) this.#forgetOldest();
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
