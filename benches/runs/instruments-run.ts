/**
 * 250,000 made-up instruments in the form of Angel One's file: how long a day takes to load from it and from
 * our snapshot, what it holds in memory, and how long a look-up takes. Beside it the same file by
 * JSON.parse, an object a row, with a Map for ids and one for tokens. Prints one line of JSON.
 */
import {
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { SnapshotStore, takeDay, type InstrumentMaster } from '@argosy/catalog/instruments';
import { angelFileOf } from '@argosy/testkit';

const ROWS = 250_000;
const DAY = 20_778;
const LOADS = 5;
const LOOKUPS = 200_000;
/** Steps through all rows in an order that no cache foresees. */
const STRIDE = 7919;
const MEGABYTE = 1e6;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-instruments-'));
try {
  console.log(JSON.stringify(await measure(join(folder, 'scrips.json'))));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(path: string): Promise<Readonly<Record<string, number | string>>> {
  await writeScrips(path);
  const before = await held();
  const firstCpu = process.cpuUsage();
  const file = await timed(() => takeFile(path, 0));
  const used = process.cpuUsage(firstCpu);
  const master = file.value;
  const memory = (await held()) - before;
  const cpu = process.cpuUsage();
  const again = await timed(() => takeFile(path, 1));
  const { user, system } = process.cpuUsage(cpu);
  const loads: number[] = [];
  for (let count = 0; count < LOADS; count += 1) loads.push((await timed(loadSnapshot)).millis);
  const [first = Number.NaN] = loads;
  loads.sort((one, other) => one - other);
  const lookups = { ...lookupFigures(master), ...(await isinFigures()) };
  const beside = await held();
  const plain = await timed(() => plainRows(path));
  return {
    'rows, bytes of the file': `${master.size}, ${statSync(path).size}`,
    'load, check and keep a day from the file, ms, first': round(file.millis),
    'of it processor time of all threads, ms': round((used.user + used.system) / 1000),
    'the same with the day before, a diff, ms': round(again.millis),
    'of that processor time of all threads, ms': round((user + system) / 1000),
    'load from our snapshot, ms, first': round(first),
    'load from our snapshot, ms, median': round(loads[LOADS >> 1] ?? Number.NaN),
    'added memory after collection, MB': round(memory / MEGABYTE),
    ...lookups,
    'JSON.parse, an object a row and two Maps, ms': round(plain.millis),
    'of it added memory after collection, MB': round(((await held()) - beside) / MEGABYTE),
    'its rows': plain.value.ids.size,
  };
}

async function takeFile(path: string, after: number): Promise<InstrumentMaster> {
  const files = [{ source: 'angel', path }] as const;
  const { master } = await takeDay(new SnapshotStore(join(folder, 'days')), files, {
    day: DAY + after,
  });
  return master;
}

function loadSnapshot(): InstrumentMaster {
  return new SnapshotStore(join(folder, 'days')).load(DAY);
}

/** Each key of a kind in turn, each look-up timed by itself; the timer's own cost is in the figures. */
function lookupFigures(master: InstrumentMaster): Readonly<Record<string, string>> {
  const rows = Array.from({ length: master.size }, (_, row) => {
    const token = master.tokenOf(row, 'angel') ?? '';
    return { ...master.row(row), token };
  });
  const contracts = rows.flatMap(({ exchange, underlying, expiry, strike, right }) =>
    underlying === null || expiry === null ? [] : [{ exchange, underlying, expiry, strike, right }],
  );
  const lines = [
    ['nothing, only the timer', samplesOf(rows, () => 0)],
    ['by id', samplesOf(rows, ({ id }) => master.findId(id))],
    [
      'by broker and token',
      samplesOf(rows, (of) => master.findToken('angel', of.exchange, of.token)),
    ],
    ['by exchange and symbol', samplesOf(rows, (of) => master.findSymbol(of.exchange, of.symbol))],
    ['by underlying, expiry, strike, right', samplesOf(contracts, (of) => master.findContract(of))],
  ] as const;
  return Object.fromEntries(
    lines.map(([name, samples]) => [`${name}, ns p50, p99, p99.9`, samples]),
  );
}

/** As many shares, each with an ISIN of its own, and listed twice: the broker's file has none. */
async function isinFigures(): Promise<Readonly<Record<string, string>>> {
  const path = join(folder, 'shares.csv');
  const keys = Array.from({ length: ROWS / 2 }, (_, at) => {
    return { isin: `INE${at.toString(36).toUpperCase().padStart(8, '0')}1`, at };
  });
  const rows = keys.flatMap(({ isin, at }) => {
    return ['NSE', 'BSE'].map((exchange) => `${exchange},S${at},equity,${isin}`);
  });
  writeFileSync(path, ['exchange,symbol,kind,isin', ...rows, ''].join('\n'));
  const store = new SnapshotStore(join(folder, 'shares'));
  const { master } = await takeDay(store, [{ source: 'argosy', path }], { day: DAY });
  const samples = samplesOf(keys, ({ isin }) => master.findIsin(isin)[1] ?? -1);
  return { 'by ISIN, both listings, ns p50, p99, p99.9': samples };
}

/** What a caller asks with is at hand to him: it is fetched before the clock runs. */
function samplesOf<Key>(keys: readonly Key[], find: (key: Key) => number): string {
  const samples = new Float64Array(LOOKUPS);
  let missing = 0;
  let seen = 0;
  for (let count = 0; count < LOOKUPS; count += 1) {
    const key = keys[(count * STRIDE) % keys.length];
    if (key === undefined) continue;
    seen += JSON.stringify(key).length;
    const from = process.hrtime.bigint();
    const row = find(key);
    samples[count] = Number(process.hrtime.bigint() - from);
    if (row === -1) missing += 1;
  }
  if (missing > 0 || seen === 0) throw new RangeError(`${missing} look-ups found nothing`);
  samples.sort();
  const quantile = (share: number): number => samples[Math.floor(LOOKUPS * share)] ?? Number.NaN;
  return [0.5, 0.99, 0.999].map(quantile).join(', ');
}

type PlainRow = Readonly<Record<string, string>>;

/** The plain way: every row an object, found by two Maps. */
function plainRows(path: string): {
  readonly ids: Map<string, PlainRow>;
  readonly tokens: Map<string, PlainRow>;
} {
  const rows = JSON.parse(readFileSync(path, 'utf8')) as readonly PlainRow[];
  const ids = new Map(rows.map((row) => [`${row['symbol']}.${row['exch_seg']}`, row]));
  return { ids, tokens: new Map(rows.map((row) => [`${row['exch_seg']}:${row['token']}`, row])) };
}

async function writeScrips(path: string): Promise<void> {
  const file = createWriteStream(path);
  for (const piece of angelFileOf({ rows: ROWS, day: DAY, seed: 'bench' })) file.write(piece);
  file.end();
  await finished(file);
}

async function timed<Value>(
  action: () => Value | Promise<Value>,
): Promise<{ readonly value: Value; readonly millis: number }> {
  const from = performance.now();
  const value = await action();
  return { value, millis: performance.now() - from };
}

/** Bytes that are in use once what is not has been collected. */
async function held(): Promise<number> {
  // Twice, a turn apart: what an array of bytes holds goes with the second.
  for (let count = 0; count < 2; count += 1) {
    collect();
    await turn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
