import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { LedgerScales } from 'argosy/core';
import type { BacktestResult, RunSink } from 'argosy/backtest';
import type { InstrumentTable } from 'argosy/domain';

import { csvLine } from '../csv/csv-line.ts';
import { catalogError } from '../errors.ts';
import { makePartial, removeLeftovers } from './partial-folder.ts';
import { writeResult, type RunLists } from './result-json.ts';
import { RunLog } from './run-log.ts';
import { RunValues, type JsonRecord } from './run-values.ts';
import { TextFile } from '../csv/text-file.ts';
import { ThinCurve } from './thin-curve.ts';

/** How many points of the equity curve by bar `result.json` holds; of a longer one it holds the shape. */
export const EQUITY_SAMPLES_MAX = 20_000;
/** The columns of `fills.csv`. */
export const fillColumns = [
  'time',
  'account',
  'book',
  'strategy',
  'order',
  'trade',
  'instrument',
  'side',
  'qty',
  'price',
  'fee',
  'fee_currency',
  'liquidity',
  'flags',
  'bid',
  'ask',
  'mid',
] as const;
/** The columns of `equity.csv`. */
export const equityColumns = ['time', 'kind', 'account', 'equity', 'cash', 'currency'] as const;

/** The columns of `trades.csv`. */
export const tradeColumns = [
  'account',
  'book',
  'instrument',
  'side',
  'opened',
  'closed',
  'qty',
  'net',
  'currency',
] as const;

/** What is needed to write amounts as text. */
export type RunFilesOptions = {
  readonly instruments: InstrumentTable;
  readonly scales: LedgerScales;
  readonly equitySamplesMax?: number;
};

/** The files of a run: a sink while it goes on, then `finish` or `abandon`. */
export type RunFiles = RunSink & {
  /**
   * Writes `result.json`, and `sheet.json` where there is one, and puts every file under its name;
   * `result.json` comes last.
   */
  finish(result: BacktestResult, sheet?: string): void;
  /** Removes everything that was written; safe to call twice, and does nothing after `finish`. */
  abandon(): void;
};

/**
 * Opens the files of a run in a folder. Until `finish` they live in a hidden folder inside it, so
 * nothing half written is ever seen under a final name; memory does not grow with the run. Hidden
 * folders that killed processes left behind are removed. Whoever opens must finish or abandon,
 * whatever happens between: `runToFiles` does.
 *
 * @example
 * const files = openRunFiles('runs/sma', { instruments, scales: ledgerScales({}) });
 */
export function openRunFiles(dir: string, options: RunFilesOptions): RunFiles {
  mkdirSync(dir, { recursive: true });
  removeLeftovers(dir);
  const partial = makePartial(dir);
  const writer = new RunWriter(partial, options);
  let isOpen = true;
  const abandon = (): void => {
    if (!isOpen) return;
    isOpen = false;
    writer.close();
    rmSync(partial, { recursive: true, force: true });
  };
  return {
    fill: (row) => writer.fill(row),
    orderClosed: (order) => writer.order(order),
    equity: (sample) => writer.equity(sample),
    roundTrip: (trip) => writer.trade(trip),
    log: (record) => writer.log.add(record),
    abandon,
    finish: (result, sheet) => {
      if (!isOpen) throw catalogError('RUN_FILES_CLOSED', dir);
      try {
        writer.finish(result);
        if (sheet !== undefined) writeFileSync(join(partial, 'sheet.json'), sheet);
        const log = writer.log.isEmpty ? [] : ['log.csv'];
        publish(partial, dir, sheet === undefined ? log : [...log, 'sheet.json']);
      } finally {
        abandon();
      }
    },
  };
}

/** The old `result.json` goes first and the new one comes last: where it stands, the set is whole. */
function publish(partial: string, dir: string, besides: readonly string[]): void {
  for (const name of ['result.json', 'log.csv', 'sheet.json'])
    rmSync(join(dir, name), { force: true });
  for (const name of ['fills.csv', 'trades.csv', 'equity.csv', ...besides, 'result.json']) {
    renameSync(join(partial, name), join(dir, name));
  }
}

class RunWriter {
  readonly log: RunLog;
  readonly #dir: string;
  readonly #values: RunValues;
  readonly #fillRows: TextFile;
  readonly #equityRows: TextFile;
  readonly #tradeRows: TextFile;
  readonly #fills: JsonList;
  readonly #orders: JsonList;
  readonly #equity: ThinCurve;

  constructor(dir: string, options: RunFilesOptions) {
    this.#dir = dir;
    this.log = new RunLog(dir);
    this.#values = new RunValues(options.instruments, options.scales);
    this.#equity = new ThinCurve(options.equitySamplesMax ?? EQUITY_SAMPLES_MAX);
    this.#fillRows = new TextFile(join(dir, 'fills.csv'));
    this.#equityRows = new TextFile(join(dir, 'equity.csv'));
    this.#tradeRows = new TextFile(join(dir, 'trades.csv'));
    this.#fills = new JsonList(join(dir, 'fills.part'));
    this.#orders = new JsonList(join(dir, 'orders.part'));
    this.#fillRows.write(csvLine(fillColumns));
    this.#equityRows.write(csvLine(equityColumns));
    this.#tradeRows.write(csvLine(tradeColumns));
  }

  fill(row: Parameters<RunValues['fill']>[0]): void {
    this.#fillRows.write(csvLine(this.#values.fillCells(row)));
    this.#fills.add(this.#values.fill(row, fillColumns));
  }

  order(order: Parameters<RunValues['order']>[0]): void {
    this.#orders.add(this.#values.order(order));
  }

  equity(sample: Parameters<RunValues['equity']>[0]): void {
    this.#equityRows.write(csvLine(this.#values.equityCells(sample)));
    if (sample.kind === 'bar') this.#equity.add(sample);
  }

  trade(trip: Parameters<RunValues['tradeCells']>[0]): void {
    this.#tradeRows.write(csvLine(this.#values.tradeCells(trip)));
  }

  finish(result: BacktestResult): void {
    this.close();
    const lists: RunLists = {
      orders: this.#orders.path,
      fills: this.#fills.path,
      equity: this.#equity,
    };
    const file = new TextFile(join(this.#dir, 'result.json'));
    try {
      writeResult(file, { result, lists, values: this.#values });
    } finally {
      file.close();
    }
  }

  close(): void {
    const rows = [this.#fillRows, this.#equityRows, this.#tradeRows];
    for (const file of [...rows, this.#fills, this.#orders, this.log]) file.close();
  }
}

/** The elements of a JSON list, in a file of their own until it is known what stands around them. */
class JsonList {
  readonly path: string;
  readonly #file: TextFile;
  #isEmpty = true;

  constructor(path: string) {
    this.path = path;
    this.#file = new TextFile(path);
  }

  add(value: JsonRecord): void {
    this.#file.write(`${this.#isEmpty ? '' : ','}\n    ${JSON.stringify(value)}`);
    this.#isEmpty = false;
  }

  close(): void {
    this.#file.close();
  }
}
