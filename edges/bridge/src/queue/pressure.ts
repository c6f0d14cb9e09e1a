import { bridgeError } from '../errors.ts';

/** How full a queue is. */
export type QueueState = 'normal' | 'warning' | 'critical';

/** Parts of the capacity at which a queue comes into a state, and below which it leaves it. */
const WARNING_FROM = 0.8;
const WARNING_UNTIL = 0.7;
const CRITICAL_FROM = 0.95;
const CRITICAL_UNTIL = 0.85;

/** The state of a queue by its size. It leaves a state later than it came into it, so that it does not flicker. */
export class Pressure {
  readonly #warningFrom: number;
  readonly #warningUntil: number;
  readonly #criticalFrom: number;
  readonly #criticalUntil: number;
  #state: QueueState = 'normal';

  constructor(capacity: number) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) {
      throw bridgeError('BAD_OPTION', `a queue of ${capacity}`);
    }
    this.#warningFrom = Math.ceil(capacity * WARNING_FROM);
    this.#warningUntil = Math.floor(capacity * WARNING_UNTIL);
    this.#criticalFrom = Math.ceil(capacity * CRITICAL_FROM);
    this.#criticalUntil = Math.floor(capacity * CRITICAL_UNTIL);
  }

  /** The state it is in. */
  get state(): QueueState {
    return this.#state;
  }

  /** Takes a size in; whether the state has changed. */
  update(size: number): boolean {
    const before = this.#state;
    if (before === 'normal' && size < this.#warningFrom) return false;
    this.#state = this.#stateOf(size, before);
    return this.#state !== before;
  }

  #stateOf(size: number, before: QueueState): QueueState {
    const criticalAt = before === 'critical' ? this.#criticalUntil : this.#criticalFrom;
    if (size >= criticalAt) return 'critical';
    const warningAt = before === 'normal' ? this.#warningFrom : this.#warningUntil;
    return size >= warningAt ? 'warning' : 'normal';
  }
}
