import type { Timestamp } from 'argosy/core';

import type { Answered, Call } from './call.ts';

/**
 * How an adapter stands to its broker.
 * - `connecting`: it was started and has not been there yet.
 * - `connected`: everything its capabilities promise can be used.
 * - `reconnecting`: it was there and tries to be again; subscriptions are kept, orders are refused.
 * - `offline`: it has given up by itself; only `stop` and `start` help.
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

/** A login that ends by itself. Whoever runs the adapter renews it `RENEW_AHEAD_MINUTES` before its end. */
export interface SessionPart {
  /** When the broker will end the session; null where it does not say, or there is none. */
  readonly expiresAt: Timestamp | null;
  /** Begins another session before the one of now ends: orders under way are not disturbed. */
  renew(call: Call): Answered<{ readonly expiresAt: Timestamp | null }>;
}

/** How long before its end a session is renewed, in minutes. */
export const RENEW_AHEAD_MINUTES = 30;
