import type { Timestamp } from 'argosy/core';

import { telemetryError } from '../errors.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Counter } from '../metrics/instruments.ts';
import type { TraceContext } from '../traces/trace-context.ts';
import {
  logLevels,
  rankOf,
  type LogLevel,
  type LogRecord,
  type LogSink,
  type PlainFields,
} from './log-record.ts';
import { toPlainFields, toPlainText } from './plain-fields.ts';

/** How many sinks may be there at a time: one for each of a few hundred strategies. */
export const SINKS_MAX = 500;

/** What may be said with a line. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What a log needs. */
export type LogOptions = {
  readonly now: () => Timestamp;
  /** Counts lines by level, where it is given. */
  readonly metrics?: Metrics;
};

/**
 * The log of a thread: hands each line to its sinks. A sink that fails is counted and neither keeps others
 * from the line nor disturbs who logs.
 *
 * @example
 * const log = new Log({ now });
 * log.addSink(new TextSink({ level: 'info', format: formatColourLine, write }));
 * const logger = log.logger({ part: 'bridge' });
 * logger.warn('the feed is silent', { feed: 'demo', seconds: 12 });
 */
export class Log {
  readonly #now: () => Timestamp;
  readonly #sinks = new Set<LogSink>();
  readonly #lines: ReadonlyMap<LogLevel, Counter>;
  #leastRank = Number.POSITIVE_INFINITY;
  #faults = 0;

  constructor({ now, metrics }: LogOptions) {
    this.#now = now;
    const lines = metrics?.counter('log_lines_total');
    this.#lines = new Map(
      lines === undefined ? [] : logLevels.map((level) => [level, lines.with({ level })]),
    );
  }

  /** How often a sink has failed. */
  get faults(): number {
    return this.#faults;
  }

  /** A logger whose lines carry these fields. */
  logger(bound: LogFields = {}): Logger {
    return new Logger(this, toPlainFields(bound));
  }

  /** Adds a sink for all that is logged from now on. */
  addSink(sink: LogSink): void {
    if (this.#sinks.size >= SINKS_MAX) throw telemetryError('TOO_MANY', `${SINKS_MAX} log sinks`);
    this.#sinks.add(sink);
    this.#findLeast();
  }

  /** Takes a sink away, once it has written what it had. */
  removeSink(sink: LogSink): void {
    if (!this.#sinks.delete(sink)) return;
    this.#findLeast();
    this.#try(() => sink.flush());
  }

  /** Makes every sink write what it has, at once: before the process ends. */
  flush(): void {
    for (const sink of this.#sinks) this.#try(() => sink.flush());
  }

  /** Whether anybody wants lines of this level; asked before a line is made that costs something. */
  wants(level: LogLevel): boolean {
    return rankOf(level) >= this.#leastRank;
  }

  /** Hands a line to the sinks that want it. */
  take(level: LogLevel, message: string, fields: PlainFields): void {
    this.#lines.get(level)?.add();
    const record: LogRecord = { at: this.#now(), level, message: toPlainText(message), fields };
    const rank = rankOf(level);
    for (const sink of this.#sinks) {
      if (rank >= rankOf(sink.level)) this.#try(() => sink.take(record));
    }
  }

  #try(act: () => void): void {
    try {
      act();
    } catch {
      // There is nowhere to log that a log failed: it is counted, and health shows the count.
      this.#faults += 1;
    }
  }

  #findLeast(): void {
    this.#leastRank = Number.POSITIVE_INFINITY;
    for (const { level } of this.#sinks) this.#leastRank = Math.min(this.#leastRank, rankOf(level));
  }
}

/** Says lines with the fields that are bound to it. Made by `Log.logger` and `child`. */
export class Logger {
  readonly #log: Log;
  readonly #bound: PlainFields;

  constructor(log: Log, bound: PlainFields) {
    this.#log = log;
    this.#bound = bound;
  }

  /** A logger with more fields; of one name the later counts. */
  child(fields: LogFields): Logger {
    return new Logger(this.#log, { ...this.#bound, ...toPlainFields(fields) });
  }

  /** A logger whose lines belong to a trace. */
  inTrace({ traceId, spanId }: TraceContext): Logger {
    return new Logger(this.#log, { ...this.#bound, trace: traceId, span: spanId });
  }

  /** Whether lines of this level go anywhere. */
  wants(level: LogLevel): boolean {
    return this.#log.wants(level);
  }

  debug(message: string, fields?: LogFields): void {
    this.#say('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#say('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#say('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#say('error', message, fields);
  }

  #say(level: LogLevel, message: string, fields: LogFields | undefined): void {
    if (!this.#log.wants(level)) return;
    const bound = this.#bound;
    this.#log.take(level, message, fields ? { ...bound, ...toPlainFields(fields) } : bound);
  }
}
