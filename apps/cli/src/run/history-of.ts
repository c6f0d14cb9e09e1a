import { resolve } from 'node:path';

import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import type { HistoryFolder, Source } from 'argosy/backtest';
import type { InstrumentTable } from 'argosy/domain';

/** Opens what a folder of history has for the instruments of a run. */
export async function historyOf(
  { history, name, kinds, spec }: HistoryFolder,
  base: string,
  instruments: InstrumentTable,
): Promise<Source> {
  const store = new HistoryStore({ store: await FolderStore.openExisting(resolve(base, history)) });
  try {
    return await store.source({
      name: name ?? history,
      instruments,
      ...(kinds === null ? {} : { kinds }),
      ...(spec === null ? {} : { barSpec: spec }),
    });
  } finally {
    await store.close();
  }
}
