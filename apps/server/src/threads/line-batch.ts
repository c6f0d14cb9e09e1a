import type { LogLevel, LogRecord, LogSink } from '@argosy/telemetry';

/** How long a line waits for others at most. */
const WAIT_MILLIS = 100;
const LINES_MAX = 500;

/**
 * Lines on their way to the thread that writes them. A message for each would wake that thread for each, and it has orders
 * to handle: they go together, warnings and errors at once with all before them.
 */
export class LineBatch implements LogSink {
  readonly level: LogLevel;
  readonly #send: (records: readonly LogRecord[]) => void;
  #waiting: LogRecord[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(level: LogLevel, send: (records: readonly LogRecord[]) => void) {
    this.level = level;
    this.#send = send;
  }

  take(record: LogRecord): void {
    this.#waiting.push(record);
    const isPressing = record.level === 'warn' || record.level === 'error';
    if (isPressing || this.#waiting.length >= LINES_MAX) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), WAIT_MILLIS);
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.length === 0) return;
    const records = this.#waiting;
    this.#waiting = [];
    this.#send(records);
  }
}
