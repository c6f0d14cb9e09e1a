import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';
import { exitIn, type Exits, type Meeting } from './exit-walk.ts';
import type { BlockSums, RunFigures } from './measure-run.ts';
import { CrossWalk, EquityWalk, SignalWalk, type CrossLines, type RunWalk } from './run-walk.ts';
import { checkAmount, SignalFills, type OpenFills, type SignalTake } from './signal-fills.ts';
import {
  exitPrices,
  planOf,
  sideOf,
  sizeOf,
  trailingOf,
  type SignalPlan,
  type SignalRules,
} from './signal-rules.ts';
import { TradeLog } from './trade-log.ts';

const taken: Meeting = { cause: 'signal', liquidity: 'taker', limit: NaN };

/** What came of signals; the columns are the engine's own and hold until its next run. */
export type SignalRun = {
  /** The worth at the close of each bar, in the smallest units of the money. */
  readonly equity: Float64Array;
  readonly trades: TradeLog;
  /** What was there at first. */
  readonly funds: number;
  /** What one unit of price times one unit of quantity is worth. */
  readonly unit: number;
};

/**
 * Trades signals over the bars of one instrument: what a signal says at a close is bought or sold at the
 * next open. Fills, charges and equity are those of a backtest of the same signals (`twinOf`), to the
 * last unit of the money. Made once for bars and rules, it runs one column of signals after another and
 * keeps what fills at opens cost.
 *
 * @example
 * const engine = new SignalEngine(bars, { funds, size: { qty: 100 }, fees: feePercent('0.03') });
 * for (const signals of all) best.offer(engine.measure(signals));
 */
export class SignalEngine {
  readonly plan: SignalPlan;
  readonly bars: BarColumns;
  readonly #fills: SignalFills;
  /** What a fixed quantity comes to at each open, bought and sold. */
  readonly #buys: OpenFills | null;
  readonly #sells: OpenFills | null;
  readonly #trades: TradeLog;
  readonly #equity: EquityWalk;
  readonly #signals: SignalWalk;
  readonly #lines: CrossWalk;
  readonly #hasExits: boolean;
  #cash = 0;
  #held = 0;
  #exits: Exits | null = null;
  /** The row at whose very close an exit was met, and the worth that is known there, without it. */
  readonly #unheard = { row: NaN, worth: NaN };

  constructor(bars: BarColumns, rules: SignalRules) {
    this.plan = planOf(bars, rules);
    this.bars = bars;
    const rows = bars.close.length;
    this.#fills = new SignalFills(this.plan, bars);
    const { qty } = this.plan;
    this.#buys = qty === null ? null : this.#fills.atOpens(qty);
    this.#sells = qty === null ? null : this.#fills.atOpens(-qty);
    this.#trades = new TradeLog(rows);
    this.#equity = new EquityWalk(bars.close);
    this.#signals = new SignalWalk(bars.close);
    this.#lines = new CrossWalk(bars.close);
    this.#hasExits = Object.values(this.plan.exits).some((exit) => exit !== undefined);
  }

  /** Runs one signal a bar: 1 for long, -1 for short, 0 for nothing held. */
  run(signals: Int8Array): SignalRun {
    const { plan } = this;
    this.#check(signals.length);
    this.#equity.begin(signals, plan.funds);
    this.#walk(this.#equity);
    const { equity } = this.#equity;
    return { equity, trades: this.#trades, funds: plan.funds, unit: plan.unit };
  }

  /**
   * What a run comes to, to the bit what `measureRun` makes of it, of signals or of two lines whose distance
   * they are: in one go over the bars, which is what a search wants.
   */
  measure(signals: Int8Array | CrossLines, sums?: BlockSums): RunFigures {
    const { funds } = this.plan;
    if (signals instanceof Int8Array) {
      this.#check(signals.length);
      this.#signals.begin(signals, funds, sums);
      this.#walk(this.#signals);
      return this.#signals.figures(this.#trades);
    }
    this.#check(signals.one.length);
    this.#check(signals.other.length);
    this.#lines.begin(signals, funds, sums);
    this.#walk(this.#lines);
    return this.#lines.figures(this.#trades);
  }

  #check(signals: number): void {
    const rows = this.bars.close.length;
    if (signals !== rows) throw vectorError('BAD_SIGNALS', `${signals} signals for ${rows} bars`);
  }

