import type { AccountId, InstrumentId, Timestamp } from 'argosy/core';
import type { ActionRatio, EntryEvent } from 'argosy/domain';

import { readActionUnits } from './action-memo.ts';

/** That an action has changed what a unit of an instrument is. */
export type UnitChange = {
  readonly account: AccountId;
  readonly instrument: InstrumentId;
  readonly at: Timestamp;
  /** How many units of after one of before is; null where they are no longer the same thing. */
  readonly ratio: ActionRatio | null;
};

/** The changes as plain data, as they came. */
export type UnitTableState = readonly UnitChange[];

/**
 * When an account's units of an instrument became others: a fold of the entries of actions. All are
 * kept, as the entries themselves are: a fill of before may be taken back after any time, and a few of
 * them a year are all that there are.
 */
export class UnitTable {
  readonly #changes = new Map<string, UnitChange[]>();

  /** Folds an entry in. */
  apply(event: EntryEvent): void {
    const units = readActionUnits(event);
    if (units !== null) this.#add({ account: event.account, at: event.at, ...units });
  }

  /** What has become of the units of an instrument, the earliest first. */
  changesOf(account: AccountId, instrument: InstrumentId): readonly UnitChange[] {
    return this.#changes.get(keyOf(account, instrument)) ?? [];
  }

  /** The state as plain data. */
  exportState(): UnitTableState {
    return [...this.#changes.values()].flat();
  }

  /** Takes the place of what was kept so far. */
  importState(state: UnitTableState): void {
    this.#changes.clear();
    for (const change of state) this.#add(change);
  }

  #add(change: UnitChange): void {
    const key = keyOf(change.account, change.instrument);
    const before = this.#changes.get(key);
    if (before === undefined) this.#changes.set(key, [change]);
    else before.push(change);
  }
}

/** Neither name has a space in it. */
function keyOf(account: AccountId, instrument: InstrumentId): string {
  return `${account} ${instrument}`;
}
