import { assert } from 'argosy/core';

import { commandText } from './sent-commands.ts';
import type { Wish } from './fleet-records.ts';
import type { FleetOptions, FleetShard } from './fleet-options.ts';
import type { KeptState } from './state-records.ts';

/** What a fleet keeps, in memory: for tests. */
export class FleetKeeping {
  readonly wishes: Map<Wish['strategy'], Wish> = new Map();
  readonly kept: Map<KeptState['strategy'], KeptState> = new Map();
  /** As a fleet takes it. */
  readonly places: Pick<FleetOptions, 'records' | 'states'> = {
    records: {
      load: () => Promise.resolve([...this.wishes.values()]),
      save: (wish) => {
        this.wishes.set(wish.strategy, wish);
        return Promise.resolve();
      },
    },
    states: {
      load: () => Promise.resolve([...this.kept.values()]),
      save: async (states) => {
        for (const one of states) this.kept.set(one.strategy, one);
        await new Promise((go) => setImmediate(go));
        for (const one of states) this.#safe.set(one.strategy, one);
      },
    },
  };
  readonly #safe = new Map<KeptState['strategy'], KeptState>();

  #early = 0;

  /** Takes commands as a shard does, and counts those that a loss of power would leave without their state. */
  guarded(live: FleetShard): FleetShard {
    return {
      command: (given) => {
        const { strategy } = given;
        const isKept = strategy !== null && this.kept.has(strategy);
        const sent = isKept ? (this.#safe.get(strategy)?.sent ?? []) : null;
        if (sent?.includes(commandText(given)) === false) this.#early += 1;
        return live.command(given);
      },
      wakeFor: (who, at) => live.wakeFor(who, at),
    };
  }

  /** Throws where there was one. */
  check(): void {
    assert(this.#early === 0, `${this.#early} commands came before their states were safe`);
  }
}
