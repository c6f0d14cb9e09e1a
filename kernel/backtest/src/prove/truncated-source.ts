import type { Source, SourceReader } from '../source.ts';

/** A source that knows nothing of what becomes known at an instant or later. */
export function truncateSource(source: Source, instant: number): Source {
  return { ...source, open: () => truncate(source.open(), instant) };
}

/** When the first row from an instant on becomes known in any source; Infinity where there is none. */
export function findFirstRowAt(sources: readonly Source[], from: number): number {
  return Math.min(...sources.map((source) => firstRowOf(source, from)));
}

function firstRowOf(source: Source, from: number): number {
  const reader = source.open();
  try {
    for (let rows = reader.next(); rows !== null; rows = reader.next()) {
      const first = rows.find(({ availableAt }) => availableAt >= from);
      if (first !== undefined) return first.availableAt;
    }
    return Number.POSITIVE_INFINITY;
  } finally {
    reader.close();
  }
}

function truncate(reader: SourceReader, instant: number): SourceReader {
  let isOver = false;
  return {
    hashesItself: false,
    hash: () => null,
    close: () => reader.close(),
    next() {
      const rows = isOver ? null : reader.next();
      if (rows === null) return null;
      const kept = rows.filter(({ availableAt }) => availableAt < instant);
      isOver = kept.length < rows.length;
      return kept;
    },
  };
}
