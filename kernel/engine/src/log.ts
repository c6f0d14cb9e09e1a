import type { StrategyId, Timestamp } from 'argosy/core';

/** How much a record matters. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
/** What a record may carry besides its text. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** One line a strategy, or the engine about it, has written. */
export type LogRecord = {
  readonly at: Timestamp;
  readonly strategy: StrategyId;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
};

/** A strategy's own logger; its time is the run's. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/** Makes a logger over one function that takes a level. */
export function createLog(
  write: (level: LogLevel, message: string, fields: LogFields) => void,
): Log {
  return {
    debug: (message, fields = {}) => write('debug', message, fields),
    info: (message, fields = {}) => write('info', message, fields),
    warn: (message, fields = {}) => write('warn', message, fields),
    error: (message, fields = {}) => write('error', message, fields),
  };
}
