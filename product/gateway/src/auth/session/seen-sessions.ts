import type { Timestamp } from 'argosy/core';

/** A session as it was found when it was last looked up. */
export type SeenSession<Known> = { readonly at: Timestamp; readonly known: Known };

/** How long a session counts after it was last looked up, where it cannot be looked up again. */
export const SEEN_MICROS = 900_000_000;
const SEEN_MAX = 10_000;

/** The sessions that were looked up lately and held: for what must not wait until the records answer again. */
export class SeenSessions<Known> {
  readonly #seen = new Map<string, SeenSession<Known>>();

  /** A session was looked up: it holds. The one that was not seen for longest is forgotten where there are too many. */
  note(session: string, seen: SeenSession<Known>): void {
    this.#seen.delete(session);
    this.#seen.set(session, seen);
    if (this.#seen.size <= SEEN_MAX) return;
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined) this.#seen.delete(oldest);
  }

  /** A session holds no more. */
  forget(session: string): void {
    this.#seen.delete(session);
  }

  forgetAll(): void {
    this.#seen.clear();
  }

  /** How it was found, if that is not too long ago. */
  find(session: string, now: Timestamp): SeenSession<Known> | null {
    const seen = this.#seen.get(session);
    if (seen === undefined) return null;
    const age = now - seen.at;
    return age >= 0 && age < SEEN_MICROS ? seen : null;
  }
}
