import {
  brand,
  compareText,
  formatTimestamp,
  toTimestamp,
  type Micros,
  type Timestamp,
} from 'argosy/core';

import { requireWhole, telemetryError } from '../errors.ts';
import { toPlainText } from '../logs/plain-fields.ts';

/** How a part is. A degraded one works, but not as it should. */
export type HealthState = 'up' | 'degraded' | 'down';

/** What a part says of itself. */
export type PartHealth = { readonly state: HealthState; readonly reason: string | null };

/**
 * What stops where a part is down: `live`, the process is of no use and wants a restart; `ready`, it should get
 * no work for now; `none`, nothing, it is only shown.
 */
export type NeededFor = 'live' | 'ready' | 'none';

/** How a part is watched. */
export type PartOptions = {
  readonly neededFor: NeededFor;
  /** A part that has not reported for longer is down; null for one that only reports changes. */
  readonly staleAfter: Micros | null;
  /** Asked whenever the document is made, in place of reports; it answers from memory and at once. */
  readonly check?: () => PartHealth;
};

/** A part's line to the book. */
export type PartReporter = {
  readonly up: () => void;
  readonly degraded: (reason: string) => void;
  readonly down: (reason: string) => void;
  /** Takes the part out of the book: it has been stopped on purpose. */
  readonly leave: () => void;
};

/** One part in a document. */
export type PartReport = PartHealth & {
  readonly part: string;
  readonly neededFor: NeededFor;
  /** Since when it has been in this state, ISO 8601. */
  readonly since: string;
};

/** What `/health/live` and `/health/ready` answer; `down` is HTTP 503. */
export type HealthDocument = {
  readonly state: HealthState;
  readonly at: string;
  readonly parts: readonly PartReport[];
};

/** How many parts a book has room for. */
export const PARTS_MAX = 1_000;

type Part = {
  readonly options: PartOptions;
  health: PartHealth;
  since: Timestamp;
  reportedAt: Timestamp;
};

const waiting: PartHealth = { state: 'down', reason: 'has not reported yet' };
const healthy: PartHealth = { state: 'up', reason: null };

/**
 * How the parts of a process are, by what they say and by whether they still say anything.
 *
 * @example
 * const feed = health.register('feed demo', { neededFor: 'ready', staleAfter: seconds(10) });
 * feed.up();
 * health.ready().state; // 'up'
 */
export class HealthBook {
  readonly #now: () => Timestamp;
  readonly #parts = new Map<string, Part>();

  constructor(now: () => Timestamp) {
    this.#now = now;
  }

  /** Adds a part; until it reports it is down. A name that is taken is a mistake of whoever composes. */
  register(part: string, options: PartOptions): PartReporter {
    if (this.#parts.has(part)) throw telemetryError('BAD_OPTION', `the part ${part} is there`);
    if (this.#parts.size >= PARTS_MAX) throw telemetryError('TOO_MANY', `${PARTS_MAX} parts`);
    if (options.staleAfter !== null) requireWhole('staleAfter', options.staleAfter, 1);
    const now = this.#now();
    const entry: Part = { options, health: waiting, since: now, reportedAt: now };
    this.#parts.set(part, entry);
    return {
      up: () => this.#report(entry, healthy),
      degraded: (reason) => this.#report(entry, { state: 'degraded', reason: toPlainText(reason) }),
      down: (reason) => this.#report(entry, { state: 'down', reason: toPlainText(reason) }),
      leave: () => {
        if (this.#parts.get(part) === entry) this.#parts.delete(part);
      },
    };
  }

  /** Whether the process is of use at all: what it needs to live is not down. */
  live(): HealthDocument {
    return this.#document((neededFor) => neededFor === 'live');
  }

  /** Whether it should get work: what it needs to live or to be ready is not down. */
  ready(): HealthDocument {
    return this.#document((neededFor) => neededFor !== 'none');
  }

  #document(isNeeded: (neededFor: NeededFor) => boolean): HealthDocument {
    const now = this.#now();
    const parts = Array.from(this.#parts, ([part, entry]) => this.#look(part, entry, now));
    const needed = parts.filter(({ neededFor }) => isNeeded(neededFor));
    return {
      state: worstOf(needed),
      at: formatTimestamp(now),
      parts: parts.sort((one, other) => compareText(one.part, other.part)),
    };
  }

  #look(part: string, entry: Part, now: Timestamp): PartReport {
    const { options } = entry;
    if (options.check !== undefined) this.#report(entry, ask(options.check));
    const { neededFor, staleAfter } = options;
    const silentFor = now - entry.reportedAt;
    if (staleAfter === null || options.check !== undefined || silentFor <= staleAfter) {
      return { part, neededFor, ...entry.health, since: formatTimestamp(entry.since) };
    }
    const reason = `no report for ${Math.floor(silentFor / 1e6)} s`;
    const since = toTimestamp(entry.reportedAt + staleAfter);
    return { part, neededFor, state: 'down', reason, since: formatTimestamp(since) };
  }

  #report(entry: Part, health: PartHealth): void {
    const now = this.#now();
    if (health.state !== entry.health.state) entry.since = now;
    entry.health = health;
    entry.reportedAt = brand<Timestamp>(now);
  }
}

function ask(check: () => PartHealth): PartHealth {
  try {
    return check();
  } catch (error) {
    // The document is made whatever a part does; that its check fails is its state.
    const reason = error instanceof Error ? error.message : String(error);
    return { state: 'down', reason: toPlainText(`its check failed: ${reason}`) };
  }
}

function worstOf(parts: readonly PartReport[]): HealthState {
  if (parts.some(({ state }) => state === 'down')) return 'down';
  return parts.some(({ state }) => state === 'degraded') ? 'degraded' : 'up';
}
