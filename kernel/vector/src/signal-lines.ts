import type { Definition } from 'argosy/indicators';

import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';

/** How many lines are kept; beyond, the one that was made first goes. */
const LINES_MAX = 4_096;

/** The columns of bars and the lines of indicators over them, each worked out once and kept. */
export class SignalLines {
  readonly bars: BarColumns;
  readonly #lines = new Map<string, Float64Array>();

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
    let key = line === undefined ? definition.name : `${definition.name} ${line}`;
    for (const name of Object.keys(values)) key += ` ${name}=${values[name]}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const lines = definition.over({ ...this.bars, value: this.bars.close }, values);
    const made = line === undefined ? Object.values<Float64Array>(lines)[0] : lines[line];
    if (made === undefined)
      throw vectorError('BAD_SIGNALS', `${definition.name} has no line ${line}`);
    this.#keep(key, made);
    return made;
  }

  #keep(key: string, line: Float64Array): void {
    this.#lines.set(key, line);
    if (this.#lines.size <= LINES_MAX) return;
    for (const oldest of this.#lines.keys()) {
      this.#lines.delete(oldest);
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
