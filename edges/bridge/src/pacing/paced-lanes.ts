import type { RateLimits } from '../broker/capabilities.ts';
import { RollingLimit } from './rolling-limit.ts';

/** Who goes first: what is urgent, before all that is not. */
export type Lane = 'urgent' | 'usual';

/** The share of the places that only urgent things get. */
const URGENT_SHARE = 0.1;

/**
 * Two bounded queues before a broker's rate limit. Urgent ones (cancels) pass before all others, and have places of
 * their own when it is full; within a lane the order stays.
 *
 * @example
 * if (!lanes.push(effect, effect.type === 'cancel' ? 'urgent' : 'usual')) refuse(effect, 'QUEUE_FULL');
 * for (let next = lanes.take(now); next !== undefined; next = lanes.take(now)) send(next);
 */
export class PacedLanes<Item> {
  readonly #limit: RollingLimit;
  readonly #max: number;
  readonly #lanes: Readonly<Record<Lane, Item[]>> = { urgent: [], usual: [] };

  /** `max` is how many may wait, urgent ones included. */
  constructor(limits: RateLimits, max: number) {
    this.#limit = new RollingLimit(limits);
    this.#max = max;
  }

  /** How many wait. */
  get size(): number {
    return this.#lanes.urgent.length + this.#lanes.usual.length;
  }

  /** When the next one may pass; Infinity while none waits. */
  nextAt(now: number): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#limit.readyAt(now);
  }

  /** Puts one at the end of its lane; false where there is no room. */
  push(item: Item, lane: Lane): boolean {
    const places = lane === 'urgent' ? this.#max : this.#max - Math.ceil(this.#max * URGENT_SHARE);
    if (this.size >= places) return false;
    this.#lanes[lane].push(item);
    return true;
  }

  /** The next one that may pass now; undefined where none may, or none waits. */
  take(now: number): Item | undefined {
    if (this.nextAt(now) > now) return undefined;
    this.#limit.note(now);
    return this.#lanes.urgent.shift() ?? this.#lanes.usual.shift();
  }

  /** Whether one that is meant waits. */
  has(isMeant: (item: Item) => boolean): boolean {
    return this.#lanes.urgent.some(isMeant) || this.#lanes.usual.some(isMeant);
  }

  /** Takes back the ones that are meant: they have not been sent, and will not be. */
  withdraw(isMeant: (item: Item) => boolean): readonly Item[] {
    const { urgent, usual } = this.#lanes;
    const withdrawn = [...urgent, ...usual].filter(isMeant);
    for (const lane of [urgent, usual]) {
      const left = lane.filter((item) => !isMeant(item));
      lane.splice(0, lane.length, ...left);
    }
    return withdrawn;
  }
}
