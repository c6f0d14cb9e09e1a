/** Below which part of the busy share a pass lets its interval shrink again. */
const IDLE = 0.4;
/** The longest interval that load stretches to, in microseconds. */
const STRETCHED_MAX = 1_000_000;
/** How long each value goes out by itself before it is asked whether that was too much. */
const EAGER_WINDOW = 100_000;

/**
 * How often market data go out. A pass that takes more than its share of its interval doubles it: under load there is
 * less often something, and as much of the thread for everything else.
 */
export class Pace {
  readonly #base: number;
  /** How much of the thread sending may take. */
  readonly #busyShare: number;
  #interval: number;
  #eagerFrom = 0;
  #eagerTook = 0;
  #isEager = true;

  constructor(baseMicros: number, busyShare: number) {
    this.#base = baseMicros;
    this.#busyShare = busyShare;
    this.#interval = baseMicros;
  }

  /** How long lies between the beginnings of two passes, in microseconds. */
  get interval(): number {
    return this.#interval;
  }

  /** Whether there is time to send each value by itself to those who want it so. */
  get isEager(): boolean {
    return this.#isEager;
  }

  /** Hears how long a pass took. */
  tookPass(micros: number): void {
    const share = micros / this.#interval;
    if (share > this.#busyShare) this.#interval = Math.min(STRETCHED_MAX, this.#interval * 2);
    else if (share < this.#busyShare * IDLE)
      this.#interval = Math.max(this.#base, Math.floor(this.#interval / 2));
  }

  /** Hears how long it took to send values by themselves. */
  tookEager(micros: number, now: number): void {
    this.#eagerTook += micros;
    this.judgeEager(now);
  }

  /** Looks whether sending values by themselves took too much of late. */
  judgeEager(now: number): void {
    const span = now - this.#eagerFrom;
    if (span < EAGER_WINDOW) return;
    this.#isEager = this.#eagerTook <= span * this.#busyShare;
    this.#eagerFrom = now;
    this.#eagerTook = 0;
  }
}
