import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { formatScaled, formatTimestamp } from 'argosy/core';
import type { Instrument, MarketData } from 'argosy/domain';

import { makePartial, removeLeftovers } from '../results/partial-folder.ts';
import { TextFile } from '../csv/text-file.ts';
import { marketError } from './errors.ts';
import type { MarketGround } from './market-ground.ts';
import { batchesOf } from './market-source.ts';
import { MarketText, tailOf } from './market-text.ts';
import type { StreamOptions } from './row-printer.ts';

/** Where a market is written to, and how. */
export type WriteMarketOptions = StreamOptions & {
  /** A folder that is not there yet. */
  readonly out: string;
  /** Ends the writing; then nothing is left. */
  readonly signal: AbortSignal;
  /** Called now and then, with the rows so far. */
  readonly onProgress?: (rows: number) => void;
};

/** What was written. */
export type WrittenMarket = { readonly rows: number; readonly files: readonly string[] };

const PROGRESS_ROWS = 200_000;

/**
 * Writes a market as CSV files with `market.yaml` beside them, which names its instruments and sources as a
 * run file does: all of it, or nothing. What it holds does not grow with the market.
 */
export async function writeMarket(
  ground: MarketGround,
  options: WriteMarketOptions,
): Promise<WrittenMarket> {
  const out = resolve(options.out);
  if (existsSync(out)) throw marketError('MARKET_EXISTS', out);
  const parent = dirname(out);
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent);
  const partial = makePartial(parent);
  try {
    const written = await writeInto(partial, ground, options);
    renameSync(partial, out);
    return written;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function writeInto(
  folder: string,
  ground: MarketGround,
  options: WriteMarketOptions,
): Promise<WrittenMarket> {
  const text = new MarketText(ground.plan.nanoseconds);
  const files = new Map<string, TextFile>();
  const specs = new Map<string, string>();
  let rows = 0;
  let told = 0;
  try {
    for (const batch of batchesOf(ground, options)) {
      rows += batch.filter((row) => put(row, { folder, text, files, specs })).length;
      if (rows - told < PROGRESS_ROWS) continue;
      told = rows;
      options.onProgress?.(rows);
      await setImmediate();
      options.signal.throwIfAborted();
    }
  } finally {
    for (const file of files.values()) file.close();
  }
  const names = [...files.keys()].toSorted();
  writeFileSync(join(folder, 'market.yaml'), yamlOf(ground, names, specs), { flag: 'wx' });
  return { rows, files: [...names, 'market.yaml'] };
}

type Desk = {
  readonly folder: string;
  readonly text: MarketText;
  readonly files: Map<string, TextFile>;
  /** Of files of bars, what follows the instrument in their specification. */
  readonly specs: Map<string, string>;
};

function put(row: MarketData, { folder, text, files, specs }: Desk): boolean {
  const target = text.fileOf(row);
  if (target === null) return false;
  let file = files.get(target.name);
  if (file === undefined) {
    file = new TextFile(join(folder, target.name));
    file.write(`${target.header}\n`);
    files.set(target.name, file);
    if (row.kind === 'bar') specs.set(target.name, tailOf(row));
  }
  file.write(text.linesOf(row));
  return true;
}

/** The first half of a run file: what can be traded, and where the data are. */
function yamlOf(
  ground: MarketGround,
  files: readonly string[],
  specs: ReadonlyMap<string, string>,
): string {
  const { seed } = ground.plan;
  const sources = files.map((name) => {
    const spec = specs.get(name);
    return spec === undefined ? `  - { file: ${name} }` : `  - { file: ${name}, spec: ${spec} }`;
  });
  return [
    `# A synthetic market of the seed ${JSON.stringify(seed)}: made up, no market's prices.`,
    'instruments:',
    ...ground.instruments.map((instrument) => `  - ${instrumentYaml(instrument)}`),
    'sources:',
    ...sources,
    '',
  ].join('\n');
}

function instrumentYaml(instrument: Instrument): string {
  const { id, kind, exchange, currency, calendar, tick, lot, maxQty } = instrument;
  const common = [
    ['id', id],
    ['kind', kind],
    ['exchange', exchange],
    ['currency', currency],
    ['calendar', JSON.stringify(calendar)],
    ['tick', formatScaled(tick, instrument.pricePrecision)],
    ['lot', String(lot)],
    ['maxQty', String(maxQty)],
  ];
  const entries = [...common, ...datedEntries(instrument)];
  return `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}

function datedEntries(instrument: Instrument): readonly (readonly string[])[] {
  if (instrument.kind !== 'future' && instrument.kind !== 'option') return [];
  const end = ['expiresAt', formatTimestamp(instrument.expiresAt)];
  const dated = [['underlying', instrument.underlying], end];
  if (instrument.kind === 'future') return dated;
  const strike = formatScaled(instrument.strike, instrument.pricePrecision);
  return [...dated, ['strike', strike], ['right', instrument.right]];
}
