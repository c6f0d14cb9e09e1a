import type { Micros, Timestamp } from './amounts.ts';
import { assert } from './assert.ts';
import { brand } from './brand.ts';
import { coreError } from './errors.ts';

/**
 * How whoever connects stands to what it connects to.
 * - `connecting`: it was started and has not been there yet.
 * - `connected`: everything can be used.
 * - `reconnecting`: it was there and tries to be again.
 * - `offline`: it has given up by itself; only a start helps.
 * - `stopped`: nobody has started it, or its owner has stopped it.
 */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'stopped';

/** Where a connection stands since when, and why. */
export type Connection = {
  readonly state: ConnectionState;
  readonly since: Timestamp;
  /** In words for people; null where nothing is to be said. Never a secret. */
  readonly reason: string | null;
  /** When it will next be tried; null unless it waits to be. */
  readonly retryAt: Timestamp | null;
};

/** The bounds of a reconnection. */
export type ReconnectOptions = {
  /** How long it waits before the second try, on average: a second. */
  readonly firstDelay: Micros;
  /** How long it waits at most, on average; each try that fails doubles the delay up to it. */
  readonly longestDelay: Micros;
  /** A try that takes longer has failed. */
  readonly tryFor: Micros;
  /** A connection that lives so long counts as steady, and the delay begins anew. */
  readonly steadyAfter: Micros;
  /** So many tries in a row that fail and it is offline; null for never. */
  readonly triesMax: number | null;
};

/** The usual bounds: 1 s, doubling to 30 s, never given up. */
export const RECONNECT_DEFAULTS: ReconnectOptions = {
  firstDelay: brand<Micros>(1_000_000),
  longestDelay: brand<Micros>(30_000_000),
  tryFor: brand<Micros>(10_000_000),
  steadyAfter: brand<Micros>(10_000_000),
  triesMax: null,
};

/** What is to be done now: `connect`, begin a try; `abandon`, end the one under way and tell nothing of it. */
export type ReconnectStep = 'connect' | 'abandon' | null;

/**
 * When to connect, and what to show meanwhile: one policy for every client and adapter. A pure state machine: time
 * and chance are handed in, its owner connects and keeps the timer.
 *
 * @example
 * const reconnection = new Reconnection(RECONNECT_DEFAULTS, () => random.nextFloat());
 * reconnection.start(now);
 * if (reconnection.step(now) === 'connect') open().then(() => reconnection.succeed(clock()));
 */
export class Reconnection {
  readonly #options: ReconnectOptions;
  readonly #draw: () => number;
  #connection: Connection;
  /** When the try under way has failed; null without one. */
  #tryEndsAt: Timestamp | null = null;
  #failures = 0;
  #tries = 0;

  /** `draw` gives a number from 0 up to 1: many clients that lose one server come back apart. */
  constructor(options: ReconnectOptions, draw: () => number) {
    const { triesMax, ...spans } = options;
    for (const [name, value] of Object.entries({ ...spans, triesMax: triesMax ?? 1 })) {
      if (!Number.isSafeInteger(value) || value < 1) {
        throw coreError('OUT_OF_RANGE', `${name} of a reconnection is ${value}`, { name, value });
      }
    }
    this.#options = options;
    this.#draw = draw;
    this.#connection = {
      state: 'stopped',
      since: brand<Timestamp>(0),
      reason: null,
      retryAt: null,
    };
  }

  /** Where it stands. */
  get connection(): Connection {
    return this.#connection;
  }

  /** How many tries there were since its making. */
  get tries(): number {
    return this.#tries;
  }

  /** When `step` has to be asked next; null while nothing is due by itself. */
  get nextDueAt(): Timestamp | null {
    return this.#connection.retryAt ?? this.#tryEndsAt;
  }

  /** Begins; a second start changes nothing, one of an offline connection begins anew. */
  start(now: Timestamp): void {
    const { state } = this.#connection;
    if (state !== 'stopped' && state !== 'offline') return;
    this.#failures = 0;
    this.#change({ state: 'connecting', since: now, reason: null, retryAt: now });
  }

  /** Ends; what is under way is the owner's to close. Safe to call twice. */
  stop(now: Timestamp): void {
    this.#tryEndsAt = null;
    if (this.#connection.state === 'stopped') return;
    this.#change({ state: 'stopped', since: now, reason: null, retryAt: null });
  }

  /** What is due at an instant. After `abandon` it is asked again at `nextDueAt`. */
  step(now: Timestamp): ReconnectStep {
    const { retryAt } = this.#connection;
    if (this.#tryEndsAt !== null && now >= this.#tryEndsAt) {
      this.fail('the try took too long', now);
      return 'abandon';
    }
    if (retryAt === null || now < retryAt) return null;
    this.#tries += 1;
    this.#tryEndsAt = brand<Timestamp>(now + this.#options.tryFor);
    this.#connection = { ...this.#connection, retryAt: null };
    return 'connect';
  }

  /** The try under way has worked. What comes of one that was abandoned or stopped is passed over. */
  succeed(now: Timestamp): void {
    if (this.#tryEndsAt === null) return;
    this.#tryEndsAt = null;
    this.#change({ state: 'connected', since: now, reason: null, retryAt: null });
  }

  /** The try under way has failed, or the connection is lost; why, in words for people. */
  fail(reason: string, now: Timestamp): void {
    const { state, since } = this.#connection;
    const wasConnected = state === 'connected';
    if (!wasConnected && this.#tryEndsAt === null) return;
    this.#tryEndsAt = null;
    if (wasConnected && now - since >= this.#options.steadyAfter) this.#failures = 0;
    this.#failures += 1;
    if (this.#options.triesMax !== null && this.#failures >= this.#options.triesMax) {
      this.giveUp(reason, now);
      return;
    }
    const retryAt = brand<Timestamp>(now + this.#delay());
    const next = state === 'connecting' ? state : 'reconnecting';
    const changedAt = next === state ? since : now;
    this.#change({ state: next, since: changedAt, reason, retryAt });
  }

  /** No try can help, such as with a password that is wrong: it is offline until it is started again. */
  giveUp(reason: string, now: Timestamp): void {
    if (this.#connection.state === 'stopped') return;
    this.#tryEndsAt = null;
    this.#change({ state: 'offline', since: now, reason, retryAt: null });
  }

  /** From half the delay to one and a half of it. */
  #delay(): number {
    const { firstDelay, longestDelay } = this.#options;
    const doublings = Math.min(this.#failures - 1, 50);
    const drawn = this.#draw();
    assert(drawn >= 0 && drawn < 1, `a draw of ${drawn}`);
    return Math.round(Math.min(firstDelay * 2 ** doublings, longestDelay) * (0.5 + drawn));
  }

  #change(connection: Connection): void {
    this.#connection = connection;
  }
}
