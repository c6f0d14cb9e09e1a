import type { Timestamp } from 'argosy/core';

import type { Answered, Call } from './call.ts';

export type { Connection, ConnectionState } from 'argosy/core';

/** A login that ends by itself. Whoever runs the adapter renews it `RENEW_AHEAD_MINUTES` before its end. */
export interface SessionPart {
  /** When the broker will end the session; null where it does not say, or there is none. */
  readonly expiresAt: Timestamp | null;
  /** Begins another session before the one of now ends: orders under way are not disturbed. */
  renew(call: Call): Answered<{ readonly expiresAt: Timestamp | null }>;
}

/** How long before its end a session is renewed, in minutes. */
export const RENEW_AHEAD_MINUTES = 30;
