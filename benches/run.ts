/**
 * `npm run bench [-- quotes|workloads|many|bars|book|depth|orders|conditional|order-path|journal|follower|recovery|search|ledger|instruments|history|recording|bridge|options|sheet|sweep|projection|hosts|desk|login|attack|server|ingest|terminal …]`: our
 * figures, and a rival's in the same call where it is installed (benches/rivals/setup.sh). Each call adds
 * a line to benches/history.jsonl. The import time of the packed kernel is measured by `npm run pack-check`.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { barFilePath, writeBarFile } from './data/bars.ts';
import { defaultRows, defaultSeed, quoteFilePath, writeQuoteFile } from './data/quotes.ts';
import { commit, load } from './machine.ts';
import { historyFigures, recordingFigures } from './history-figures.ts';
import { indicatorFigures } from './indicator-figures.ts';
import type { BarsReport } from './runs/bars-run.ts';
import type { BookReport } from './runs/book-run.ts';
import type { ConditionalReport, QuoteCost } from './runs/conditional-run.ts';
import type { DepthReport } from './runs/depth-run.ts';
import type { DeskReport } from './runs/desk-run.ts';
import type { HostsReport } from './runs/hosts-run.ts';
import type { LoginReport } from './runs/login-run.ts';
import type { TerminalReport } from './runs/terminal-run.ts';
import type { JournalReport } from './runs/journal-run.ts';
import type { LedgerReport } from './runs/ledger-run.ts';
import type { ManyReport } from './runs/many-run.ts';
import type { OrderPathReport } from './runs/order-path-run.ts';
import type { OrdersReport } from './runs/orders-run.ts';
import type { RecoveryReport } from './runs/recovery-run.ts';
import { figuresOfFanout } from './runs/fanout-figures.ts';
import { figuresOfAttack } from './runs/attack-figures.ts';
import { figuresOfBridge } from './runs/bridge-figures.ts';
import { figuresOfFollower } from './runs/follower-figures.ts';
import { figuresOfIngest } from './runs/ingest-figures.ts';
import { figuresOfOptions } from './runs/options-figures.ts';
import { figuresOfProjection } from './runs/projection-figures.ts';
import { figuresOfSearch } from './runs/search-figures.ts';
import { figuresOfServer } from './runs/server-figures.ts';
import { figuresOfSheet } from './runs/sheet-figures.ts';
import { figuresOfSweep, vectorbt } from './runs/sweep-figures.ts';
import type { QuotesReport } from './runs/quotes-run.ts';
import type { Workload, WorkloadsReport } from './runs/workloads-run.ts';

type Figure = number | string;
type Figures = Readonly<Record<string, Figure>>;
type RivalReport = {
  readonly quotesPerSecond: number;
  readonly fillsSha256: string;
  readonly version: string;
};

/** What `checks.bench.ts` of trading prints, in microseconds. */
type CheckCost = {
  readonly open: number;
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
};

