import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';
import { exitIn, type Exits, type Meeting } from './exit-walk.ts';
import { checkAmount, SignalFills, type SignalTake } from './signal-fills.ts';
import {
  exitPrices,
  planOf,
  sideOf,
  sizeOf,
  type SignalPlan,
  type SignalRules,
} from './signal-rules.ts';
import { TradeLog } from './trade-log.ts';

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
 * for (const signals of all) best.offer(measureRun(engine.run(signals)));
 */
export class SignalEngine {
  readonly plan: SignalPlan;
  readonly bars: BarColumns;
  readonly #fills: SignalFills;
  readonly #trades: TradeLog;
  readonly #equity: Float64Array;
  readonly #hasExits: boolean;
  #cash = 0;
  #held = 0;
  #exits: Exits | null = null;

  constructor(bars: BarColumns, rules: SignalRules) {
    this.plan = planOf(bars, rules);
    this.bars = bars;
    const rows = bars.close.length;
    this.#fills = new SignalFills(this.plan, bars);
    this.#trades = new TradeLog(rows);
    this.#equity = new Float64Array(rows);
    const { stop, target } = this.plan.exits;
    this.#hasExits = stop !== undefined || target !== undefined;
  }

  /** Runs one signal a bar: 1 for long, -1 for short, 0 for nothing held. */
  run(signals: Int8Array): SignalRun {
    const { bars, plan } = this;
    const rows = bars.close.length;
    if (signals.length !== rows) {
      throw vectorError('BAD_SIGNALS', `${signals.length} signals for ${rows} bars`);
    }
    this.#begin();
    let signal = 0;
    let side = 0;
    // What the last close decides nobody fills.
    for (let row = this.#goOn(signals, 0, signal); row < rows - 1;) {
      signal = signals[row] ?? 0;
      const told = sideOf(plan, signal);
      if (told !== side) this.#trade(row + 1, told);
      side = told;
      row = this.#goOn(signals, row + 1, signal);
    }
    return { equity: this.#equity, trades: this.#trades, funds: plan.funds, unit: plan.unit };
  }

  #begin(): void {
    this.#cash = this.plan.funds;
    this.#held = 0;
    this.#exits = null;
    this.#trades.clear();
  }

  /** Goes on to the row at whose close the signal is another; the number of rows where none is. */
  #goOn(signals: Int8Array, from: number, signal: number): number {
    let row = from;
    for (; this.#exits !== null && row < signals.length; row += 1) {
      this.#leave(row);
      this.#value(row);
      if (signals[row] !== signal) return row;
    }
    return this.#hold(signals, row, signal);
  }

  #value(row: number): void {
    const worth = this.#held * this.plan.unit * (this.bars.close[row] ?? NaN);
    this.#equity[row] = this.#cash + worth;
  }

  /** The same where nothing can happen in between: most rows of most runs. */
  #hold(signals: Int8Array, from: number, signal: number): number {
    const { close } = this.bars;
    const equity = this.#equity;
    const cash = this.#cash;
    const worth = this.#held * this.plan.unit;
    for (let row = from; row < signals.length; row += 1) {
      equity[row] = cash + worth * (close[row] ?? NaN);
      if (signals[row] !== signal) return row;
    }
    return signals.length;
  }

  /** Fills at the open of a row what the close before it has decided. */
  #trade(row: number, side: number): void {
    const { plan, bars } = this;
    const decided = bars.close[row - 1] ?? NaN;
    const size = sizeOf(plan, decided, this.#equity[row - 1] ?? NaN);
    const price = bars.open[row] ?? NaN;
    this.#exits = null;
    if (this.#held !== 0) this.#take({ row, qty: -this.#held, price });
    if (side === 0 || size === 0) return;
    this.#take({ row, qty: side * size, price });
    if (this.#hasExits) this.#exits = { side, ...exitPrices(plan, side, decided), arrived: row };
  }

  /** Takes at the open. A fixed quantity meets the same opens in every run. */
  #take(take: SignalTake): void {
    const { row, qty } = take;
    if (this.plan.qty === null) {
      this.#fill(take, { cause: 'signal', liquidity: 'taker', limit: NaN });
      return;
    }
    const fills = this.#fills.atOpens(qty);
    this.#cash += fills.cashAt(row);
    this.#held += qty;
    checkAmount(this.#cash);
    const [price = NaN, fee = 0] = [fills.prices[row], fills.fees[row]];
    this.#trades.add({ row, qty, price, fee, cause: 'signal' });
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
    this.#fill({ row, qty: -this.#held, price: met.price }, met);
  }
}
