import { join } from 'node:path';

import { formatTimestamp } from 'argosy/core';
import type { LogRecord } from 'argosy/engine';

import { csvLine } from '../csv/csv-line.ts';
import { TextFile } from '../csv/text-file.ts';

/** How many lines `log.csv` holds; the one after them says how many more there were. */
const LOG_LINES_MAX = 100_000;
/** How many characters of a message, and of what goes with it, are kept. */
export const LOG_TEXT_MAX = 2000;
/** The columns of `log.csv`. */
const logColumns = ['time', 'strategy', 'level', 'message', 'fields'] as const;

/** What strategies have logged, in a file that is there once they have. */
export class RunLog {
  readonly #path: string;
  readonly #linesMax: number;
  #file: TextFile | null = null;
  #count = 0;

  constructor(dir: string, linesMax: number = LOG_LINES_MAX) {
    this.#path = join(dir, 'log.csv');
    this.#linesMax = linesMax;
  }

  /** Whether nothing was logged, so that there is no file. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Adds a line; those beyond the bound are only counted. */
  add(record: LogRecord): void {
    this.#count += 1;
    if (this.#count > this.#linesMax) return;
    this.#file ??= this.#begin();
    this.#file.write(csvLine(logCells(record)));
  }

  /** Says what was left out, and closes; safe to call twice. */
  close(): void {
    const more = this.#count - this.#linesMax;
    if (more > 0) this.#file?.write(csvLine(['', '', '', `${more} more lines were left out`, '']));
    this.#file?.close();
    this.#file = null;
  }

  #begin(): TextFile {
    const file = new TextFile(this.#path);
    file.write(csvLine(logColumns));
    return file;
  }
}

/** A line of a log, in the order of its columns. */
export function logCells({ at, strategy, level, message, fields }: LogRecord): readonly string[] {
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  const texts = [String(message), pairs.join(' ')].map((text) => text.slice(0, LOG_TEXT_MAX));
  return [formatTimestamp(at), strategy, level, ...texts];
}
