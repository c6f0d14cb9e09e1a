import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { FourColumns, Period } from '../base/particulars.ts';
import { columnsFor, stripsOf } from '../base/strips.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;
/** Typical prices that differ by less than this part are the same: sums of ticks that are no binary fractions do by rounding. */
const SAME = 8 * Number.EPSILON;
const none = new Float64Array();

/** Money flow index: how much of the money of the last bars flowed as typical prices rose, in percent; 0 where none did. */
export class MoneyFlowIndex extends FourIndicator {
  private before = NaN;
  private readonly up: Sum;
  private readonly down: Sum;

  constructor(period: number) {
    super('MoneyFlowIndex', [period], period + 1);
    this.up = new Sum(period);
    this.down = new Sum(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const price = typical(high, low, close);
    const change = price - this.before;
    const same = SAME * Math.abs(price);
    this.before = price;
    if (Number.isNaN(change)) return NaN;
    const flow = price * volume;
    const up = this.up.step(change > same ? flow : 0);
    const both = up + this.down.step(change < -same ? flow : 0);
    return partOf(up, both);
  }

  /** Fills a line as the steps of a new one would, a sum after the other, strip by strip. Gives the sum of what flowed. */
  fill(columns: FourColumns, line: Float64Array, from: number): number {
    const period = this.warmUp - 1;
    const first = Math.min(line.length, from + 1);
    line.fill(NaN, from, first);
    const strips = stripsOf(first, line.length, [period]);
    const scratch = columnsFor(strips, 4);
    let sum = flowAt(columns, from);
    for (const strip of strips) {
      const rows = strip.end - strip.start;
      const [up = none, down = none, ups = none, downs = none] = scratch.map((column) =>
        column.subarray(0, rows),
      );
      sum += fillFlows(columns, { up, down, start: strip.start });
      this.up.fill(up, ups, 0);
      this.down.fill(down, downs, 0);
      for (let place = strip.lead; place < rows; place += 1) {
        const rose = ups[place] ?? NaN;
        line[strip.start + place] = partOf(rose, rose + (downs[place] ?? NaN));
      }
    }
    return sum;
  }
}

/** What flowed up and down at the rows from one on; there is one before. */
type Flows = { readonly up: Float64Array; readonly down: Float64Array; readonly start: number };

/** Gives the sum of all. */
function fillFlows(columns: FourColumns, { up, down, start }: Flows): number {
  const [high, low, close, volume] = columns;
  let before = typical(high[start - 1] ?? NaN, low[start - 1] ?? NaN, close[start - 1] ?? NaN);
  let sum = 0;
  for (let place = 0; place < up.length; place += 1) {
    const row = start + place;
    const price = typical(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    const flow = price * (volume[row] ?? NaN);
    sum += flow;
    // Not asked but counted, as nobody guesses which way a price goes; zero is added so that it has no sign.
    const change = price - before;
    const same = SAME * Math.abs(price);
    up[place] = flow * Number(change > same) + 0;
    down[place] = flow * Number(change < -same) + 0;
    before = price;
  }
  return sum;
}

function flowAt([high, low, close, volume]: FourColumns, row: number): number {
  const price = typical(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
  return price * (volume[row] ?? NaN);
}

function typical(high: number, low: number, close: number): number {
  return (high + low + close) / 3;
}

/** However little flowed, where TA-Lib has 0 below a unit of money; what is left of a greater flow is no part beyond all. */
function partOf(up: number, both: number): number {
  return both <= 0 ? 0 : Math.max(0, Math.min(1, up / both)) * PERCENT;
}

/** How much of the money flowed as prices rose. */
export const moneyFlowIndex: Definition<Period, MoneyFlowIndex, 'moneyFlowIndex'> = defineLine({
  name: 'moneyFlowIndex',
  title: 'Money flow index',
  group: 'volume',
  formula: '100·U / (U + D), flows of (high + low + close) / 3 · volume',
  by: 'Gene Quong and Avrum Soudack, 1989',
  inputs: ['high', 'low', 'close', 'volume'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new MoneyFlowIndex(period),
  loop: (made, columns, line, from) => made.fill(columns, line, from),
});
