import { ok, toTimestamp, type Result, type SessionClock, type Timestamp } from 'argosy/core';
import { barSpanMicros, isCounted, parseBarSpec, type BarSpecText } from 'argosy/domain';

import type { LiveBar } from '@argosy/bridge';

import type { HistoryFace } from '../platform/history-face.ts';
import { openTimeBefore } from './open-time.ts';

/** How many stretches back bars are looked for where none has any: what is hardly traded has long pauses. */
const STRETCHES_MAX = 10;
/** Bars that a stretch has room for: no more of them fit into one page. */
const STRETCH_BARS = 1_500;
const PAGE_MAX = 2_000;

/** The past, and the clock of the market that it is of where one is known. */
export type BarsPlace = {
  readonly history: Pick<HistoryFace, 'bars'>;
  readonly clock: SessionClock | undefined;
};

/** The last so many bars that opened before an instant, the oldest first; none where long before it there are none. */
export async function barsBefore(
  { history, clock }: BarsPlace,
  spec: BarSpecText,
  { before, count }: { readonly before: Timestamp; readonly count: number },
): Promise<Result<readonly LiveBar[]>> {
  const parsed = parseBarSpec(spec);
  if (!parsed.ok || isCounted(parsed.value)) return ok([]);
  const span = barSpanMicros(parsed.value);
  let until = before;
  for (let left = STRETCHES_MAX; left > 0 && until > 0; left -= 1) {
    const size = { span, count: left === STRETCHES_MAX ? count : STRETCH_BARS };
    const begins =
      clock === undefined ? until - span * size.count : openTimeBefore(clock, until, size);
    const from = toTimestamp(Math.max(0, begins));
    const page = await history.bars(spec, { from, until, cursor: null, limit: PAGE_MAX });
    if (!page.ok) return page;
    const { rows } = page.value;
    if (rows.length > 0) return ok(rows.slice(-count));
    until = from;
  }
  return ok([]);
}