  #walk(walk: RunWalk): void {
    const { bars, plan } = this;
    const rows = bars.close.length;
    this.#begin();
    let signal = 0;
    let side = 0;
    // What the last close decides nobody fills.
    for (let row = this.#goOn(walk, 0, signal); row < rows - 1;) {
      signal = walk.signalAt(row);
      const told = sideOf(plan, signal);
      const known = this.#unheard.row === row ? this.#unheard.worth : walk.last;
      if (told !== side) this.#trade(row + 1, told, known);
      side = told;
      row = this.#goOn(walk, row + 1, signal);
    }
  }

  #begin(): void {
    this.#cash = this.plan.funds;
    this.#held = 0;
    this.#exits = null;
    this.#unheard.row = NaN;
    this.#trades.clear();
  }

  /** Goes on to the row at whose close the signal is another; the number of rows where none is. */
  #goOn(walk: RunWalk, from: number, signal: number): number {
    const { length } = this.bars.close;
    let row = from;
    for (; this.#exits !== null && row < length; row += 1) {
      this.#leave(row);
      walk.take(this.#worthAt(row));
      if (walk.signalAt(row) !== signal) return row;
    }
    return walk.hold(row, signal, this.#cash, this.#held * this.plan.unit);
  }

  /** Fills at the open of a row what the close before it has decided. */
  #trade(row: number, side: number, worth: number): void {
    const { plan, bars } = this;
    const decided = bars.close[row - 1] ?? NaN;
    const size = sizeOf(plan, decided, worth);
    this.#exits = null;
    if (this.#held !== 0) this.#takeAtOpen(row, -this.#held);
    if (side === 0 || size === 0) return;
    this.#takeAtOpen(row, side * size);
    if (!this.#hasExits) return;
    const prices = exitPrices(plan, side, decided);
    const trailing = trailingOf(plan, side, prices.stop);
    this.#exits = { side, ...prices, trailing, arrived: row };
  }

  /** Takes at the open. A fixed quantity meets the same opens in every run. */
  #takeAtOpen(row: number, qty: number): void {
    const fills = qty > 0 ? this.#buys : this.#sells;
    if (fills === null) {
      this.#fill({ row, qty, price: this.bars.open[row] ?? NaN }, taken);
      return;
    }
    this.#cash += fills.cashAt(row);
    this.#held += qty;
    checkAmount(this.#cash);
    const price = fills.prices[row] ?? NaN;
    const fee = fills.fees[row] ?? 0;
    this.#trades.addSignal(row, qty, price, fee);
  }

  #fill(take: SignalTake, how: Meeting): void {
    const price = how.liquidity === 'maker' ? take.price : this.#fills.priceOf(take, how.limit);
    const { row, qty } = take;
    const paid = qty * price * this.plan.unit;
    checkAmount(paid);
    const fee = this.#fills.feeOf({ row, qty, price }, how.liquidity);
    this.#cash -= paid + fee;
    this.#held += qty;
    checkAmount(this.#cash);
    this.#trades.add({ row, qty, price, fee, cause: how.cause });
  }

  /** Ends the position where a bar comes to one of its exits. */
  #leave(row: number): void {
    const met = this.#exits === null ? null : exitIn(this.bars, row, this.#exits);
    if (met === null) return;
    this.#exits = null;
    if (met.isAtClose) Object.assign(this.#unheard, { row, worth: this.#worthAt(row) });
    this.#fill({ row, qty: -this.#held, price: met.price }, met);
  }

  #worthAt(row: number): number {
    return this.#cash + this.#held * this.plan.unit * (this.bars.close[row] ?? NaN);
  }
}
