/** What stands where in the numbers that threads share. */
const places = { next: 0, done: 1, isCancelled: 2 } as const;
/** A thread that waits looks so often whether the job goes on: one that has died wakes nobody. */
const LOOK_EVERY_MS = 50;

/** The parts of a job that threads share: which are taken, how many are done, and whether it goes on. */
export class SharedParts {
  readonly numbers: Int32Array;

  /** With the numbers of another, both are one. */
  constructor(
    numbers: Int32Array = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)),
  ) {
    this.numbers = numbers;
  }

  get isCancelled(): boolean {
    return Atomics.load(this.numbers, places.isCancelled) === 1;
  }

  get done(): number {
    return Atomics.load(this.numbers, places.done);
  }

  cancel(): void {
    Atomics.store(this.numbers, places.isCancelled, 1);
  }

  /** Takes so many parts that nobody has, below an end, and says which is the first; null where none is left. */
  take(count: number, until: number): number | null {
    for (;;) {
      const from = Atomics.load(this.numbers, places.next);
      if (from >= until || this.isCancelled) return null;
      const next = Math.min(from + count, until);
      if (Atomics.compareExchange(this.numbers, places.next, from, next) === from) return from;
    }
  }

  /** Says that parts are done, and wakes those that wait for them. */
  finish(count: number): void {
    Atomics.add(this.numbers, places.done, count);
    Atomics.notify(this.numbers, places.done);
  }

  /** Waits until so many parts are done, by whichever thread; false where the job does not go on. */
  waitFor(count: number): boolean {
    for (;;) {
      const { done } = this;
      if (this.isCancelled) return false;
      if (done >= count) return true;
      Atomics.wait(this.numbers, places.done, done, LOOK_EVERY_MS);
    }
  }
}
