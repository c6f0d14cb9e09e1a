import { computeFigures, type BlockSums, type RunFigures } from './measure-run.ts';
import type { TradeLog } from './trade-log.ts';

/** Two lines whose distance is the signal: long where the first is above, short where it is below. */
export type CrossLines = { readonly one: Float64Array; readonly other: Float64Array };

/** What goes over the closes of a run, stretch by stretch in which nothing fills, and what it keeps of them. */
export abstract class RunWalk {
  protected readonly close: Float64Array;
  /** The worth at the last close that was taken; the funds before the first. */
  last: number = NaN;

  constructor(close: Float64Array) {
    this.close = close;
  }

  /** What a signal says at a close. */
  abstract signalAt(row: number): number;

  /** Takes closes in from a row on, to the row whose signal is another; gives that, the number of rows where there is none. */
  abstract hold(from: number, signal: number, cash: number, worth: number): number;

  /** Takes one close in, of the row behind the last. */
  abstract take(worth: number): void;
}

/** Keeps the worth at each close. */
export class EquityWalk extends RunWalk {
  readonly equity: Float64Array;
  #signals: Int8Array = new Int8Array();
  #row = 0;

  constructor(close: Float64Array) {
    super(close);
    this.equity = new Float64Array(close.length);
  }

  begin(signals: Int8Array, funds: number): void {
    this.#signals = signals;
    this.#row = 0;
    this.last = funds;
  }

  signalAt(row: number): number {
    return this.#signals[row] ?? 0;
  }

