import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

import { makePartial, removeLeftovers, type RunKeeper } from '@argosy/catalog';
import { FileJournal, FileTape } from '@argosy/journal';
import type { BacktestResult } from 'argosy/backtest';
import { ArgosyError, type AccountId, type InputNumber, type OrderId } from 'argosy/core';
import type { Input } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';

import { partsOf, RECORD_SCHEMA, type LogEnd } from './record-folder.ts';

/** What a record is kept of, and where. */
export type KeepOptions = {
  readonly folder: string;
  readonly runFile: string;
  readonly title: string;
  readonly hasTape: boolean;
};

/** How many inputs a run handles before its record is made safe: so much waits in memory. */
export const RECORD_SLICE_INPUTS = 5_000;
/** So many entries go to the disk at once. */
const FLUSH_EVERY = 10_000;
const MIB = 1024 * 1024;
/** A run's record grows from small files: most runs are short. */
const sizes = {
  segmentBytes: 16 * MIB,
  reserveBytes: MIB,
  // An answer with as many past bars as may be asked for is one record.
  blockBytesMax: 15 * MIB,
  recordBytesMax: 14 * MIB,
};

/**
 * Keeps the record of a run in a folder: journal, tape, the run file and what it came to. It is
 * written aside and there whole or, after `abandon`, not at all.
 */
export class RecordKeeper implements RunKeeper {
  readonly sink: RunKeeper['sink'];
  readonly #options: KeepOptions;
  readonly #partial: string;
  readonly #journal: FileJournal;
  readonly #tape: FileTape | null;
  readonly #accounts: Map<OrderId, AccountId>;
  #entries: JournalEntry[] = [];
  #taped: { readonly number: InputNumber; readonly input: Input }[] = [];
  #counts = { journal: 0, tape: 0 };
  #isOpen = true;

  private constructor(options: KeepOptions, partial: string, logs: Logs) {
    this.#options = options;
    this.#partial = partial;
    this.#journal = logs.journal;
    this.#tape = logs.tape;
    this.#accounts = logs.accounts;
    const entry = (one: JournalEntry): void => void this.#entries.push(one);
    const taped = (number: InputNumber, input: Input): void =>
      void this.#taped.push({ number, input });
    this.sink = logs.tape === null ? { entry } : { entry, taped };
  }

  /** Opens a record beside what the folder holds; a journal that is no run's stays untouched. */
  static async open(options: KeepOptions): Promise<RecordKeeper> {
    const { folder, hasTape } = options;
    return orFail(folder, async () => {
      requireOurs(folder);
      mkdirSync(folder, { recursive: true });
      removeLeftovers(folder);
      const partial = makePartial(folder);
      try {
        return new RecordKeeper(options, partial, await openLogs(partial, hasTape));
      } catch (error) {
        removePartial(folder, partial);
        throw error;
      }
    });
  }

  /** Puts what the last slice said on the disk, and waits for it. */
  flush(): Promise<void> {
    return orFail(this.#options.folder, () => this.#flush());
  }

  /** Closes the files and puts the record in its place; `run.json` comes last. */
  finish(result: BacktestResult): Promise<void> {
    const { folder } = this.#options;
    return orFail(folder, async () => {
      await this.#flush();
      await this.#journal.close();
      await this.#tape?.close();
      this.#describe(result);
      publish(this.#partial, folder);
      removePartial(folder, this.#partial);
      this.#isOpen = false;
    });
  }

  /** Removes what was written; safe to call twice, and does nothing after `finish`. */
  async abandon(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    // A log that has stopped refuses to be closed; its files go all the same.
    await Promise.allSettled([this.#journal.close(), this.#tape?.close()]);
    removePartial(this.#options.folder, this.#partial);
  }

  async #flush(): Promise<void> {
    const [entries, taped] = [this.#entries, this.#taped];
    this.#entries = [];
    this.#taped = [];
    this.#counts = {
      journal: this.#counts.journal + entries.length,
      tape: this.#counts.tape + taped.length,
    };
    for (const [at, entry] of entries.entries()) {
      this.#noteAccount(entry);
      this.#journal.append(entry);
      if (at % FLUSH_EVERY === FLUSH_EVERY - 1) await this.#journal.flush();
    }
    for (const [at, { number, input }] of taped.entries()) {
      this.#tape?.append(number, input);
      if (at % FLUSH_EVERY === FLUSH_EVERY - 1) await this.#tape?.flush();
    }
    await this.#journal.flush();
    await this.#tape?.flush();
  }

  #noteAccount(entry: JournalEntry): void {
    if (entry.kind !== 'event') return;
    const { event } = entry;
    if (event.kind === 'order' && event.change.type === 'initialized') {
      this.#accounts.set(event.order, event.change.request.account);
    } else if (event.kind === 'execution' && event.change.type === 'began') {
      this.#accounts.set(event.execution, event.change.request.account);
    }
  }

  #describe({ hash, inputs, state, card }: BacktestResult): void {
    const { title, runFile } = this.#options;
    const end = (records: number, last: string): LogEnd => ({ records, hash: last });
    const head = {
      schema: RECORD_SCHEMA,
      title,
      base: resolve(dirname(runFile)),
      hash,
      inputs,
      state,
      journal: end(this.#counts.journal, this.#journal.hash),
      tape: this.#tape === null ? null : end(this.#counts.tape, this.#tape.hash),
      card,
    };
    const parts = partsOf(this.#partial);
    copyFileSync(runFile, parts.runFile);
    writeFileSync(parts.head, `${JSON.stringify(head, toText, 2)}\n`, { flush: true });
  }
}

type Logs = {
  readonly journal: FileJournal;
  readonly tape: FileTape | null;
  /** Whose each order is: events name the order alone. */
  readonly accounts: Map<OrderId, AccountId>;
};

async function openLogs(partial: string, hasTape: boolean): Promise<Logs> {
  const parts = partsOf(partial);
  const accounts = new Map<OrderId, AccountId>();
  // What stops a log comes out of the next flush.
  const of = { shard: 'backtest', region: 'backtest', onFatal: (): void => {}, ...sizes };
  const journal = await FileJournal.open({
    ...of,
    folder: parts.journal,
    accountOf: (order) => accounts.get(order) ?? null,
  });
  const tape = hasTape ? await FileTape.open({ ...of, folder: parts.tape }) : null;
  return { journal, tape, accounts };
}

/** A folder with a journal and no `run.json` is the record of something else. */
function requireOurs(folder: string): void {
  const { head, journal, tape } = partsOf(folder);
  if (existsSync(head) || !(existsSync(journal) || existsSync(tape))) return;
  throw new Error('it holds a journal or tape that is not the record of a run');
}

function publish(partial: string, folder: string): void {
  const [from, to] = [partsOf(partial), partsOf(folder)];
  rmSync(to.head, { force: true });
  for (const part of ['journal', 'tape', 'runFile', 'head'] as const) {
    rmSync(to[part], { recursive: true, force: true });
    if (existsSync(from[part])) renameSync(from[part], to[part]);
  }
}

/** The folder itself goes as well where nothing else is in it. */
function removePartial(folder: string, partial: string): void {
  rmSync(partial, { recursive: true, force: true });
  try {
    rmdirSync(folder);
  } catch (error) {
    // It holds something, which is what keeps it.
    if (!(error instanceof Error)) throw error;
  }
}

async function orFail<Value>(folder: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const detail = `the record in ${folder} could not be written: ${reason}`;
    throw new ArgosyError('RECORD_NOT_WRITTEN', detail, { folder, reason });
  }
}

/** Whole amounts beyond what JSON's numbers hold are written as text. */
function toText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
