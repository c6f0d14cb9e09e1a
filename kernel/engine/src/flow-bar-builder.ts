import type { BarUnit, Trade } from 'argosy/domain';

import type { BarBuilderOptions } from './bar-builder.ts';
import { BarFold } from './bar-fold.ts';
import { DataBarBuilder } from './data-bar-builder.ts';
import { engineError } from './errors.ts';

/** What a trade counts for, and when a bar of it ends. */
type Flow = {
  readonly of: 'ticks' | 'volume' | 'value';
  /** `imbalance`: buyers less sellers, either way. `run`: one side in a row. */
  readonly ends: 'imbalance' | 'run';
};

const flows: Partial<Readonly<Record<BarUnit, Flow>>> = {
  TICK_IMBALANCE: { of: 'ticks', ends: 'imbalance' },
  VOLUME_IMBALANCE: { of: 'volume', ends: 'imbalance' },
  VALUE_IMBALANCE: { of: 'value', ends: 'imbalance' },
  TICK_RUNS: { of: 'ticks', ends: 'run' },
  VOLUME_RUNS: { of: 'volume', ends: 'run' },
  VALUE_RUNS: { of: 'value', ends: 'run' },
};

/**
 * Builds bars of who takes: they end with the trade that brings the imbalance of buyers and sellers,
 * or a run of one side, to the step. A trade is never split. Where nobody says who took, the price
 * tells: a buyer raises it, a seller lowers it, and one that stays is of the side before.
 */
export class FlowBarBuilder extends DataBarBuilder {
  readonly #flow: Flow;
  readonly #fold = new BarFold(false);
  readonly #target: bigint;
  readonly #multiplier: bigint;
  /** Buyers above zero, sellers below. */
  #balance = 0n;
  #lastPrice = Number.NaN;
  #lastSign: 1 | -1 | 0 = 0;

  constructor(options: BarBuilderOptions) {
    super(options);
    const { text, spec, multiplier } = options;
    const flow = flows[spec.unit];
    if (flow === undefined) throw engineError('UNSUPPORTED_BARS', text);
    this.#flow = flow;
    this.#multiplier = multiplier;
    this.#target = BigInt(spec.step) * 10n ** BigInt(placesOf(flow, options));
  }

  /** A trade says who took. */
  addTrade(now: number, { price, qty, aggressor }: Trade): void {
    const sign = this.#signOf(price, aggressor);
    this.#fold.add(now, price, qty);
    const amount = BigInt(sign) * this.#amountOf(price, qty);
    const isBroken = this.#flow.ends === 'run' && this.#balance * BigInt(sign) < 0n;
    this.#balance = isBroken ? amount : this.#balance + amount;
    const size = this.#balance < 0n ? -this.#balance : this.#balance;
    if (size < this.#target) return;
    this.#balance = 0n;
    this.give(this.#fold, now);
  }

  add(): boolean {
    throw engineError('UNSUPPORTED_BARS', `${this.spec} of quotes`);
  }

  /** A price of what comes then is neither above nor below one of before. */
  clear(): void {
    this.#fold.clear();
    this.#balance = 0n;
    this.#lastPrice = Number.NaN;
  }

  #amountOf(price: number, qty: number): bigint {
    if (this.#flow.of === 'ticks') return 1n;
    if (this.#flow.of === 'volume') return BigInt(qty);
    return BigInt(Math.abs(price)) * BigInt(qty) * this.#multiplier;
  }

  #signOf(price: number, aggressor: Trade['aggressor']): 1 | -1 | 0 {
    if (aggressor !== null) this.#lastSign = aggressor === 'buy' ? 1 : -1;
    else if (price > this.#lastPrice) this.#lastSign = 1;
    else if (price < this.#lastPrice) this.#lastSign = -1;
    this.#lastPrice = price;
    return this.#lastSign;
  }
}

/** Whether bars of a unit are built of who takes, which only trades say. */
export function isFlow(unit: BarUnit): boolean {
  return flows[unit] !== undefined;
}

function placesOf(
  { of }: Flow,
  { pricePrecision, sizePrecision, multiplierScale }: BarBuilderOptions,
): number {
  if (of === 'ticks') return 0;
  return of === 'volume' ? sizePrecision : sizePrecision + pricePrecision + multiplierScale;
}
