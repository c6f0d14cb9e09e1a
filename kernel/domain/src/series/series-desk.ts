import type { InstrumentId } from 'argosy/core';

import type { MarketData } from '../market-data.ts';
import type { SeriesNode } from './series-node.ts';

/**
 * Several series over one stream of rows, some of them made of others. Whoever moves it takes rows in,
 * and ends an instant once all of its rows are in, and wherever something is due between two rows.
 *
 * @example
 * desk.take(row);
 * for (const said of desk.end(now)) feed(said);
 */
export class SeriesDesk {
  readonly #nodes: readonly SeriesNode[];
  readonly #wanted: ReadonlySet<InstrumentId>;
  #rows: MarketData[] = [];

  /** What a node is made of stands before it. */
  constructor(nodes: readonly SeriesNode[]) {
    this.#nodes = nodes;
    this.#wanted = new Set(nodes.flatMap(({ inputs }) => [...inputs]));
  }

  /** When something is due though no row comes; Infinity where nothing is. */
  get nextAt(): number {
    let nextAt = Number.POSITIVE_INFINITY;
    for (const node of this.#nodes) nextAt = Math.min(nextAt, node.nextAt);
    return nextAt;
  }

  /** Takes in a row of the instant under way; those nobody asks for are left. */
  take(row: MarketData): void {
    if (this.#wanted.has(row.instrument)) this.#rows.push(row);
  }

  /** The instant is over: gives what the series say of it. */
  end(at: number): readonly MarketData[] {
    const known = this.#rows;
    this.#rows = [];
    const count = known.length;
    for (const node of this.#nodes) {
      const rows = known.filter(({ instrument }) => node.inputs.has(instrument));
      if (rows.length > 0 || node.nextAt <= at) known.push(...node.end(at, rows));
    }
    return known.slice(count);
  }
}
