import type { Source, SourceReader } from '../source.ts';

/** A source that knows nothing of what becomes known at an instant or later. */
export function truncateSource(source: Source, instant: number): Source {
  return { ...source, open: () => truncate(source.open(), instant) };
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
