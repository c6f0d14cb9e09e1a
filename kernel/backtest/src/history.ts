import { ok, refuse, type Result, type Timestamp } from 'argosy/core';
import type { AnswerBody, AskBody, Bar, MarketData } from 'argosy/domain';

import type { Source } from './source.ts';

/** How many bars one request may bring. */
export const HISTORY_BARS_MAX = 1_000_000;

/** Answers a request for past bars from a run's own sources: only what was available by now. */
export function readHistory(
  sources: readonly Source[],
  ask: Extract<AskBody, { readonly port: 'history' }>,
  now: Timestamp,
): Result<AnswerBody> {
  const bringing = sources.filter(({ contents }) =>
    contents.some((content) => content.kind === 'bar' && content.spec === ask.spec),
  );
  if (bringing.length === 0) return refuse('HISTORY_UNKNOWN', `no source brings ${ask.spec}`);
  const onePass = bringing.find(({ isRepeatable }) => !isRepeatable);
  if (onePass !== undefined) {
    return refuse('HISTORY_ONE_PASS', `source ${onePass.name} can be read only once`);
  }
  return collect(bringing, ask, now);
}

function collect(
  sources: readonly Source[],
  ask: Extract<AskBody, { readonly port: 'history' }>,
  now: Timestamp,
): Result<AnswerBody> {
  const bars: Bar[] = [];
  for (const source of sources) {
    for (const row of rowsUntil(source, now)) {
      if (isAskedFor(row, ask)) bars.push(row);
      if (bars.length > HISTORY_BARS_MAX) {
        return refuse('HISTORY_TOO_LONG', `more than ${HISTORY_BARS_MAX} bars of ${ask.spec}`);
      }
    }
  }
  if (sources.length > 1) bars.sort((a, b) => a.availableAt - b.availableAt);
  return ok({ port: 'history', bars });
}

function isAskedFor(
  row: MarketData,
  { spec, from, until }: Extract<AskBody, { readonly port: 'history' }>,
): row is Bar {
  return row.kind === 'bar' && row.spec === spec && row.opensAt >= from && row.opensAt < until;
}

/** The rows that were available by an instant; the source is freed when the walk ends. */
function* rowsUntil(source: Source, now: Timestamp): Generator<MarketData> {
  const reader = source.open();
  try {
    for (let batch = reader.next(); batch !== null; batch = reader.next()) {
      const end = batch.findIndex((row) => row.availableAt > now);
      yield* end === -1 ? batch : batch.slice(0, end);
      if (end !== -1) return;
    }
  } finally {
    reader.close();
  }
}
