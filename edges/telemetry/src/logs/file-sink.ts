import { brand, type Timestamp } from 'argosy/core';

import { requireWhole } from '../errors.ts';
import type { Counter } from '../metrics/instruments.ts';
import { formatJsonLine, type LogFormat } from './format-line.ts';
import { nodeLogFiles, type LogFiles } from './log-files.ts';
import { rankOf, type LogLevel, type LogRecord, type LogSink } from './log-record.ts';
import { RotatingFile, type RotationOptions } from './rotating-file.ts';

/** What a file sink needs. */
export type FileSinkOptions = Omit<RotationOptions, 'files' | 'onFault'> & {
  readonly level: LogLevel;
  readonly now: () => Timestamp;
  /**
   * Hears of lines that the disk did not take, with their text: to be shown somewhere else. Without lines where a
   * file could not be put aside.
   */
  readonly onLost: (reason: string, lines: string) => void;
  /** JSON lines, unless told. */
  readonly format?: LogFormat;
  /** How many bytes may wait for the disk; beyond it debug and info lines are left out and counted. */
  readonly pendingBytesMax?: number;
  /** Which lines it wants of those of its level; all, where it is left out. */
  readonly only?: (record: LogRecord) => boolean;
  /** Counts what is left out, where it is given. */
  readonly dropped?: Counter;
  readonly files?: LogFiles;
};

/** How many bytes wait for the disk, unless told. */
export const PENDING_BYTES_MAX = 1_048_576;

const encoder = new TextEncoder();

/**
 * Lines in a file that is renamed when it is large or old. What comes while a write is under way goes out with
 * the next one, so that a busy log costs few writes and no timer. A warning or an error is never left out: it
 * makes the sink write at once where nothing fits any more.
 *
 * @example
 * log.addSink(new FileSink({ folder: 'data/logs', name: 'core', level: 'info', now, onLost }));
 */
export class FileSink implements LogSink {
  readonly level: LogLevel;
  readonly #options: FileSinkOptions;
  readonly #format: LogFormat;
  readonly #pendingBytesMax: number;
  readonly #file: RotatingFile;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** What the disk has been given and has not confirmed. */
  #underWay: Uint8Array | null = null;
  #dropped = 0;
  #droppedInAll = 0;

  constructor(options: FileSinkOptions) {
    const { level, format = formatJsonLine, pendingBytesMax = PENDING_BYTES_MAX } = options;
    this.level = level;
    this.#options = options;
    this.#format = format;
    this.#pendingBytesMax = requireWhole('pendingBytesMax', pendingBytesMax, 1);
    this.#file = new RotatingFile({
      ...options,
      files: options.files ?? nodeLogFiles,
      onFault: (reason) => options.onLost(reason, ''),
    });
  }

  /** How many lines have been left out. */
  get dropped(): number {
    return this.#droppedInAll;
  }

  take(record: LogRecord): void {
    const { only } = this.#options;
    if (only !== undefined && !only(record)) return;
    const bytes = encoder.encode(this.#format(record));
    if (this.#pendingBytes + bytes.length > this.#pendingBytesMax) {
      if (rankOf(record.level) < rankOf('warn')) {
        this.#drop();
        return;
      }
      this.flush();
    }
    this.#push(bytes);
    this.#write();
  }

  flush(): void {
    // What is under way may not arrive any more, if the process ends: it is written to the same place again.
    if (this.#underWay !== null) this.#tryNow(this.#underWay, () => this.#file.rewrite());
    const bytes = this.#takePending();
    if (bytes !== null) this.#tryNow(bytes, () => this.#file.writeNow(bytes));
  }

  /** Writes what it has and gives the file back; lines that come later are lost. */
  close(): void {
    this.flush();
    this.#file.close();
  }

  #write(): void {
    if (this.#underWay !== null) return;
    const bytes = this.#takePending();
    if (bytes === null) return;
    this.#underWay = bytes;
    try {
      this.#file.write(bytes, this.#options.now(), (error) => this.#onWritten(bytes, error));
    } catch (error) {
      this.#onWritten(bytes, error);
    }
  }

  #onWritten(bytes: Uint8Array, error: unknown): void {
    this.#underWay = null;
    if (error !== null) this.#lose(error, bytes);
    this.#write();
  }

  #tryNow(bytes: Uint8Array, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#lose(error, bytes);
    }
  }

  #lose(error: unknown, bytes: Uint8Array): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#options.onLost(reason, new TextDecoder().decode(bytes));
  }

  #drop(): void {
    this.#dropped += 1;
    this.#droppedInAll += 1;
    this.#options.dropped?.add();
  }

  #push(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  /** Everything that waits as one; behind it, in its time, how much was left out. */
  #takePending(): Uint8Array | null {
    if (this.#dropped > 0) this.#push(encoder.encode(this.#format(this.#noticeOfDrops())));
    if (this.#pending.length === 0) return null;
    const bytes = new Uint8Array(this.#pendingBytes);
    let at = 0;
    for (const each of this.#pending) {
      bytes.set(each, at);
      at += each.length;
    }
    this.#pending = [];
    this.#pendingBytes = 0;
    return bytes;
  }

  #noticeOfDrops(): LogRecord {
    const lines = this.#dropped;
    this.#dropped = 0;
    const at = brand<Timestamp>(this.#options.now());
    return { at, level: 'warn', message: 'log lines were left out', fields: { lines } };
  }
}
