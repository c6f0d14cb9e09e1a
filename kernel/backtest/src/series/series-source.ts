import type { InstrumentId } from 'argosy/core';
import {
  SeriesDesk,
  type Adjustment,
  type InstrumentTable,
  type MarketData,
  type SeriesNode,
} from 'argosy/domain';

import { Merge } from '../merge.ts';
import { SourceCursor } from '../source-cursor.ts';
import { generatorSource, type Source, type SourceContent } from '../source.ts';

/** What the source of a series reads and how it reckons. */
export type SeriesSourceParts = {
  readonly id: InstrumentId;
  readonly contents: readonly SourceContent[];
  /** The sources that bring what it is made of; each is read a second time. */
  readonly sources: readonly Source[];
  readonly instruments: InstrumentTable;
  /** Fresh ones for each pass, each behind those it is made of. */
  readonly nodes: () => readonly SeriesNode[];
  /** The first instant of the run. */
  readonly from: number | undefined;
  /** The last instant of the run; without it nothing is said behind the last row. */
  readonly until: number | undefined;
};

/** How many rows a batch holds at least, but the last one. */
const BATCH_ROWS = 1024;

/** A series as a source of rows: it knows at each instant what its components have said by then. */
export function seriesSource(parts: SeriesSourceParts): Source {
  const { id, contents } = parts;
  return generatorSource(seriesName(id), contents, () => batchesOf(parts));
}

/** What the source of a series is called. */
export function seriesName(id: InstrumentId): string {
  return `series ${id}`;
}

function* batchesOf(parts: SeriesSourceParts): Generator<readonly MarketData[]> {
  let batch: MarketData[] = [];
  const standing = new Standing(parts.from);
  for (const said of instantsOf(parts)) {
    for (const row of said) if (row.instrument === parts.id) batch.push(...standing.with(row));
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** Rows before the run are not fed: which contract a chain is on by then is said as the run begins. */
class Standing {
  readonly #from: number;
  #last: Adjustment | null = null;
  #isTold = false;

  constructor(from: number | undefined) {
    this.#from = from ?? Number.NEGATIVE_INFINITY;
  }

  with(row: MarketData): readonly MarketData[] {
    if (row.kind === 'adjustment' && row.into !== null) this.#last = row;
    if (this.#isTold || row.availableAt < this.#from) return [row];
    this.#isTold = true;
    if (this.#last === null || this.#last === row) return [row];
    const { availableAt } = row;
    const detail = `is on ${this.#last.into}`;
    const same = { numerator: 1n, addend: 0n, denominator: 1n, restates: false };
    return [{ ...this.#last, ...same, eventAt: availableAt, availableAt, detail }, row];
  }
}

/** What is said at each instant: where rows come, and where something is due between them. */
function* instantsOf(parts: SeriesSourceParts): Generator<readonly MarketData[]> {
  const { sources, instruments, until = Number.NEGATIVE_INFINITY } = parts;
  const desk = new SeriesDesk(parts.nodes());
  const cursors: SourceCursor[] = [];
  try {
    for (const source of sources) {
      cursors.push(new SourceCursor({ source, instruments, announce: () => undefined }));
    }
    const merge = new Merge(cursors);
    for (let { head } = merge; head !== null; { head } = merge) {
      const at = head.availableAt;
      while (desk.nextAt < at) yield desk.end(desk.nextAt);
      takeInstant(merge, desk, at);
      yield desk.end(at);
    }
    while (desk.nextAt <= until) yield desk.end(desk.nextAt);
  } finally {
    for (const cursor of cursors) cursor.close();
  }
}

function takeInstant(merge: Merge, desk: SeriesDesk, at: number): void {
  for (let { head } = merge; head?.availableAt === at; { head } = merge) {
    desk.take(head);
    merge.advance();
  }
}
