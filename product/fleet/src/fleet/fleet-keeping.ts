import type { Wish } from './fleet-records.ts';
import type { FleetOptions } from './fleet-options.ts';
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
      save: (states) => {
        for (const one of states) this.kept.set(one.strategy, one);
        return Promise.resolve();
      },
    },
  };
}
