import type { Bar, BarsNow } from '../market/bar.ts';

/** Bars as they stand by now; `hasGap` where some may be missing: they have to be asked for anew. */
export type JoinedBars = { readonly bars: readonly Bar[]; readonly hasGap: boolean };

/**
 * Joins what `bars` of the stream brings to bars that are known, the oldest first: what is under way is replaced, what is
 * over never is again, and what is newer is added. To a connection that does not read, values are left out: a bar whose
 * end was not seen, or of which nothing was, is a gap.
 *
 * @example
 * const { bars, hasGap } = joinBars(known, value);
 * if (hasGap) known = await load(); // GET /market/bars/:instrument
 */
export function joinBars(known: readonly Bar[], { bars: news }: Pick<BarsNow, 'bars'>): JoinedBars {
  const last = known.at(-1);
  // Where none was known, others may have ended before the one that is told.
  const hasGap = last === undefined ? news.some(isOver) : isBehind(last, news);
  return { bars: news.reduce(put, known), hasGap };
}

function isOver({ isClosed }: Bar): boolean {
  return isClosed;
}

/** Whether bars go on behind one whose end is not among them, or leave out what follows it. */
function isBehind(last: Bar, news: readonly Bar[]): boolean {
  if (news.every(({ opensAt }) => opensAt <= last.opensAt)) return false;
  const closed = news.find(isOver)?.opensAt;
  if (!last.isClosed) return closed !== last.opensAt;
  return closed !== undefined && closed > last.opensAt && closed !== last.closesAt;
}

function put(bars: readonly Bar[], bar: Bar): readonly Bar[] {
  const place = bars.findLastIndex(({ opensAt }) => opensAt <= bar.opensAt);
  const at = bars[place];
  if (at?.opensAt !== bar.opensAt) return bars.toSpliced(place + 1, 0, bar);
  return at.isClosed ? bars : bars.with(place, bar);
}
