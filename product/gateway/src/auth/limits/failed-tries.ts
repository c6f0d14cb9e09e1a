/** How long somebody waits after so many failures. */
export type DelayRule = {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  /** The wait after the first one beyond them, in seconds; it doubles with each. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
  /** After so long without a failure all are forgotten. */
  readonly forgetSeconds: number;
};

/** As many keys are remembered. */
const TRIES_MAX = 50_000;

type Tries = { failures: number; until: number; at: number };

/** Failures by key, and how long each has to wait for its next try. */
export class FailedTries {
  readonly #rule: DelayRule;
  readonly #max: number;
  readonly #tries = new Map<string, Tries>();

  constructor(rule: DelayRule, max: number = TRIES_MAX) {
    this.#rule = rule;
    this.#max = max;
  }

  /** Seconds until the next try is taken; 0 where it is now. */
  waitOf(key: string, nowMicros: number): number {
    const until = this.#tries.get(key)?.until ?? 0;
    return until > nowMicros ? Math.ceil((until - nowMicros) / 1_000_000) : 0;
  }

  /** Counts a try before its outcome is known: of many at once no more are free than one after the other. */
  begin(key: string, nowMicros: number): void {
    const { free, firstSeconds, longestSeconds, forgetSeconds } = this.#rule;
    const known = this.#tries.get(key);
    this.#tries.delete(key);
    const isOld = known === undefined || nowMicros - known.at > forgetSeconds * 1_000_000;
    const failures = isOld ? 1 : known.failures + 1;
    const beyond = failures - free;
    const wait = Math.min(longestSeconds, firstSeconds * 2 ** Math.min(beyond, 30));
    const until = beyond < 0 ? 0 : nowMicros + wait * 1_000_000;
    if (this.#tries.size >= this.#max) this.#forgetOldest();
    this.#tries.set(key, { failures, until, at: nowMicros });
  }

  /** The try went well, or was none of a guesser: what failed before is forgotten. */
  clear(key: string): void {
    this.#tries.delete(key);
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#tries.size;
  }

  #forgetOldest(): void {
    const [oldest] = this.#tries.keys();
    if (oldest !== undefined) this.#tries.delete(oldest);
  }
}
