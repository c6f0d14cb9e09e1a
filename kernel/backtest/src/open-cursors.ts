import { formatTimestamp, toTimestamp, type Timestamp } from 'argosy/core';
import type { InstrumentTable } from 'argosy/domain';

import { configError } from './checks/mistakes.ts';
import type { BacktestConfig } from './config.ts';
import { backtestError } from './errors.ts';
import { SourceCursor, type BarAnnouncement } from './source-cursor.ts';

type Period = Pick<BacktestConfig, 'from' | 'until'>;

/** What hears of the rows before they come. */
export type CursorSurroundings = {
  readonly instruments: InstrumentTable;
  readonly announce: BarAnnouncement;
};

/**
 * Opens every source at the first row of the run. Where one cannot be opened, or none has a row for
 * the run, all are closed again: nobody else could.
 */
export function openCursors(
  config: Period & Pick<BacktestConfig, 'sources'>,
  { instruments, announce }: CursorSurroundings,
): readonly SourceCursor[] {
  const { sources, from } = config;
  const cursors: SourceCursor[] = [];
  try {
    for (const source of sources) {
      cursors.push(
        new SourceCursor({
          source,
          instruments,
          announce: (bar, index) => {
            if (from === undefined || bar.availableAt >= from) announce(bar, index);
          },
        }),
      );
    }
    const lastSkipped = Math.max(...cursors.map((cursor) => skipBefore(cursor, from)));
    requireRows(cursors, config, lastSkipped);
    return cursors;
  } catch (error) {
    for (const cursor of cursors) cursor.close();
    throw error;
  }
}

/** Steps over what comes before an instant; gives when the last of it became known. */
function skipBefore(cursor: SourceCursor, from: Timestamp | undefined): number {
  let last = Number.NEGATIVE_INFINITY;
  if (from === undefined) return last;
  for (let { head } = cursor; head !== null && head.availableAt < from; { head } = cursor) {
    last = head.availableAt;
    cursor.advance();
  }
  return last;
}

/** A run without a single row has no time to run in, and nothing it says would mean anything. */
function requireRows(cursors: readonly SourceCursor[], period: Period, lastSkipped: number): void {
  if (cursors.every((cursor) => cursor.identity().rows === 0)) {
    const names = cursors.map(({ name }) => name).join(', ');
    throw backtestError('BAD_DATA', `no source brings a row: ${names}`);
  }
  const heads = cursors.flatMap(({ head }) => (head === null ? [] : [head.availableAt]));
  const next = Math.min(...heads);
  const { from = lastSkipped, until = Number.POSITIVE_INFINITY } = period;
  if (heads.length === 0) refuse('from', from, `the last row is known at ${text(lastSkipped)}`);
  if (next > until) refuse('until', until, `the first row of the run is known at ${text(next)}`);
}

function refuse(place: 'from' | 'until', at: number, detail: string): never {
  throw configError([{ place, detail: `no row in the run: ${place} is ${text(at)}, ${detail}` }]);
}

function text(at: number): string {
  return formatTimestamp(toTimestamp(at));
}