  hold(from: number, signal: number, cash: number, worth: number): number {
    const [close, equity, signals] = [this.close, this.equity, this.#signals];
    let row = from;
    for (; row < signals.length; row += 1) {
      equity[row] = cash + worth * (close[row] ?? NaN);
      if (signals[row] !== signal) break;
    }
    const taken = Math.min(row, signals.length - 1);
    this.last = equity[taken] ?? NaN;
    this.#row = taken + 1;
    return row;
  }

  take(worth: number): void {
    this.equity[this.#row] = worth;
    this.last = worth;
    this.#row += 1;
  }
}

/**
 * Measures closes as it takes them in, as `measureRun` measures equity, to the last bit: where nothing else is
 * wanted of a run, its equity is read and written nowhere.
 */
abstract class MeasuredWalk extends RunWalk {
  #sums: BlockSums = { blocks: 1, cells: new Float64Array(2), at: 0 };
  #funds = NaN;
  #block = 0;
  protected row: number = 0;
  /** Where the block ends that is summed up. */
  protected until: number = 0;
  protected peak: number = NaN;
  protected fall: number = 0;
  protected sum: number = 0;
  protected squares: number = 0;
  #total = 0;
  #totalSquares = 0;

  take(worth: number): void {
    this.add(worth);
    this.closeBlocks();
  }

  /** The same without a look at where the block ends. */
  protected add(worth: number): void {
    const change = this.last > 0 ? worth / this.last - 1 : 0;
    this.sum += change;
    this.squares += change * change;
    this.peak = worth > this.peak ? worth : this.peak;
    const { peak } = this;
    if (peak - worth > this.fall * peak) this.fall = (peak - worth) / peak;
    this.last = worth;
    this.row += 1;
  }

  /** What the run came to, once all closes were taken in. */
  figures(trades: TradeLog): RunFigures {
    return computeFigures({
      rows: this.close.length,
      worth: this.last,
      funds: this.#funds,
      deepestFall: this.fall,
      total: this.#total,
      squares: this.#totalSquares,
      trades,
    });
  }

  protected beginAt(funds: number, sums?: BlockSums): void {
    this.#sums = sums ?? { blocks: 1, cells: new Float64Array(2), at: 0 };
    this.#funds = funds;
    this.#block = 0;
    this.row = 0;
    this.last = funds;
    this.peak = funds;
    this.fall = 0;
    this.sum = 0;
    this.squares = 0;
    this.#total = 0;
    this.#totalSquares = 0;
    this.until = this.#endOf(0);
    this.closeBlocks();
  }

  /** Puts down the sums of blocks that have come to their end. */
  protected closeBlocks(): void {
    const { blocks, cells, at } = this.#sums;
    while (this.row >= this.until && this.#block < blocks) {
      cells[at + 2 * this.#block] = this.sum;
      cells[at + 2 * this.#block + 1] = this.squares;
      this.#total += this.sum;
      this.#totalSquares += this.squares;
      this.sum = 0;
      this.squares = 0;
      this.#block += 1;
      this.until = this.#endOf(this.#block);
    }
  }

  #endOf(block: number): number {
    return Math.floor((this.close.length * (block + 1)) / this.#sums.blocks);
  }
}

/** Measures a column of signals. */
export class SignalWalk extends MeasuredWalk {
  #signals: Int8Array = new Int8Array();

  begin(signals: Int8Array, funds: number, sums?: BlockSums): void {
    this.#signals = signals;
    this.beginAt(funds, sums);
  }

  signalAt(row: number): number {
    return this.#signals[row] ?? 0;
  }

  hold(from: number, signal: number, cash: number, worth: number): number {
    const [close, signals] = [this.close, this.#signals];
    for (let row = from; row < close.length; row = this.row) {
      const { until } = this;
      let { last, peak, fall, sum, squares } = this;
      let isSame = true;
      for (; row < until && isSame; row += 1) {
        const now = cash + worth * (close[row] ?? NaN);
        const change = last > 0 ? now / last - 1 : 0;
        sum += change;
        squares += change * change;
        if (now > peak) peak = now;
        if (peak - now > fall * peak) fall = (peak - now) / peak;
        last = now;
        isSame = signals[row] === signal;
      }
      this.last = last;
      this.peak = peak;
      this.fall = fall;
      this.sum = sum;
      this.squares = squares;
      this.row = row;
      this.closeBlocks();
      if (!isSame) return row - 1;
    }
    return close.length;
  }
}

/** Measures two lines that cross: what a signal is, is seen as the close is taken in, and written nowhere. */
export class CrossWalk extends MeasuredWalk {
  #lines: CrossLines = { one: new Float64Array(), other: new Float64Array() };

  begin(lines: CrossLines, funds: number, sums?: BlockSums): void {
    this.#lines = lines;
    this.beginAt(funds, sums);
  }

  signalAt(row: number): number {
    const { one, other } = this.#lines;
    const apart = (one[row] ?? NaN) - (other[row] ?? NaN);
    if (isStill(1, apart)) return 1;
    return isStill(-1, apart) ? -1 : 0;
  }

  hold(from: number, signal: number, cash: number, worth: number): number {
    const { length } = this.close;
    for (let row = from; row < length; row = this.row) {
      const held = { signal, cash, worth };
      const isSame = signal === 0 ? this.#holdNeither(row, held) : this.#holdSide(row, held);
      this.closeBlocks();
      if (!isSame) return this.row - 1;
    }
    return length;
  }

  /** Up to the end of the block at most; says whether the lines still lie as they did. */
  #holdSide(from: number, { signal, cash, worth }: Held): boolean {
    const { close, until } = this;
    const { one, other } = this.#lines;
    const [above, below] = signal > 0 ? [one, other] : [other, one];
    let { last, peak, fall, sum, squares } = this;
    let row = from;
    let apart = 1;
    while (row < until && apart > 0) {
      const now = cash + worth * (close[row] ?? NaN);
      const change = last > 0 ? now / last - 1 : 0;
      sum += change;
      squares += change * change;
      if (now > peak) peak = now;
      else if (peak - now > fall * peak) fall = (peak - now) / peak;
      last = now;
      apart = (above[row] ?? NaN) - (below[row] ?? NaN);
      row += 1;
    }
    this.last = last;
    this.peak = peak;
    this.fall = fall;
    this.sum = sum;
    this.squares = squares;
    this.row = row;
    return apart > 0;
  }

  /** The same where they meet, or one has no value yet. */
  #holdNeither(from: number, { cash, worth }: Held): boolean {
    const { close, until } = this;
    for (let row = from; row < until; row += 1) {
      const now = cash + worth * (close[row] ?? NaN);
      // As much as before is no return and no fall: so it is while nothing is held.
      if (now === this.last) this.row += 1;
      else this.add(now);
      if (this.signalAt(row) !== 0) return false;
    }
    return true;
  }
}

/** What is held while a signal stays. */
type Held = { readonly signal: number; readonly cash: number; readonly worth: number };

/** Whether lines so far apart still say the same; 0 is where they meet, or one has no value. */
function isStill(signal: number, apart: number): boolean {
  return signal === 0 ? !(Math.abs(apart) > 0) : apart * signal > 0;
}
