import type { JournalEntry } from 'argosy/shard';

import type { KillPointId } from '../kill-points.ts';
import type { Death } from './death.ts';

/** Knows which records are on their way to the disk, so that a process can die between two of their steps. */
export class JournalProgress {
  /** Whether something is taped that no sync has begun for. */
  isTapeBehind = false;
  readonly #death: Death;
  readonly #acceptances: number[] = [];
  readonly #fills: number[] = [];
  #position = 0;

  constructor(death: Death) {
    this.#death = death;
  }

  /** The position of the last record. */
  get position(): number {
    return this.#position;
  }

  /** A record was appended. */
  onAppended(entry: JournalEntry, position: number): void {
    this.#position = position;
    if (entry.kind !== 'event' || entry.event.kind !== 'order') return;
    const { type } = entry.event.change;
    if (type === 'accepted') this.#acceptances.push(position);
    else if (type === 'filled') this.#fills.push(position);
  }

  /** A block is written and not synced. */
  onWritten(first: number, last: number): void {
    const isIn = (position: number): boolean => position >= first && position <= last;
    const reached: readonly (readonly [KillPointId, boolean])[] = [
      ['K05', true],
      ['K11', this.#acceptances.some(isIn)],
      ['K14', this.#fills.some(isIn)],
    ];
    for (const [point, isReached] of reached) if (isReached) this.#death.reach(point);
  }

  /** All up to here is safe. */
  onSafe(position: number): void {
    const synced = dropUpTo(this.#acceptances, position);
    dropUpTo(this.#fills, position);
    if (synced > 0) this.#death.reach('K12');
    if (this.isTapeBehind) this.#death.reach('tape');
  }
}

/** Drops what is not beyond a position; how many. */
function dropUpTo(positions: number[], position: number): number {
  const beyond = positions.findIndex((one) => one > position);
  return positions.splice(0, beyond === -1 ? positions.length : beyond).length;
}
