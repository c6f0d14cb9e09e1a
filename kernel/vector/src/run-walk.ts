import { computeFigures, type BlockSums, type RunFigures } from './measure-run.ts';
import type { TradeLog } from './trade-log.ts';

/** More rows than bars can have, in as many bits as V8 counts with. */
const ROWS_MAX = 2 ** 30 - 1;

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
  /** The least since the peak. */
  protected low: number = NaN;
  protected sum: number = 0;
  protected squares: number = 0;
  #fall = 0;
  #total = 0;
  #totalSquares = 0;
  readonly #leastClose: number;
  readonly #mostClose: number;

  constructor(close: Float64Array) {
    super(close);
    this.#leastClose = close.reduce((one, other) => Math.min(one, other), Infinity);
    this.#mostClose = close.reduce((one, other) => Math.max(one, other), -Infinity);
  }

  take(worth: number): void {
    this.add(worth);
    this.closeBlocks();
  }

  /** The same without a look at where the block ends. */
  protected add(worth: number): void {
    const change = this.last > 0 ? worth / this.last - 1 : 0;
    this.sum += change;
    this.squares += change * change;
    if (worth > this.peak) {
      this.endHeight(this.peak, this.low);
      this.peak = worth;
      this.low = worth;
    } else if (worth < this.low) this.low = worth;
    this.last = worth;
    this.row += 1;
  }

  /** Notes how deep the worth fell from a height that is over. */
  protected endHeight(peak: number, low: number): void {
    this.#fall = Math.max(this.#fall, (peak - low) / peak);
  }

  /** What the run came to, once all closes were taken in. */
  figures(trades: TradeLog): RunFigures {
    this.endHeight(this.peak, this.low);
    return computeFigures({
      rows: this.close.length,
      worth: this.last,
      funds: this.#funds,
      deepestFall: this.#fall,
      total: this.#total,
      squares: this.#totalSquares,
      trades,
    });
  }

  /** Whether something was left, and is whatever the close of all that there are. */
  protected isAbove0(cash: number, worth: number): boolean {
    const least = cash + worth * this.#leastClose;
    return this.last > 0 && least > 0 && cash + worth * this.#mostClose > 0;
  }

  protected beginAt(funds: number, sums?: BlockSums): void {
    this.#sums = sums ?? { blocks: 1, cells: new Float64Array(2), at: 0 };
    this.#funds = funds;
    this.#block = 0;
    this.row = 0;
    this.last = funds;
    this.peak = funds;
    this.low = funds;
    this.#fall = 0;
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
      let { last, peak, low, sum, squares } = this;
      let isSame = true;
      for (; row < until && isSame; row += 1) {
        const now = cash + worth * (close[row] ?? NaN);
        const change = last > 0 ? now / last - 1 : 0;
        sum += change;
        squares += change * change;
        if (now > peak) {
          this.endHeight(peak, low);
          peak = now;
          low = now;
        } else if (now < low) low = now;
        last = now;
        isSame = signals[row] === signal;
      }
      this.last = last;
      this.peak = peak;
      this.low = low;
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
    if (apart > 0) return 1;
    return apart < 0 ? -1 : 0;
  }

  hold(from: number, signal: number, cash: number, worth: number): number {
    const { length } = this.close;
    for (let row = from; row < length; row = this.row) {
      const isPlain = signal !== 0 && this.isAbove0(cash, worth);
      const isSame = isPlain
        ? this.#holdSide(row, signal, cash, worth)
        : this.#holdAny(row, signal, cash, worth);
      this.closeBlocks();
      if (!isSame) return this.row - 1;
    }
    return length;
  }

  /** Where there is always something left, up to the end of the block at most; says whether the lines still lie as they did. */
  #holdSide(from: number, signal: number, cash: number, worth: number): boolean {
    const { close } = this;
    const { one, other } = this.#lines;
    const above = signal > 0 ? one : other;
    const below = signal > 0 ? other : one;
    // As V8 then knows, no row is so high that the next one needs a look.
    const end = this.until & ROWS_MAX;
    let { last, peak, low, sum, squares } = this;
    let row = from & ROWS_MAX;
    for (; row < end; row += 1) {
      const now = cash + worth * (close[row] ?? NaN);
      const change = now / last - 1;
      sum += change;
      squares += change * change;
      if (now > peak) {
        this.endHeight(peak, low);
        peak = now;
        low = now;
      } else if (now < low) low = now;
      last = now;
      if (!((above[row] ?? NaN) > (below[row] ?? NaN))) break;
    }
    this.last = last;
    this.peak = peak;
    this.low = low;
    this.sum = sum;
    this.squares = squares;
    this.row = Math.min(row + 1, end);
    return row === end;
  }

  /** The same whatever is held, and where the lines meet or one has no value yet. */
  #holdAny(from: number, signal: number, cash: number, worth: number): boolean {
    const { close, until } = this;
    // As much as before is no return and no fall: so it is before anything is held.
    if (signal === 0 && worth === 0 && cash === this.last) {
      const row = this.#sideFrom(from);
      this.row = Math.min(until, row + 1);
      return row >= until;
    }
    for (let row = from; row < until; row += 1) {
      this.add(cash + worth * (close[row] ?? NaN));
      if (this.signalAt(row) !== signal) return false;
    }
    return true;
  }

  /** The row from one on where the lines have a side; the end of the block where there is none before. */
  #sideFrom(from: number): number {
    const { until } = this;
    const { one, other } = this.#lines;
    let row = from;
    while (row < until && !(Math.abs((one[row] ?? NaN) - (other[row] ?? NaN)) > 0)) row += 1;
    return row;
  }
}
