import type { QueryTimes, SearchReport } from './search-run.ts';

/** What a run of search has to say, by name. */
export function figuresOfSearch(report: SearchReport): Readonly<Record<string, number | string>> {
  const { instruments, ours: own, shared, rival } = report;
  const textOf = ({ p50, p99, leastP50, leastP99, queries, rounds }: QueryTimes): string =>
    `p50 ${p50}, p99 ${p99} of ${queries} ${rounds} times; the least of each p50 ${leastP50}, p99 ${leastP99}`;
  const metOf = (figures: { readonly met: number; readonly metMistyped: number }): string =>
    `${figures.met}; of mistyped ones ${figures.metMistyped}`;
  const figures = {
    instruments,
    'until the index stands, s': own.buildSeconds,
    'held by it, MB': own.heldMb,
    'a query, ms': textOf(own.times),
    'queries with the expected first results': metOf(own),
  };
  if (rival === null) return { ...figures, minisearch: 'skipped: run benches/rivals/setup.sh' };
  return {
    ...figures,
    'of those that minisearch gets, ms': textOf(shared),
    'of those, as expected': metOf(shared),
    'minisearch 7.2.0: until it stands, s; held, MB': `${rival.buildSeconds}; ${rival.heldMb}`,
    'minisearch, a query, ms': textOf(rival.times),
    'minisearch, as expected': metOf(rival),
    'ratio of p99': Number((rival.times.p99 / shared.p99).toFixed(1)),
    'ratio of p99 of the least of each': Number(
      (rival.times.leastP99 / shared.leastP99).toFixed(1),
    ),
  };
}
