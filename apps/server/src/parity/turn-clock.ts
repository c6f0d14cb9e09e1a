import { toTimestamp, type Timestamp } from 'argosy/core';
import type { Input } from 'argosy/domain';
import type { KeptTurn } from '@argosy/journal';

/** What time it was for the machines, turn by turn of a record. */
export class TurnClock {
  #now = 0;

  /** What trading says of a turn, else what its input says; never before the turn that was before. */
  at({ input, events }: KeptTurn): Timestamp {
    const [first] = events;
    const said = first?.value.receivedAt ?? (input === null ? 0 : instantOf(input.value));
    this.#now = Math.max(this.#now, said);
    return toTimestamp(this.#now);
  }
}

function instantOf(input: Input): number {
  return input.kind === 'command' ? input.at : input.availableAt;
}
