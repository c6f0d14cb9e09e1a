/**
 * One process: a symbol of a history of ten million bars into columns, and all of it to bars of an hour;
 * beside it the same symbol by hyparquet, where it is installed, and from CSV. Prints one line of JSON.
 */
import { existsSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { csvSource } from '@argosy/catalog';
import type { HistoryStore } from '@argosy/catalog/history';
import {
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, type Equity } from 'argosy/domain';

import {
  BARS_OF_SYMBOL,
  HISTORY_SYMBOLS,
  historyBarSpec,
  historySeries,
  openHistory,
} from '../data/history.ts';

/** Milliseconds by the clock and of processors, the cold one first: on a busy machine only the second says something. */
export type Costs = { readonly wall: readonly number[]; readonly cpu: readonly number[] };

/** What the process prints. */
export type HistoryReport = {
  readonly bars: number;
  readonly scan: Costs;
  readonly resample: Costs;
  readonly hourBars: number;
  /** All bars as rows in order of time, as a run reads them: millions a second. */
  readonly streamed: number;
  readonly csv: Costs;
  /** Null where it is not installed. */
  readonly hyparquet: Costs | null;
  /** Whether all three ways found the same closes. */
  readonly agree: boolean;
};

const RUNS = 5;
const columns = ['opens_us', 'open', 'high', 'low', 'close', 'volume'];
const cache = join(import.meta.dirname, '..', '.cache');
const closes = new Set<number>();

const history = await openHistory();
const scan = await timed(RUNS, async (run) => {
  const batch = await history.scan(historySeries(run * 7), { columns });
  if (run === 0) noteSum(batch.numbers('close'));
  if (batch.rows !== BARS_OF_SYMBOL) throw new Error(`${batch.rows} bars`);
});
let hourBars = 0;
const all = Array.from({ length: HISTORY_SYMBOLS }, (_, place) => historySeries(place));
const resample = await timed(3, async () => {
  const made = await history.resample(all, { every: 3_600_000_000 });
  hourBars = made.reduce((sum, { bars }) => sum + bars.rows, 0);
});
const csv = await timedCsv(history);
const hyparquet = await timedHyparquet(history);
const streamed = await timedStream(history);
await history.close();
const report: HistoryReport = {
  bars: HISTORY_SYMBOLS * BARS_OF_SYMBOL,
  scan,
  resample,
  hourBars,
  streamed,
  csv,
  hyparquet,
  agree: closes.size === 1,
};
console.log(JSON.stringify(report));

async function timed(runs: number, work: (run: number) => Promise<void>): Promise<Costs> {
  const [wall, cpu]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    const [begin, used] = [performance.now(), process.cpuUsage()];
    await work(run);
    const { user, system } = process.cpuUsage(used);
    wall.push(Number((performance.now() - begin).toFixed(1)));
    cpu.push(Number(((user + system) / 1000).toFixed(1)));
  }
  return { wall, cpu };
}

function noteSum(values: ArrayLike<number | bigint>): void {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += Number(values[at]);
  closes.add(sum);
}

/** The same symbol, exported to CSV and read by a CSV source. */
async function timedCsv(from: HistoryStore): Promise<Costs> {
  const path = join(cache, 'history-symbol.csv');
  rmSync(path, { force: true });
  await from.export(historySeries(0), { path });
  const costs = await timed(3, async (run) => {
    const source = csvSource({ path, instruments: tableOf(1), barSpec: historyBarSpec });
    const reader = source.open();
    const close = new Float64Array(BARS_OF_SYMBOL);
    let at = 0;
    for (let rows = reader.next(); rows !== null; rows = reader.next()) {
      for (const row of rows) if (row.kind === 'bar') close[at++] = row.close;
    }
    if (run === 0) noteSum(close);
  });
  rmSync(path);
  return costs;
}

type Hyparquet = {
  readonly asyncBufferFromFile: (path: string) => Promise<unknown>;
  readonly parquetRead: (options: object) => Promise<void>;
};

/** The same file, by hyparquet: the fastest reader without native code. */
async function timedHyparquet(from: HistoryStore): Promise<Costs | null> {
  const modules = join(cache, 'npm', 'node_modules');
  if (!existsSync(join(modules, 'hyparquet-compressors'))) return null;
  const load = async (name: string, file: string): Promise<unknown> => {
    return import(pathToFileURL(join(modules, name, 'src', file)).href);
  };
  // What both packages export is known from their versions.
  const { parquetRead } = (await load('hyparquet', 'index.js')) as Hyparquet;
  const { compressors } = (await load('hyparquet-compressors', 'index.js')) as {
    readonly compressors: object;
  };
  const [file] = (await from.manifest(historySeries(0))).files;
  const folder = join(
    cache,
    'history-10m',
    'kind=bar',
    'instrument=H000.SIM',
    `spec=${historyBarSpec}`,
  );
  const names = ['opens_ns', 'open', 'high', 'low', 'close', 'volume'];
  return timed(3, async (run) => {
    const close: unknown[] = [];
    const handle = await open(join(folder, file?.name ?? ''));
    const bytes = await handle.readFile();
    await handle.close();
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    await parquetRead({
      file: buffer,
      columns: names,
      compressors,
      onChunk: (chunk: {
        readonly columnName: string;
        readonly columnData: ArrayLike<unknown>;
      }) => {
        if (chunk.columnName !== 'close') return;
        for (let at = 0; at < chunk.columnData.length; at += 1) close.push(chunk.columnData[at]);
      },
    });
    if (run === 0) noteSum(close.map(Number));
  });
}

/** A million bars of ten symbols as rows in order of time, on a thread of its own. */
async function timedStream(from: HistoryStore): Promise<number> {
  const source = await from.source({ name: 'bars', instruments: tableOf(10) });
  const begin = performance.now();
  const reader = source.open();
  let count = 0;
  for (let rows = reader.next(); rows !== null; rows = reader.next()) count += rows.length;
  return Number((count / 1000 / (performance.now() - begin)).toFixed(2));
}

function tableOf(symbols: number): InstrumentTable {
  return new InstrumentTable(
    Array.from({ length: symbols }, (_, place): Equity => {
      return {
        kind: 'equity',
        id: toInstrumentId(historySeries(place).instrument),
        exchange: 'SIM',
        currency: toCurrency('USD'),
        pricePrecision: 2,
        sizePrecision: 0,
        tick: toPrice(1),
        lot: toQuantity(1),
        minQty: toQuantity(1),
        maxQty: toQuantity(1_000_000),
        multiplier: 1n,
        multiplierScale: 0,
        calendar: toCalendarId('24x7'),
        validFrom: toTimestamp(0),
        validTo: null,
        isin: null,
      };
    }),
  );
}
