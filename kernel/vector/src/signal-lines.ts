import type { Definition } from 'argosy/indicators';

import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';
import { LineShelf } from './line-shelf.ts';

/** How many lines are kept; beyond, the one that was made first goes. */
const LINES_MAX = 4_096;

/** The columns of bars and the lines of indicators over them, each worked out once and kept. */
export class SignalLines {
  readonly bars: BarColumns;
  readonly #shelves = new LineShelf();
  /** Those that hold a line, the oldest first. */
  readonly #kept = new Set<LineShelf>();

  constructor(bars: BarColumns) {
    this.bars = bars;
  }

  /** How many bars there are. */
  get rows(): number {
    return this.bars.close.length;
  }

  /** A line of an indicator over the bars, its first one unless told. Not to be written to. */
  line<Line extends string>(
    definition: LineSource<Line>,
    values: Readonly<Record<string, number | string>> = {},
    line?: Line,
  ): Float64Array {
    let shelf = this.#shelves.at(definition.name).at(line ?? '');
    for (const name of Object.keys(values)) shelf = shelf.at(name).at(values[name] ?? '');
    if (shelf.line !== null) return shelf.line;
    try {
      shelf.line = this.#make(definition, values, line);
      this.#keep(shelf);
      return shelf.line;
    } finally {
      if (shelf.line === null) shelf.empty();
    }
  }

  #make<Line extends string>(
    definition: LineSource<Line>,
    values: Readonly<Record<string, number | string>>,
    line: Line | undefined,
  ): Float64Array {
    const lines = definition.over({ ...this.bars, value: this.bars.close }, values);
    const made = line === undefined ? Object.values<Float64Array>(lines)[0] : lines[line];
    if (made === undefined)
      throw vectorError('BAD_SIGNALS', `${definition.name} has no line ${line}`);
    return made;
  }

  #keep(shelf: LineShelf): void {
    this.#kept.add(shelf);
    if (this.#kept.size <= LINES_MAX) return;
    for (const oldest of this.#kept) {
      this.#kept.delete(oldest);
      oldest.empty();
      return;
    }
  }
}

/** What of a definition makes lines. */
export type LineSource<Line extends string = string> = Pick<Definition, 'name'> & {
  over(
    columns: Parameters<Definition['over']>[0],
    values?: Readonly<Record<string, number | string>>,
  ): Readonly<Record<Line, Float64Array>>;
};
