import type { Timestamp } from 'argosy/core';

/** How much a line matters. Warnings and errors are never left out. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A value as it can be written: bounded, without cycles, secrets already hidden. */
export type PlainValue =
  | string
  | number
  | boolean
  | null
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** The values of a line by name. */
export type PlainFields = Readonly<Record<string, PlainValue>>;

/** One line before it becomes text. */
export type LogRecord = {
  readonly at: Timestamp;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: PlainFields;
};

/** Where lines go. `take` may not block for long, and what it throws is counted, not handed on. */
export interface LogSink {
  /** The least level it wants. */
  readonly level: LogLevel;
  take(record: LogRecord): void;
  /** Writes at once what still waits. */
  flush(): void;
}

/** Levels in rising order. */
export const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const ranks: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** Where a level stands among the others. */
export function rankOf(level: LogLevel): number {
  return ranks[level];
}
