import { toTimestamp, type Timestamp } from 'argosy/core';

import type { BacktestConfig } from './config.ts';
import { backtestError } from './errors.ts';
import type { Source } from './source.ts';

/** The instant from which orders are taken: just after the last bar that is only listened to. */
export function findActiveFrom({ sources, warmUpUntil, warmUpBars }: BacktestConfig): Timestamp {
  const byTime = warmUpUntil ?? toTimestamp(0);
  if (warmUpBars === undefined || warmUpBars.count === 0) return byTime;
  const { spec, count } = warmUpBars;
  const source = sources.find(({ contents }) =>
    contents.some((content) => content.kind === 'bar' && content.spec === spec),
  );
  if (source === undefined) {
    throw backtestError('BAD_CONFIG', `warmUpBars.spec: no source brings ${spec}`);
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
  let left = count;
  try {
    for (let rows = reader.next(); rows !== null; rows = reader.next()) {
      for (const row of rows) {
        if (row.kind !== 'bar' || row.spec !== spec) continue;
        left -= 1;
        if (left === 0) return row.availableAt;
      }
    }
  } finally {
    reader.close();
  }
  const found = `${source.name} has ${count - left} bars of ${spec}`;
  throw backtestError('BAD_CONFIG', `warmUpBars.count: ${count}, ${found}`);
}
