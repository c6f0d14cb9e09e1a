import { toTimestamp, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { configError } from './checks/mistakes.ts';
import type { BacktestConfig } from './config.ts';
import { backtestError } from './errors.ts';
import type { Source, SourceReader } from './source.ts';

/** The instant from which orders are taken: just after the last bar that is only listened to. */
export function findActiveFrom({ sources, warmUpUntil, warmUpBars }: BacktestConfig): Timestamp {
  const byTime = warmUpUntil ?? toTimestamp(0);
  if (warmUpBars === undefined || warmUpBars.count === 0) return byTime;
  const { spec, count } = warmUpBars;
  const source = sources.find(({ contents }) =>
    contents.some((content) => content.kind === 'bar' && content.spec === spec),
  );
  if (source === undefined) {
    throw configError([{ place: 'warmUpBars.spec', detail: `no source brings ${spec}` }]);
  }
  const last = findBar(source, { spec, count });
  return toTimestamp(Math.max(byTime, last + 1));
}

function findBar(
  source: Source,
  { spec, count }: BacktestConfig['warmUpBars'] & object,
): Timestamp {
  if (!source.isRepeatable) throw backtestError('NOT_REPEATABLE', `source ${source.name}`);
  const reader = source.open();
  let found = 0;
  try {
    for (const row of rowsOf(reader)) {
      found += row.kind === 'bar' && row.spec === spec ? 1 : 0;
      if (found === count) return row.availableAt;
    }
  } finally {
    reader.close();
  }
  const detail = `${count}, ${source.name} has ${found} bars of ${spec}`;
  throw configError([{ place: 'warmUpBars.count', detail }]);
}

function* rowsOf(reader: SourceReader): IterableIterator<MarketData> {
  for (let rows = reader.next(); rows !== null; rows = reader.next()) yield* rows;
}
