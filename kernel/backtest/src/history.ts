import { ok, refuse, type Result, type Timestamp } from 'argosy/core';
import type { AnswerBody, AskBody, Bar } from 'argosy/domain';

import type { Source } from './source.ts';

/** How many bars one request may bring. */
export const HISTORY_BARS_MAX = 1_000_000;

/** Answers a request for past bars from a run's own sources: only what was available by now. */
export function readHistory(
  sources: readonly Source[],
  ask: Extract<AskBody, { readonly port: 'history' }>,
  now: Timestamp,
): Result<AnswerBody> {
  const source = sources.find(({ contents }) =>
    contents.some((content) => content.kind === 'bar' && content.spec === ask.spec),
  );
  if (source === undefined) return refuse('HISTORY_UNKNOWN', `no source brings ${ask.spec}`);
  if (!source.isRepeatable) {
    return refuse('HISTORY_ONE_PASS', `source ${source.name} can be read only once`);
  }
  return collect(source, ask, now);
}

function collect(
  source: Source,
  ask: Extract<AskBody, { readonly port: 'history' }>,
  now: Timestamp,
): Result<AnswerBody> {
  const bars: Bar[] = [];
  const reader = source.open();
  try {
    for (let batch = reader.next(); batch !== null; batch = reader.next()) {
      for (const row of batch) {
        if (row.availableAt > now) return ok({ port: 'history', bars });
        if (row.kind !== 'bar' || row.spec !== ask.spec) continue;
        if (row.opensAt < ask.from || row.opensAt >= ask.until) continue;
        if (bars.length >= HISTORY_BARS_MAX) {
          return refuse('HISTORY_TOO_LONG', `more than ${HISTORY_BARS_MAX} bars of ${ask.spec}`);
        }
        bars.push(row);
      }
    }
    return ok({ port: 'history', bars });
  } finally {
    reader.close();
  }
}
