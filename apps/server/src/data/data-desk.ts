import { writeFileSync } from 'node:fs';

import { ok, type Result, type Timestamp } from 'argosy/core';
import { formatSeries, parseSeries } from '@argosy/catalog/history';
import type {
  DataCatalogue,
  DataCoverage,
  DataImported,
  DataPreview,
  DataTask,
  DataUpload,
  ExportRequest,
  ImportRequest,
  ReportRequest,
} from '@argosy/contract';
import type { DataFace, MappedRows } from '@argosy/gateway';
import type { Logger } from '@argosy/telemetry';

import { askArgosy } from '../core/argosy-process.ts';
import { serverRefusal } from '../errors.ts';
import type { ArgosyCommand } from '../threads/thread-messages.ts';
import { refuseData } from './data-errors.ts';
import { DataFolder } from './data-folder.ts';
import { DataTasks } from './data-tasks.ts';
import { guessFile } from './guess-file.ts';
import { HistoryShelf } from './history-shelf.ts';
import { reportOf } from './read-report.ts';

/** Where history is, where its files come and go, and what runs `argosy`. */
export type DataDeskOptions = {
  readonly history: string;
  readonly folder: string;
  readonly command: ArgosyCommand;
  readonly now: () => Timestamp;
  readonly log: Logger;
};

type Taken = {
  readonly upload: string;
  readonly name: string;
  readonly mapping: ImportRequest['mapping'];
  readonly how: readonly string[];
};

const MICROS_PER_MILLI = 1_000;
/** What `argosy` ends with where all is well, and where it has found something. */
const [DONE, FOUND] = [0, 1] as const;

/**
 * History as people look at it and add to it: what there is by its manifests, and all else as `argosy data` does it, in
 * processes of their own, so that nothing waits for them here.
 */
export class DataDesk implements DataFace {
  readonly #options: DataDeskOptions;
  readonly #shelf: HistoryShelf;
  readonly #files: DataFolder;
  readonly #tasks: DataTasks;
  /** What uploads are called by those who brought them. */
  readonly #names = new Map<string, string>();

  constructor(options: DataDeskOptions) {
    const { history, folder, now, log } = options;
    this.#options = options;
    this.#shelf = new HistoryShelf(history);
    this.#files = new DataFolder(folder, () => now() / MICROS_PER_MILLI);
    this.#tasks = new DataTasks({ now, log });
  }

  list(): Promise<DataCatalogue> {
    return this.#shelf.list();
  }

  coverage(series: string): Promise<Result<DataCoverage>> {
    return this.#shelf.coverage(series);
  }

