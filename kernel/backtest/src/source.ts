import type { InstrumentId } from 'argosy/core';
import type { BarSpecText, MarketData, MarketDataKind } from 'argosy/domain';

/** One stream that a source brings: which instrument, which kind of data. */
export type SourceContent =
  | { readonly kind: Exclude<MarketDataKind, 'bar'>; readonly instrument: InstrumentId }
  | { readonly kind: 'bar'; readonly instrument: InstrumentId; readonly spec: BarSpecText };

/** What identifies the data a source brought, for the reproducibility card. */
export type SourceIdentity = {
  readonly name: string;
  /** A hash of the content, with its algorithm first: `sha256:…`, `argosy128:…`. */
  readonly hash: string;
  readonly rows: number;
};

/** An open pass over a source's data, in order of `availableAt`. */
export type SourceReader = {
  /** The next rows; null when there are none left. An empty batch is not an end. */
  next(): readonly MarketData[] | null;
  /** Frees what the pass holds; safe to call twice, and before the end. */
  close(): void;
  /** Whether `hash` will give one; otherwise the run hashes the rows. */
  readonly hashesItself: boolean;
  /** A hash of the content, once all of it has been read; null before, and where there is none. */
  hash(): string | null;
  /** What was read, and is allowed, but seldom meant: that a file ends within a line. */
  notes?(): readonly string[];
};

/**
 * Where market data comes from. A source says what it brings, so that unknown instruments and
 * missing data fail before anything runs.
 */
export type Source = {
  /** A file name or a name of the caller's, for messages. */
  readonly name: string;
  readonly contents: readonly SourceContent[];
  /** Whether `open` may be called again: history requests read a source a second time. */
  readonly isRepeatable: boolean;
  open(): SourceReader;
};

/** A source over rows in memory, which must be in order of `availableAt`. */
export function arraySource(name: string, rows: readonly MarketData[]): Source {
  return {
    name,
    contents: contentsOf(rows),
    isRepeatable: true,
    open: () => iteratorReader([rows][Symbol.iterator]()),
  };
}

/** A source over a generator of batches; it can be read once unless `make` gives a fresh one each time. */
export function generatorSource(
  name: string,
  contents: readonly SourceContent[],
  make: () => Iterable<readonly MarketData[]>,
): Source {
  return {
    name,
    contents,
    isRepeatable: true,
    open: () => iteratorReader(make()[Symbol.iterator]()),
  };
}

/** A source over an iterable that can be walked only once, such as a socket's replay. */
export function onePassSource(
  name: string,
  contents: readonly SourceContent[],
  batches: Iterable<readonly MarketData[]>,
): Source {
  return {
    name,
    contents,
    isRepeatable: false,
    open: () => iteratorReader(batches[Symbol.iterator]()),
  };
}

function iteratorReader(batches: Iterator<readonly MarketData[]>): SourceReader {
  return {
    next: () => {
      const step = batches.next();
      return step.done === true ? null : step.value;
    },
    close: () => {
      batches.return?.();
    },
    hashesItself: false,
    hash: () => null,
  };
}

/** Each stream once. They are told apart by kind and key: no text is made for each row. */
function contentsOf(rows: readonly MarketData[]): readonly SourceContent[] {
  const byKind = new Map<string, Map<string, SourceContent>>();
  for (const row of rows) {
    // A row that is none is told with its number when the run comes to it.
    if (typeof row !== 'object' || row === null) continue;
    const { instrument, kind } = row;
    const key = kind === 'bar' ? row.spec : instrument;
    const ofKind = byKind.get(kind) ?? new Map<string, SourceContent>();
    if (ofKind.has(key)) continue;
    ofKind.set(key, kind === 'bar' ? { kind, instrument, spec: row.spec } : { kind, instrument });
    byKind.set(kind, ofKind);
  }
  return [...byKind.values()].flatMap((ofKind) => [...ofKind.values()]);
}
