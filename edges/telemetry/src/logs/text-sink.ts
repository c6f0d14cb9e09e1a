import type { LogFormat } from './format-line.ts';
import type { LogLevel, LogRecord, LogSink } from './log-record.ts';

/** What a text sink needs. */
export type TextSinkOptions = {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Takes whole lines; the stream of a terminal, or a test's list. */
  readonly write: (line: string) => void;
  /** Which lines it wants of those of its level; all, where it is left out. */
  readonly only?: (record: LogRecord) => boolean;
};

/** Writes each line as it comes: for terminals. */
export class TextSink implements LogSink {
  readonly level: LogLevel;
  readonly #options: TextSinkOptions;

  constructor(options: TextSinkOptions) {
    this.level = options.level;
    this.#options = options;
  }

  take(record: LogRecord): void {
    const { only, write, format } = this.#options;
    if (only === undefined || only(record)) write(format(record));
  }

  flush(): void {
    // Nothing waits here.
  }
}
