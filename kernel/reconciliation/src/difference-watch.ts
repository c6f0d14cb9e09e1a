import type { Micros, Timestamp } from 'argosy/core';

type Sighting = { value: string; since: number; rounds: number; isCurrent: boolean };

/**
 * Remembers which differences were there in the rounds before. A difference is real once it was the
 * same for long enough: before, our reports and the broker's answers may just have crossed. What a
 * round does not show again is forgotten.
 */
export class DifferenceWatch {
  readonly #sightings = new Map<string, Sighting>();

  /** How many differences are watched. */
  get size(): number {
    return this.#sightings.size;
  }

  /** Notes a difference as it was at an instant; whether it has been the same for a whole window. */
  isOld(
    difference: Pick<Sighting, 'value'> & { readonly key: string },
    at: Timestamp,
    window: Micros,
  ): boolean {
    return at - this.#see(difference.key, difference.value, at).since >= window;
  }

  /** Notes a difference once a round; in how many rounds it has been the same by now. */
  roundsOf(key: string, value: string, at: Timestamp): number {
    return this.#see(key, value, at).rounds;
  }

  /** Ends a round: what it has not shown is forgotten. */
  endRound(): void {
    for (const [key, sighting] of this.#sightings) {
      if (sighting.isCurrent) sighting.isCurrent = false;
      else this.#sightings.delete(key);
    }
  }

  #see(key: string, value: string, at: Timestamp): Sighting {
    const known = this.#sightings.get(key);
    if (known !== undefined && known.value === value) {
      if (!known.isCurrent) known.rounds += 1;
      known.isCurrent = true;
      return known;
    }
    const fresh = { value, since: at, rounds: 1, isCurrent: true };
    this.#sightings.set(key, fresh);
    return fresh;
  }
}
