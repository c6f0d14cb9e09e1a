import type { InstrumentId } from 'argosy/core';

import type { Subscription } from './engine-parts.ts';
import { engineError } from './errors.ts';
import type { SeatSetup } from './seat-setup.ts';

/**
 * Of which instruments a strategy sees prices: of all, or of those that it listens to from its start on. Wherever it
 * runs it is the same: what is left out of its host's stream it would not have seen beside trading either.
 */
export class SeatSight {
  readonly #listened: Set<InstrumentId> | null;
  #isStarting = true;

  constructor({ sees = 'all' }: Pick<SeatSetup, 'sees'>) {
    this.#listened = sees === 'listened' ? new Set() : null;
  }

  /** Its start is over: what it listens to is known. */
  close(): void {
    this.#isStarting = false;
  }

  /** Notes what it begins to listen to. */
  listen(subscription: Subscription): void {
    if (this.#listened === null) return;
    const { instrument } = 'spec' in subscription ? subscription.spec : subscription;
    if (!this.#isStarting && !this.#listened.has(instrument)) {
      throw engineError('LISTENS_LATE', instrument);
    }
    this.#listened.add(instrument);
  }

  /** Throws where it may not look at an instrument's prices; gives the instrument back. */
  require(instrument: InstrumentId): InstrumentId {
    if (this.#listened === null || this.#listened.has(instrument)) return instrument;
    throw engineError('NOT_LISTENED', instrument);
  }
}
