import type { Micros, Timestamp } from './amounts.ts';
import { assert } from './assert.ts';
import { brand } from './brand.ts';
import { coreError } from './errors.ts';

/**
 * How a breaker stands.
 * - `closed`: calls pass.
 * - `open`: what is behind it has failed too often; calls are refused at once.
 * - `halfOpen`: a few calls may try whether it works again.
 */
export type BreakerState = 'closed' | 'open' | 'halfOpen';

/** The bounds of a breaker. */
export type BreakerOptions = {
  /** So many failures in a row open it. */
  readonly failuresMax: number;
  /** How long it stays open at first; twice as long after each trial that failed. */
  readonly openFor: Micros;
  /** How long it stays open at most. */
  readonly openForMax: Micros;
  /** How many calls may try at a time while it is half open; as many have to work to close it. */
  readonly trials: number;
  /** How many calls may be under way at a time. */
  readonly underWayMax: number;
  /** A call that is not settled by then has failed; whoever made it ends it by a timeout of its own. */
  readonly callFor: Micros;
};

/** What a breaker has seen, all counted from its making. */
export type BreakerCounts = {
  readonly admitted: number;
  readonly refused: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Of the failed ones those that nobody has settled in time. */
  readonly timedOut: number;
  /** How often it has opened. */
  readonly opened: number;
};

/** One call under way; to be settled once. */
export type BreakerTicket = { readonly number: number };

type UnderWay = { readonly until: number; readonly era: number };

/**
 * Keeps calls away from what is failing, so that it can recover and callers learn at once. A pure state machine:
 * time is handed in, and it holds no timer.
 *
 * @example
 * const ticket = breaker.admit(now);
 * if (ticket === null) return refuse('BUSY', 'the broker does not answer; tried again soon');
 * breaker.settle(ticket, 'succeeded', later);
 */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  readonly #underWay = new Map<BreakerTicket, UnderWay>();
  #state: BreakerState = 'closed';
  /** Counts the changes of state: what was admitted before one says nothing of the state behind it. */
  #era = 0;
  #failures = 0;
  #trialsLeft = 0;
  #worked = 0;
  #openFor: number;
  #reopensAt = 0;
  #counts = { admitted: 0, refused: 0, succeeded: 0, failed: 0, timedOut: 0, opened: 0 };

  constructor(options: BreakerOptions) {
    for (const [name, value] of Object.entries(options)) {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw coreError('OUT_OF_RANGE', `${name} of a breaker is ${value}`, { name, value });
      }
    }
    this.#options = options;
    this.#openFor = options.openFor;
  }

  /** What it has seen so far. */
  get counts(): BreakerCounts {
    return { ...this.#counts };
  }

  /** How many calls are under way. */
  get underWay(): number {
    return this.#underWay.size;
  }

  /** How it stands at an instant. */
  stateAt(now: Timestamp): BreakerState {
    this.#passTime(now);
    return this.#state;
  }

  /** When it lets calls through again; null unless it is open. */
  reopensAt(now: Timestamp): Timestamp | null {
    return this.stateAt(now) === 'open' ? brand<Timestamp>(this.#reopensAt) : null;
  }

  /** A ticket for a call, or null where none may be made now. */
  admit(now: Timestamp): BreakerTicket | null {
    this.#passTime(now);
    const isFull = this.#underWay.size >= this.#options.underWayMax;
    const isAway = this.#state === 'open' || (this.#state === 'halfOpen' && this.#trialsLeft === 0);
    if (isFull || isAway) {
      this.#counts.refused += 1;
      return null;
    }
    if (this.#state === 'halfOpen') this.#trialsLeft -= 1;
    this.#counts.admitted += 1;
    const ticket: BreakerTicket = { number: this.#counts.admitted };
    this.#underWay.set(ticket, { until: now + this.#options.callFor, era: this.#era });
    return ticket;
  }

  /** Says how a call went. One that has timed out, or was settled before, is passed over. */
  settle(ticket: BreakerTicket, outcome: 'succeeded' | 'failed', now: Timestamp): void {
    this.#passTime(now);
    const call = this.#underWay.get(ticket);
    if (call === undefined) return;
    this.#underWay.delete(ticket);
    this.#counts[outcome] += 1;
    this.#learn(call, outcome, now);
  }

  #passTime(now: number): void {
    // Calls are admitted in order and may take equally long: the oldest end first.
    for (const [ticket, call] of this.#underWay) {
      if (call.until > now) break;
      this.#underWay.delete(ticket);
      this.#counts.failed += 1;
      this.#counts.timedOut += 1;
      this.#learn(call, 'failed', call.until);
    }
    if (this.#state !== 'open' || now < this.#reopensAt) return;
    this.#enter('halfOpen');
    this.#trialsLeft = this.#options.trials;
    this.#worked = 0;
  }

  #learn({ era }: UnderWay, outcome: 'succeeded' | 'failed', at: number): void {
    if (era !== this.#era) return;
    assert(this.#state !== 'open', 'a call of an open breaker');
    if (outcome === 'failed') this.#takeFailure(at);
    else if (this.#state === 'closed') this.#failures = 0;
    else this.#takeTrial();
  }

  #takeFailure(at: number): void {
    this.#failures += 1;
    const isTrial = this.#state === 'halfOpen';
    if (!isTrial && this.#failures < this.#options.failuresMax) return;
    if (isTrial) this.#openFor = Math.min(this.#openFor * 2, this.#options.openForMax);
    this.#enter('open');
    this.#counts.opened += 1;
    this.#reopensAt = at + this.#openFor;
  }

  #takeTrial(): void {
    this.#worked += 1;
    if (this.#worked < this.#options.trials) return;
    this.#enter('closed');
    this.#failures = 0;
    this.#openFor = this.#options.openFor;
  }

  #enter(state: BreakerState): void {
    this.#state = state;
    this.#era += 1;
  }
}
