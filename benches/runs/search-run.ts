/**
 * Search over 250,000 instruments: the queries of the relevance table, and half of them once more with a typo,
 * and what comes first. Beside it minisearch on the same rows and queries where it is installed.
 * `node … search-run.ts [folder of the rival's node_modules]` prints one line of JSON.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Random } from 'argosy/core';
import { InProcessSearch, sourceOfRows, type SearchRow } from '@argosy/catalog/search';
import { relevanceCases, searchUniverse, type RelevanceCase } from '@argosy/testkit/search';

/** Milliseconds a query: each time it was asked, and the least of each, which others do not stretch. */
export type QueryTimes = {
  readonly queries: number;
  readonly rounds: number;
  readonly p50: number;
  readonly p99: number;
  readonly leastP50: number;
  readonly leastP99: number;
};
/** One index: what it took to build, and what it answers. */
export type SearchFigures = {
  readonly buildSeconds: number;
  /** What is kept of it after a collection, in MB. */
  readonly heldMb: number;
  readonly times: QueryTimes;
  /** Of the table's queries, as they stand, those whose first results are as expected. */
  readonly met: number;
  /** The same of those with a typo. */
  readonly metMistyped: number;
};
/** What a run prints. */
export type SearchReport = {
  readonly instruments: number;
  readonly ours: SearchFigures;
  /** The same queries that the rival got: it takes that much longer. */
  readonly shared: QueryTimes & Pick<SearchFigures, 'met' | 'metMistyped'>;
  readonly rival: SearchFigures | null;
};

type RivalHit = { readonly id: number };
type Rival = {
  addAll(documents: readonly object[]): void;
  search(text: string, options: object): readonly RivalHit[];
};
type RivalModule = new (options: object) => Rival;
type Query = { readonly text: string; readonly of: RelevanceCase; readonly isAsWritten: boolean };
type Find = (text: string) => readonly SearchRow[];

const ROUNDS = 5;
/** Of the queries the rival gets one in so many. */
const RIVAL_EVERY = 10;
const RIVAL_ROUNDS = 2;
const PAGE = 10;
const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

setFlagsFromString('--expose-gc');
// The flag comes too late for this context: a new one has the collector.
const collect = runInNewContext('gc') as () => void;
const { day, rows } = searchUniverse({ shareStrikes: 76, indexStrikes: 3, unknown: 45_000 });
const queries = relevanceCases().flatMap(toQueries);
const fewer = queries.filter((_, at) => at % RIVAL_EVERY === 0);
const { result: search, ...built } = build(
  () => new InProcessSearch(sourceOfRows(rows, { version: '1', day })),
);
const find: Find = (text) => {
  const found = search.find({ text });
  return found.ok ? found.value.hits.map(({ row }) => row) : [];
};
for (const { text } of queries) find(text);
const ours = { ...built, times: timesOf(find, queries, ROUNDS), ...metOf(find, queries) };
const shared = { ...timesOf(find, fewer, ROUNDS), ...metOf(find, fewer) };
const [, , folder = ''] = process.argv;
const rival = folder === '' ? null : measureRival(folder);
const report: SearchReport = { instruments: rows.length, ours, shared, rival };
console.log(JSON.stringify(report));

/** A query as it stands, and for every other one the same with a typo. */
function toQueries(of: RelevanceCase, at: number): readonly Query[] {
  const written = { text: of.query, of, isAsWritten: true };
  if (at % 2 === 0) return [written];
  return [written, { text: withTypo(of.query, Random.fromSeed(at)), of, isAsWritten: false }];
}

/** Two letters change places, one is missing, or one is another. */
function withTypo(text: string, random: Random): string {
  const at = random.nextInt(Math.max(1, text.length - 1));
  const [before, letter, next, behind] = [
    text.slice(0, at),
    text[at] ?? '',
    text[at + 1] ?? '',
    text.slice(at + 2),
  ];
  const typos = [`${next}${letter}`, next, `${letter === 'e' ? 'a' : 'e'}${next}`];
  return `${before}${typos[random.nextInt(typos.length)]}${behind}`;
}

function build<T>(make: () => T): { result: T; buildSeconds: number; heldMb: number } {
  const before = held();
  const from = performance.now();
  const result = make();
  const buildSeconds = rounded((performance.now() - from) / 1_000);
  return { result, buildSeconds, heldMb: rounded((held() - before) / 1e6) };
}

function held(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function timesOf(ask: Find, asked: readonly Query[], rounds: number): QueryTimes {
  const all: number[] = [];
  const least = asked.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, { text }] of asked.entries()) {
      const from = performance.now();
      ask(text);
      const took = performance.now() - from;
      all.push(took);
      least[place] = Math.min(least[place] ?? took, took);
    }
  }
  const [p50, p99] = [at(all, 0.5), at(all, 0.99)];
  return {
    queries: asked.length,
    rounds,
    p50,
    p99,
    leastP50: at(least, 0.5),
    leastP99: at(least, 0.99),
  };
}

function metOf(ask: Find, asked: readonly Query[]): Pick<SearchFigures, 'met' | 'metMistyped'> {
  const shareOf = (some: readonly Query[]): number =>
    rounded(some.filter(({ text, of }) => of.isMetBy(ask(text))).length / some.length);
  const written = asked.filter(({ isAsWritten }) => isAsWritten);
  const mistyped = asked.filter(({ isAsWritten }) => !isAsWritten);
  return { met: shareOf(written), metMistyped: shareOf(mistyped) };
}

/** The rival gets every word that a phrase may hold, and what matters more weighs more. */
function measureRival(from: string): SearchFigures {
  // The rival comes as CommonJS and its types are not installed: this is the one place that trusts it.
  const MiniSearch = createRequire(join(from, 'here.js'))('minisearch') as RivalModule;
  const weights = Float64Array.from(rows, weightOf);
  const options = {
    prefix: true,
    fuzzy: 0.2,
    combineWith: 'AND',
    boost: { symbol: 4, name: 2 },
    boostDocument: (id: number) => weights[id] ?? 1,
  };
  const { result, ...own } = build(() => {
    const index = new MiniSearch({ fields: ['symbol', 'name', 'words'] });
    index.addAll(
      rows.map((row, id) => ({ id, symbol: row.symbol, name: row.name, words: wordsOf(row) })),
    );
    return index;
  });
  const ask: Find = (text) =>
    result
      .search(text, options)
      .slice(0, PAGE)
      .flatMap(({ id }) => rows[id] ?? []);
  return { ...own, times: timesOf(ask, fewer, RIVAL_ROUNDS), ...metOf(ask, fewer) };
}

function weightOf({ liquidity, marketCap, expiry, kind }: SearchRow): number {
  const nearness = expiry === null ? 1 : 1 / (1 + (expiry - day) / 30);
  const base = kind === 'index' ? 2 : 1;
  return base * nearness * (1 + Math.log10(1 + liquidity) / 10 + Math.log10(1 + marketCap) / 15);
}

function wordsOf({ aliases, isin, underlying, expiry, strike, right }: SearchRow): string {
  const codes = [...aliases, isin ?? ''];
  if (expiry === null) return codes.join(' ');
  const date = new Date(expiry * 86_400_000);
  const month = monthNames[date.getUTCMonth()] ?? '';
  const sort = right === null ? 'fut future' : right === 'call' ? 'ce call' : 'pe put';
  return [
    ...codes,
    underlying,
    date.getUTCDate(),
    month,
    date.getUTCFullYear(),
    strike ?? '',
    sort,
  ].join(' ');
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return rounded(sorted[Math.floor(sorted.length * share)] ?? Number.NaN);
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
