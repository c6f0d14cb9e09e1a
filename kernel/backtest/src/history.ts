import { ok, refuse, type Result } from 'argosy/core';
import {
  restateBar,
  type AnswerBody,
  type AskBody,
  type Bar,
  type MarketData,
  type PlacedAdjustment,
} from 'argosy/domain';

import type { SourceCursor } from './source-cursor.ts';

/** How many bars one request may bring. */
export const HISTORY_BARS_MAX = 1_000_000;

type HistoryAsk = Extract<AskBody, { readonly port: 'history' }>;

/**
 * Answers a request for past bars with the rows the run has already taken from its own sources, and
 * those before its start. So a bar is either in the answer or comes later, and never both.
 */
export function readHistory(cursors: readonly SourceCursor[], ask: HistoryAsk): Result<AnswerBody> {
  const bringing = cursors.filter(({ source }) =>
    source.contents.some((content) => content.kind === 'bar' && content.spec === ask.spec),
  );
  if (bringing.length === 0) return refuse('HISTORY_UNKNOWN', `no source brings ${ask.spec}`);
  const onePass = bringing.find(({ source }) => !source.isRepeatable);
  if (onePass !== undefined) {
    return refuse('HISTORY_ONE_PASS', `source ${onePass.name} can be read only once`);
  }
  return collect(bringing, ask);
}

function collect(cursors: readonly SourceCursor[], ask: HistoryAsk): Result<AnswerBody> {
  const bars: Bar[] = [];
  const adjustments: PlacedAdjustment[] = [];
  for (const cursor of cursors) {
    for (const row of cursor.readPassed()) {
      if (isAskedFor(row, ask)) bars.push(row);
      else if (row.kind === 'adjustment' && row.restates) {
        adjustments.push({ adjustment: row, place: bars.length });
      }
      if (bars.length > HISTORY_BARS_MAX) {
        return refuse('HISTORY_TOO_LONG', `more than ${HISTORY_BARS_MAX} bars of ${ask.spec}`);
      }
    }
  }
  if (adjustments.length > 0) return ok({ port: 'history', bars: restated(bars, adjustments) });
  if (cursors.length > 1) bars.sort((a, b) => a.availableAt - b.availableAt);
  return ok({ port: 'history', bars });
}

/** A series that says its past anew has one source of its own, so all adjustments are of its bars. */
function restated(bars: readonly Bar[], adjustments: readonly PlacedAdjustment[]): readonly Bar[] {
  return bars.map((bar, place) => restateBar(bar, place, adjustments));
}

function isAskedFor(row: MarketData, { spec, from, until }: HistoryAsk): row is Bar {
  return row.kind === 'bar' && row.spec === spec && row.opensAt >= from && row.opensAt < until;
}