const BARS = 10_000_000;
const here = import.meta.dirname;
const benches: Readonly<Record<string, () => Figures>> = {
  quotes: benchQuotes,
  workloads: benchWorkloads,
  many: benchMany,
  bars: benchBars,
  book: benchBook,
  depth: benchDepth,
  orders: benchOrders,
  conditional: benchConditional,
  'order-path': benchOrderPath,
  journal: benchJournal,
  follower: () => figuresOfFollower(ours('follower-run.ts', [])),
  recovery: benchRecovery,
  search: () => figuresOfSearch(ours('search-run.ts', npmRival('minisearch'))),
  ledger: benchLedger,
  instruments: () => ours('instruments-run.ts', []),
  history: () => historyFigures(ours('history-run.ts', [])),
  recording: () => recordingFigures(ours('recording-run.ts', ['50000', '60'])),
  indicators: () => indicatorFigures(ours('indicators-run.ts', npmRival('trading-signals'))),
  bridge: () => figuresOfBridge(ours('bridge-run.ts', [])),
  options: () => figuresOfOptions(ours('options-run.ts', npmRival('implied-volatility'))),
  sheet: () => figuresOfSheet(ours('sheet-run.ts', [])),
  sweep: () => figuresOfSweep(ours('sweep-run.ts', vectorbt())),
  projection: () => figuresOfProjection(ours('projection-run.ts', [])),
  fanout: () => figuresOfFanout(ours('fanout-run.ts', [])),
  ingest: () => figuresOfIngest(ours('ingest-run.ts', [])),
  server: () => figuresOfServer(ours('server-run.ts', [process.env['BENCH_MINUTES'] ?? '1'])),
  hosts: () => ({ ...ours<HostsReport>('hosts-run.ts', []) }),
  desk: () => ({ ...ours<DeskReport>('desk-run.ts', []) }),
  login: () => ({ ...ours<LoginReport>('login-run.ts', []) }),
  attack: () => figuresOfAttack(ours('attack-run.ts', ['4'])),
  terminal: () => ({
    ...ours<TerminalReport>('terminal-run.ts', process.env['BENCH_TERMINAL']?.split(' ') ?? []),
  }),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) throw new RangeError(`no such bench: ${unknown.join(', ')}`);
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
const loadBefore = load();
console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${loadBefore}`);
const figures: Record<string, Figures> = {};
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  figures[name] = bench();
  for (const [figure, value] of Object.entries(figures[name])) {
    console.log(`  ${figure.padEnd(34)} ${value}`);
  }
}
const at = new Date().toISOString();
const record = { at, commit: commit(), machine, loadBefore, loadAfter: load(), figures };
appendFileSync(join(here, 'history.jsonl'), `${JSON.stringify(record)}\n`);

function benchQuotes(): Figures {
  const path = quoteFilePath(defaultRows, defaultSeed);
  if (!existsSync(path)) writeQuoteFile({ rows: defaultRows, seed: defaultSeed, path });
  const memory: QuotesReport = ours('quotes-run.ts', [path, 'memory', '6']);
  const rival = nautilusQuotes(path);
  const disk: QuotesReport = ours('quotes-run.ts', [path, 'disk', '6']);
  const warm = rate(memory.rows, median(memory.seconds.slice(1)));
  return {
    'in memory, cold, quotes/s': rate(memory.rows, memory.seconds[0] ?? 0),
    'in memory, median of 5, quotes/s': warm,
    'from disk, cold, quotes/s': rate(disk.rows, disk.seconds[0] ?? 0),
    'from disk, median of 5, quotes/s': rate(disk.rows, median(disk.seconds.slice(1))),
    fills: memory.fills,
    'fills sha256': memory.fillsSha256,
    'hash of the run': memory.hash,
    ...(rival === null
      ? { nautilus_trader: 'skipped: run benches/rivals/setup.sh' }
      : compare(rival, memory)),
    'nautilus_trader, as published': 'about 3 M data points/s, native Rust, book maintenance',
  };

  function compare(other: RivalReport, own: QuotesReport): Figures {
    return {
      [`nautilus_trader ${other.version}, quotes/s`]: Math.round(other.quotesPerSecond),
      'ratio, warm in memory': Number((warm / other.quotesPerSecond).toFixed(2)),
      'ratio, cold in memory': Number(
        (rate(own.rows, own.seconds[0] ?? 0) / other.quotesPerSecond).toFixed(2),
      ),
      'equal fills': String(other.fillsSha256 === own.fillsSha256),
    };
  }
}

/** The shapes of nautilus_trader's own engine bench, each short: what is cold counts. */
function benchWorkloads(): Figures {
  const path = quoteFilePath(defaultRows, defaultSeed);
  if (!existsSync(path)) writeQuoteFile({ rows: defaultRows, seed: defaultSeed, path });
  const { shapes }: WorkloadsReport = ours('workloads-run.ts', [path, '10000', '5']);
  const rival = nautilus<WorkloadsReport & { readonly version: string }>('workloads.py', [
    path,
    '10000',
    '3',
  ]);
  const figures = Object.entries(shapes).flatMap(([shape, own]): [string, Figure][] => [
    [`${shape}, cold, ms`, milliseconds(own.seconds[0])],
    [`${shape}, median of 4, ms`, milliseconds(median(own.seconds.slice(1)))],
    ...compare(shape, own, rival?.shapes[shape]),
  ]);
  if (rival === null) figures.push(['nautilus_trader', 'skipped: run benches/rivals/setup.sh']);
  return Object.fromEntries<Figure>(figures);

  function compare(shape: string, own: Workload, other: Workload | undefined): [string, Figure][] {
    if (other === undefined) return [];
    const theirs = median(other.seconds);
    const ratio = (seconds = Number.NaN): number => Number((theirs / seconds).toFixed(1));
    const areEqual = isDeepStrictEqual(own.counts, other.counts);
    return [
      [`${shape}, nautilus_trader, median of 3, ms`, milliseconds(theirs)],
      [`${shape}, ratio, cold`, ratio(own.seconds[0])],
      [`${shape}, ratio, warm`, ratio(median(own.seconds.slice(1)))],
      [`${shape}, equal counts`, `${areEqual}: ${JSON.stringify(own.counts)}`],
    ];
  }
}

/** Events are what goes in: quotes and the bars built of them; what trading says is beside. */
function benchMany(): Figures {
  const { quotes, seconds, bars, orders, fills, events, hash }: ManyReport = ours('many-run.ts', [
    '2000000',
    '4',
  ]);
  const warm = median(seconds.slice(1));
  return {
    quotes,
    'bars built inside, each for three strategies': bars,
    orders,
    fills,
    'events of trading': events,
    'cold, quotes/s': rate(quotes, seconds[0] ?? 0),
    'median of 3, quotes/s': rate(quotes, warm),
    'median of 3, quotes, bars and trading events/s': rate(quotes + bars + events, warm),
    'hash of the run': hash,
  };
}

function benchBars(): Figures {
  const path = existsSync(barFilePath(BARS)) ? barFilePath(BARS) : writeBarFile(BARS);
  const { bars, seconds, fills, rssMb }: BarsReport = ours('bars-run.ts', [path]);
  return {
    bars,
    'bars/s from disk': rate(bars, seconds),
    fills,
    'resident MB at 10 %': rssMb.early,
    'resident MB at 50 %': rssMb.middle,
    'resident MB at most': rssMb.peak,
  };
}

/** The order book alone, few prices and many; beside it nodejs-order-book on the same commands. */
function benchBook(): Figures {
  const { books }: BookReport = ours('book-run.ts', npmRival('nodejs-order-book'));
  const lines: Record<string, number | string> = {};
  for (const { prices, perSecond, events, operations, rival } of books) {
    const on = `${prices} prices a side`;
    lines[`${on}, operations/s, median`] = perSecond;
    lines[`${on}, events of ${operations} operations`] = events;
    if (rival === null) continue;
    lines[`${on}, nodejs-order-book 10.1.1, operations/s`] = rival.perSecond;
    lines[`${on}, ratio`] = Number((perSecond / rival.perSecond).toFixed(2));
    lines[`${on}, equal volume`] = String(rival.isEqual);
  }
  return lines;
}

/** A recorded book until it is a day, with orders of ours in its queues. */
function benchDepth(): Figures {
  const lines: Record<string, number | string> = {};
  for (const kept of [1_000, 20]) {
    const report: DepthReport = ours('depth-run.ts', ['170', '6', String(kept)]);
    const { deltas, updates, trades, seconds, orders, fills, hash } = report;
    const often = `orders asked anew every ${kept} updates`;
    lines['deltas, in updates, beside trades'] = `${deltas}, ${updates}, ${trades}`;
    lines[`${often}: orders, fills`] = `${orders}, ${fills}`;
    lines[`${often}: cold, deltas/s`] = rate(deltas, seconds[0] ?? 0);
    lines[`${often}: median of 5, deltas/s`] = rate(deltas, median(seconds.slice(1)));
    lines[`${often}: hash`] = hash;
  }
  return lines;
}

/** A new order while others work; beside it its questions answered by a look at each of them. */
function benchOrders(): Figures {
  const { costs }: OrdersReport = ours('orders-run.ts', []);
  const lines: Record<string, string> = {};
  for (const { kind, open, instruments, samples, p50, p99, naive } of costs) {
    const name = `${kind}, ${open} open in ${instruments}, µs`;
    lines[name] = `p50 ${p50}, p99 ${p99} of ${samples}; the scan alone ${naive}`;
  }
  const checks: readonly CheckCost[] = ours('../../kernel/trading/bench/checks.bench.ts', []);
  for (const { open, samples, p50, p99, p999 } of checks) {
    const name = `the checks alone, every rule given, ${open} open, µs`;
    lines[name] = `p50 ${p50}, p99 ${p99}, p99.9 ${p999} of ${samples}`;
  }
  return lines;
}

/** What a quote costs trading while orders wait here for prices, beside a look at each of them. */
function benchConditional(): Figures {
  const report: ConditionalReport = ours('conditional-run.ts', []);
  const { orders, instruments, quiet, firing, naive, submit } = report;
  const toText = ({ average, p50, p99, p999, quotes }: QuoteCost): string =>
    `${average} on average, p50 ${p50}, p99 ${p99}, p99.9 ${p999} of ${quotes}`;
  return {
    'orders that wait, instruments': `${orders}, ${instruments}`,
    'to take one in, µs': submit,
    'a quote that lets none go, µs': toText(quiet),
    'quotes that let some go, µs': `${toText(firing)}, ${firing.fired} gone`,
    'a look at each order, µs a quote': naive,
  };
}

/** An order from its sender to the broker and back, each record safe first; beside it without a disk. */
function benchOrderPath(): Figures {
  const { most, mostOfOwnTime, mostInMemory, paced }: OrderPathReport = ours(
    'order-path-run.ts',
    [],
  );
  const { perSecond, orders, sent, filled } = paced;
  const text = ({ p50, p99, p999 }: typeof sent): string =>
    `p50 ${p50}, p99 ${p99}, p99.9 ${p999} of ${orders}`;
  return {
    'as fast as it goes, filled and safe, orders/s': most,
    'the same, orders for each second of its own time': mostOfOwnTime,
    'with a journal in memory, orders/s': mostInMemory,
    'ratio to memory': Number((most / mostInMemory).toFixed(2)),
    'at a steady rate, orders/s': perSecond,
    'at that rate, ms until the broker has it': text(sent),
    'at that rate, ms until its fill is safe': text(filled),
  };
}

/** How fast events become safe; beside it SQLite, each commit synced, on the same disk. */
function benchJournal(): Figures {
  const { bytesPerEvent, most, paced, single, verifiedPerSecond, sqlite }: JournalReport = ours(
    'journal-run.ts',
    [],
  );
  return {
    'bytes an event': bytesPerEvent,
    'durable, as fast as it goes, events/s': most,
    'durable, at a steady rate, events/s': paced.perSecond,
    'at that rate, ms until safe': `p50 ${paced.p50}, p99 ${paced.p99}`,
    'one at a time, ms until safe': `p50 ${single.p50}, p99 ${single.p99}`,
    'verified records/s': verifiedPerSecond,
    'sqlite, groups of 1000, events/s': sqlite.most,
    'sqlite, one at a time, ms': `p50 ${sqlite.single.p50}, p99 ${sqlite.single.p99}`,
    'ratio to sqlite': Number((most / sqlite.most).toFixed(2)),
  };
}

/** How long a start takes that finds a hundred thousand events. */
function benchRecovery(): Figures {
  const report: RecoveryReport = ours('recovery-run.ts', []);
  const { events, millis, withSnapshot, snapshotBytes, hasEqualHash } = report;
  const textOf = (all: readonly number[]): string =>
    `p50 ${median(all)}, p95 ${all[Math.floor(all.length * 0.95)] ?? Number.NaN} of ${all.length}`;
  return {
    'events found': events,
    'a start without a snapshot, ms': textOf(millis),
    'a start with one, ms': textOf(withSnapshot),
    'bytes of the snapshot': snapshotBytes,
    'equal hash': String(hasEqualHash),
  };
}

/** What the books cost; beside them a plain double-entry table with row locks. */
function benchLedger(): Figures {
  const {
    postgres,
    durableTransfersPerSecond: durable,
    ...own
  }: LedgerReport = ours('ledger-run.ts', []);
  const figures = {
    'a fill with seven charges, µs': own.fillMicros,
    'legs/s': own.legsPerSecond,
    'transfers in memory/s': own.transfersPerSecond,
    'transfers safe in the journal/s': durable,
    'verified records/s': own.verifiedPerSecond,
  };
  if (postgres === null) return { ...figures, postgres: 'skipped: not installed' };
  return {
    ...figures,
    [`postgres ${postgres.version}, synced, transfers/s`]: postgres.synced,
    'postgres, not synced, transfers/s': postgres.unsynced,
    'ratio to postgres, both safe': Number((durable / postgres.synced).toFixed(1)),
  };
}

/** Runs one of our processes and takes the JSON it prints. */
function ours<Report>(script: string, words: readonly string[]): Report {
  const args = ['--conditions=source', join(here, 'runs', script), ...words];
  return parsed<Report>(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** The folder a rival of npm's is installed in, as words for a process of ours; none where it is not. */
function npmRival(name: string): readonly string[] {
  const folder = join(here, '.cache/npm');
  return existsSync(join(folder, 'node_modules', name)) ? [folder] : [];
}

/** The same of one of nautilus_trader's; null where it is not installed. */
function nautilus<Report>(script: string, words: readonly string[]): Report | null {
  const python = join(here, '.cache/venv/bin/python');
  if (!existsSync(python)) return null;
  const path = join(here, 'rivals/nautilus', script);
  return parsed<Report>(execFileSync(python, [path, ...words], { encoding: 'utf8' }));
}

function nautilusQuotes(path: string): RivalReport | null {
  const reports = [1, 2, 3].flatMap(() => nautilus<RivalReport>('run.py', [path]) ?? []);
  const [first] = reports;
  if (first === undefined) return null;
  return { ...first, quotesPerSecond: median(reports.map((report) => report.quotesPerSecond)) };
}

/** The last line a process of ours printed; its shape is the type that process declares. */
function parsed<Report>(text: string): Report {
  return JSON.parse(text.trim().split('\n').at(-1) ?? 'null') as Report;
}

function rate(count: number, seconds: number): number {
  return Math.round(count / seconds);
}

function milliseconds(seconds = Number.NaN): number {
  return Number((seconds * 1000).toFixed(1));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
