import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ArgosyError, formatDay } from 'argosy/core';

import { download } from './download.ts';
import type { FetchPort } from './fetch-port.ts';
import type { SourceName } from './formats.ts';
import type { InstrumentFile } from './load-files.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import { packedEndings } from './read-pieces.ts';
import { keepResult } from './refresh-result.ts';
import { takeDay, type TakenDay } from './take-day.ts';

/** Where the files of a source come from: an address, or a path. */
export type RefreshSource = { readonly source: SourceName; readonly from: string };

/** What a job is made of. */
export type RefreshOptions = {
  readonly store: SnapshotStore;
  readonly sources: readonly RefreshSource[];
  readonly fetch: FetchPort;
  /** Takes what only looks wrong as well. */
  readonly isTrusted?: boolean;
  /** How long one file may take; what has come by then is kept. */
  readonly timeoutMillis?: number;
  /** Told of every change. */
  readonly onChange?: (state: RefreshState) => void;
};

/** How far a job is, or how it ended. */
export type RefreshState = {
  /** `refused`: a file is no good, and is fetched anew; `failed`: it did not come whole, and goes on. */
  readonly phase: 'idle' | 'fetching' | 'reading' | 'done' | 'refused' | 'failed' | 'stopped';
  /** The day it is for; null before it has run. */
  readonly day: number | null;
  /** The file it is at. */
  readonly file: string | null;
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly rows: number;
  /** Why it ended without a day. */
  readonly reason: string | null;
};

const TIMEOUT_MILLIS = 600_000;
const idle: RefreshState = {
  phase: 'idle',
  day: null,
  file: null,
  bytes: 0,
  totalBytes: null,
  rows: 0,
  reason: null,
};

/**
 * Fetches the files of a day, reads them and keeps the day. What has come is kept when it is stopped, or
 * fails; the next run for that day goes on there. One run at a time.
 */
export class RefreshJob {
  readonly #options: RefreshOptions;
  #state: RefreshState = idle;
  #ends: AbortController | null = null;
  #last: TakenDay | null = null;

  constructor(options: RefreshOptions) {
    this.#options = options;
  }

  get state(): RefreshState {
    return this.#state;
  }

  /** The day it has taken last; null where it has taken none. */
  get last(): TakenDay | null {
    return this.#last;
  }

  /** Runs for a day; gives how it ended. A run that goes on already is not begun again. */
  async run(day: number): Promise<RefreshState> {
    if (this.#ends !== null) return this.#state;
    const ends = new AbortController();
    this.#ends = ends;
    this.#change({ ...idle, day, phase: 'fetching' });
    try {
      const files = await this.#fetchAll(day, ends.signal);
      this.#last = await this.#read(files, day, ends.signal);
      this.#clear();
      this.#change({ phase: 'done' });
    } catch (error) {
      this.#end(error, ends.signal);
    } finally {
      this.#ends = null;
    }
    this.#keep(day);
    return this.#state;
  }

  /** Ends a run soon; safe to call at any time. */
  stop(): void {
    this.#ends?.abort();
  }

  get #folder(): string {
    return join(this.#options.store.folder, 'fetched');
  }

  async #fetchAll(day: number, signal: AbortSignal): Promise<readonly InstrumentFile[]> {
    const files: InstrumentFile[] = [];
    for (const [place, { source, from }] of this.#options.sources.entries()) {
      if (!isAddress(from)) files.push({ source, path: from });
      else
        files.push({ source, path: await this.#fetchOne(from, this.#pathOf(day, place), signal) });
    }
    return files;
  }

  async #fetchOne(url: string, path: string, signal: AbortSignal): Promise<string> {
    const { fetch, timeoutMillis = TIMEOUT_MILLIS } = this.#options;
    this.#change({ file: url, bytes: 0, totalBytes: null });
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMillis)]);
    const onBytes = (bytes: number, totalBytes: number | null): void => {
      this.#change({ bytes, totalBytes });
    };
    await download({ url, path, fetch, signal: limited, onBytes });
    return path;
  }

  #read(files: readonly InstrumentFile[], day: number, signal: AbortSignal): Promise<TakenDay> {
    const { store, isTrusted = false } = this.#options;
    this.#change({ phase: 'reading', totalBytes: null });
    return takeDay(store, files, {
      day,
      signal,
      isTrusted,
      onProgress: (progress) => {
        this.#change(progress);
      },
    });
  }

  /** What the server calls a file has no part in where it is put. */
  #pathOf(day: number, place: number): string {
    const { source = '', from = '' } = this.#options.sources[place] ?? {};
    const { pathname } = new URL(from);
    const ending = packedEndings.find((one) => pathname.endsWith(one)) ?? '';
    mkdirSync(this.#folder, { recursive: true });
    return join(this.#folder, `${formatDay(day)}-${place + 1}-${source}${ending}`);
  }

  #end(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) {
      this.#change({ phase: 'stopped', reason: 'it was stopped' });
      return;
    }
    const isFault = error instanceof ArgosyError && error.code !== 'INSTRUMENTS_NOT_FETCHED';
    // What came whole and is no good would be no better the next time.
    if (isFault) this.#clear();
    const reason = error instanceof Error ? error.message : String(error);
    this.#change({ phase: isFault ? 'refused' : 'failed', reason });
  }

  /** So that who comes later can be told how it ended. */
  #keep(day: number): void {
    const { phase } = this.#state;
    const { store, sources } = this.#options;
    const from = sources.map((one) => `${one.source}=${withoutQuery(one.from)}`);
    const told = (text: string): string =>
      sources.reduce((rest, one) => rest.replaceAll(one.from, withoutQuery(one.from)), text);
    const reason = this.#state.reason === null ? null : told(this.#state.reason);
    const rows = phase === 'done' ? (this.#last?.master.size ?? null) : null;
    keepResult(store.folder, { day, phase, reason, rows, from });
  }

  #clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #change(change: Partial<RefreshState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange?.(this.#state);
  }
}

/** What is behind a question mark, or a name in front of an `@`, may be a secret. */
function withoutQuery(from: string): string {
  if (!isAddress(from)) return from;
  const { origin, pathname } = new URL(from);
  return `${origin}${pathname}`;
}

function isAddress(from: string): boolean {
  return /^https?:\/\//u.test(from);
}
