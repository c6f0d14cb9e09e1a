import type { ColumnValues } from './column-batch.ts';

/** What the thread that reads is started with. */
export type WorkerJob = {
  readonly memoryMb: number;
  readonly threads: number;
  readonly scratch: string;
  /** One number, raised with each message: who waits for one sleeps on it. */
  readonly bell: SharedArrayBuffer;
  /** For each cursor the statements it is made of, one after another, and what their columns are. */
  readonly cursors: readonly CursorJob[];
};

/** Statements whose answers follow one another. */
export type CursorJob = {
  readonly statements: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: 'number' | 'text' }[];
};

/** Asks for the next batch of a cursor. */
export type WorkerAsk = { readonly cursor: number };

/** A batch of a cursor; null behind its last one; or why there is none. */
export type WorkerAnswer =
  | { readonly cursor: number; readonly columns: readonly ColumnValues[] | null }
  | { readonly failed: string };

/** How many rows a batch has at most. */
export const WORKER_BATCH_ROWS = 8192;