  async upload({ name, text, hints = {} }: DataUpload): Promise<Result<DataPreview>> {
    const upload = this.#files.keep(text, 'csv');
    const guess = await guessFile(this.#files.path(upload, 'csv'), name, hints);
    if (guess.ok) this.#remember(upload, name);
    else this.#files.remove(upload);
    return guess.ok ? ok({ upload, ...guess.value }) : guess;
  }

  report({ series, patienceMinutes = 5 }: ReportRequest, user: string): Promise<Result<DataTask>> {
    return this.#of(series, (words) =>
      this.#tasks.queue({
        kind: 'report',
        subject: series,
        user,
        run: async (_, signal) => {
          const given = ['report', '--json', '--patience', String(patienceMinutes)];
          const said = await this.#run(this.#words(given, words), signal, FOUND);
          return { report: reportOf(said) };
        },
      }),
    );
  }

  export({ series, format, from, until }: ExportRequest, user: string): Promise<Result<DataTask>> {
    return this.#of(series, (words) =>
      this.#tasks.queue({
        kind: 'export',
        subject: series,
        user,
        run: async (id, signal) => {
          const span = [
            ...(from === undefined ? [] : ['--from', from]),
            ...(until === undefined ? [] : ['--until', until]),
          ];
          const to = ['--to', this.#files.path(id, format)];
          await this.#run(this.#words(['export', ...to, ...span], words), signal);
          const bytes = this.#files.size(id, format);
          if (bytes === null) throw new Error('there is nothing of that time');
          return { file: { name: `${words.join('-')}.${format}`, bytes } };
        },
        forget: (id) => this.#files.remove(id),
      }),
    );
  }

  import(
    { upload, mapping, mode, badRowsMax }: ImportRequest,
    user: string,
  ): Promise<Result<DataTask>> {
    const name = this.#names.get(upload);
    if (name === undefined || this.#files.size(upload, 'csv') === null) {
      return Promise.resolve(serverRefusal('DATA_UPLOAD_UNKNOWN', upload));
    }
    const how = ['--mode', mode, '--skip-bad', String(badRowsMax)];
    return Promise.resolve(this.#queueImport({ upload, name, mapping, how }, user));
  }

  take({ name, text, mapping }: MappedRows, user: string): Promise<Result<DataTask>> {
    const upload = this.#files.keep(text, 'csv');
    const how = ['--mode', 'merge', '--skip-bad', '0'];
    return Promise.resolve(this.#queueImport({ upload, name, mapping, how }, user));
  }

  tasks(): Promise<readonly DataTask[]> {
    return Promise.resolve(this.#tasks.list());
  }

  task(id: string): Promise<Result<DataTask>> {
    return Promise.resolve(this.#tasks.find(id));
  }

  cancel(id: string): Promise<Result<null>> {
    return Promise.resolve(this.#tasks.cancel(id));
  }

  file(id: string): ReturnType<DataFace['file']> {
    const task = this.#tasks.find(id);
    if (!task.ok) return Promise.resolve(task);
    const { file } = task.value;
    if (file === null) return Promise.resolve(serverRefusal('RESULT_MISSING', id));
    const bytes = this.#files.read(id, file.name.endsWith('.parquet') ? 'parquet' : 'csv');
    return Promise.resolve(bytes.ok ? ok({ name: file.name, bytes: bytes.value }) : bytes);
  }

  /** Ends what is under way. */
  stop(): Promise<void> {
    return this.#tasks.stop();
  }

  #queueImport({ upload, name, mapping, how }: Taken, user: string): Result<DataTask> {
    const [path, by] = [this.#files.path(upload, 'csv'), this.#files.path(upload, 'json')];
    return this.#tasks.queue({
      kind: 'import',
      subject: name,
      user,
      run: async (_, signal) => {
        writeFileSync(by, JSON.stringify(mapping));
        try {
          const words = ['import', '--mapping', by, '--json', ...how];
          const said = await this.#run(this.#words(words, [path]), signal);
          const { rows, badRows, errors, series } = JSON.parse(said) as DataImported;
          this.#files.remove(upload);
          return { imported: { rows, badRows, errors, series } };
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          throw new Error(text.replaceAll(path, name).replaceAll(by, 'the mapping'), {
            cause: error,
          });
        }
      },
    });
  }

  /** The words of a series that its name says rightly. */
  #of(
    name: string,
    queue: (words: readonly string[]) => Result<DataTask>,
  ): Promise<Result<DataTask>> {
    return refuseData(() => Promise.resolve(queue(formatSeries(parseSeries(name)).split(' '))));
  }

  /** Behind two dashes nothing is taken for an option, whatever it is called. */
  #words(options: readonly string[], names: readonly string[]): readonly string[] {
    return [...options, '--history', this.#options.history, '--', ...names];
  }

  #remember(upload: string, name: string): void {
    this.#names.set(upload, name);
    for (const known of this.#names.keys()) {
      if (this.#files.size(known, 'csv') === null) this.#names.delete(known);
    }
  }

  #ask(words: readonly string[], signal: AbortSignal): ReturnType<typeof askArgosy> {
    return askArgosy(this.#options.command, ['data', ...words], signal);
  }

  async #run(words: readonly string[], signal: AbortSignal, also: number = DONE): Promise<string> {
    const { code, out, err } = await this.#ask(words, signal);
    if (code === DONE || code === also) return out;
    throw new Error(err.trim() === '' ? `it ended with ${code}` : err.trim());
  }
}
