import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const LINES_MAX = 20;

/**
 * Line break: a new line where a price passes the last one, and one the other way where it passes all of
 * the last `lines`. Its `value` is the end of the last line.
 *
 * @example
 * const breaks = new LineBreak(3);
 * for (const price of [10, 11, 12, 13]) breaks.update(price); // lines to 11, 12 and 13
 * breaks.update(10.5); // 13: the third line back begins at 10
 * breaks.update(9.5); // 9.5: a line from 12, where the last one began
 */
export class LineBreak extends ValueIndicator {
  private readonly highs: Window;
  private readonly lows: Window;
  private end = NaN;
  private begin = NaN;
  /** Which way the last line goes: 1 up, −1 down, 0 before the first. */
  way: number = 0;

  constructor(lines: number) {
    super('LineBreak', [lines], 1);
    this.highs = new Window(lines);
    this.lows = new Window(lines);
  }

  step(value: number): number {
    if (Number.isNaN(this.end)) [this.begin, this.end] = [value, value];
    const { way, end } = this;
    if (value > (way < 0 ? highestOf(this.highs) : end)) this.#draw(value, 1);
    else if (value < (way > 0 ? lowestOf(this.lows) : end)) this.#draw(value, -1);
    return this.end;
  }

  /** A line goes on from the end of the last one, or back from where that began. */
  #draw(to: number, way: 1 | -1): void {
    const from = this.way === -way ? this.begin : this.end;
    this.begin = from;
    this.end = to;
    this.way = way;
    this.highs.push(Math.max(from, to));
    this.lows.push(Math.min(from, to));
  }
}

function highestOf(window: Window): number {
  let highest = window.at(0);
  for (let age = 1; age < window.count; age += 1) highest = Math.max(highest, window.at(age));
  return highest;
}

function lowestOf(window: Window): number {
  let lowest = window.at(0);
  for (let age = 1; age < window.count; age += 1) lowest = Math.min(lowest, window.at(age));
  return lowest;
}

/** Lines that leave out time, and turn only where several are passed. */
export const lineBreak: Definition<{ readonly lines: Whole }, LineBreak, 'end' | 'way'> = define({
  name: 'lineBreak',
  title: 'Line break',
  group: 'price',
  formula: 'a line on beyond the last one; a line back beyond the last n',
  by: 'Japan; Steve Nison, 1994',
  inputs: ['value'],
  parameters: { lines: whole(3, 1, LINES_MAX) },
  lines: { end: overPrices, way: inOwnPane },
  read: ({ way }) => [way],
  make: ({ lines }) => new LineBreak(lines),
  loop: (made, [values], { end, way }, from) => {
    for (let row = from; row < values.length; row += 1) {
      end[row] = made.step(values[row] ?? NaN);
      way[row] = made.way;
    }
  },
});
