import type { Instrument, InstrumentTable } from 'argosy/domain';

import type { InstrumentRefreshPort } from '../jobs/standing-jobs.ts';
import type { LiveCore } from './live-core.ts';

/** What a relisting reaches. */
export type RelistingParts = {
  /** Has the exchange list anew; gives back what the core does not know yet. */
  readonly relist: () => readonly Instrument[];
  readonly instruments: Pick<InstrumentTable, 'size'>;
  readonly core: Pick<LiveCore, 'list'>;
  /** Who has to know of instruments before prices of them come. */
  readonly hearers: readonly ((instruments: readonly Instrument[]) => void)[];
};

/** Takes in what the exchange lists as its days go by: new contracts are traded, screened and searched from then on. */
export function relisting({
  relist,
  instruments,
  core,
  hearers,
}: RelistingParts): InstrumentRefreshPort {
  return {
    run: async () => {
      const more = relist();
      await core.list(more, () => {
        for (const hear of hearers) hear(more);
      });
      return { phase: 'done', rows: instruments.size, fresh: more.length, reason: null };
    },
    stop: () => {},
  };
}
