import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Side } from 'argosy/domain';
import { chargeFill } from 'argosy/matching';

import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';
import { AMOUNT_MAX, type SignalPlan } from './signal-rules.ts';

/** What ends a position or turns it. */
export type FillCause = 'signal' | 'stop' | 'target';

/** Something that fills: `qty` is above zero for a purchase and below for a sale. */
export type SignalTake = {
  readonly row: number;
  readonly qty: number;
  /** Before slippage. */
  readonly price: number;
};

/** What fills come to at the venue of a plan: slippage, charges, and the money that moves. */
export class SignalFills {
  readonly #plan: SignalPlan;
  readonly #bars: BarColumns;

  constructor(plan: SignalPlan, bars: BarColumns) {
    this.#plan = plan;
    this.#bars = bars;
  }

  /** The price of what takes, slippage within; never past the limit of what has one. */
  priceOf({ row, qty, price }: SignalTake, limit: number = NaN): number {
    const { instrument, slippage } = this.#plan;
    const volume = this.#bars.volume[row] ?? 0;
    const side = sideOf(qty);
    const ticks = slippage.computeTicks({ instrument, side, qty: Math.abs(qty), price, volume });
    const worse = price + Math.sign(qty) * ticks * instrument.tick;
    const held = Math.max(worse, Math.min(price, instrument.tick));
    if (Number.isNaN(limit)) return held;
    return qty > 0 ? Math.min(held, limit) : Math.max(held, limit);
  }

  /** What a fill is charged. */
  feeOf(take: SignalTake, liquidity: 'maker' | 'taker'): number {
    const { instrument, fees, product, scale } = this.#plan;
    const { row, qty, price } = take;
    const filled = {
      instrument,
      side: sideOf(qty),
      qty: toQuantity(Math.abs(qty)),
      price: toPrice(price),
      product,
      at: toTimestamp(this.#bars.opensAt[row] ?? 0),
      liquidity,
    };
    return Number(chargeFill(fees, filled, scale).fee.amount);
  }

  /** What fills at opens come to for a quantity that is traded again and again. */
  atOpens(qty: number): OpenFills {
    return new OpenFills(this, { qty, opens: this.#bars.open, unit: this.#plan.unit });
  }
}

type Opens = { readonly qty: number; readonly opens: Float64Array; readonly unit: number };

/** Fills of one quantity at the open of each row, each worked out when it is first asked for. */
export class OpenFills {
  readonly prices: Float64Array;
  readonly fees: Float64Array;
  readonly #fills: SignalFills;
  readonly #of: Opens;

  constructor(fills: SignalFills, of: Opens) {
    this.#fills = fills;
    this.#of = of;
    this.prices = new Float64Array(of.opens.length).fill(NaN);
    this.fees = new Float64Array(of.opens.length);
  }

  /** The money that a fill at the open of a row brings, charges taken off. */
  cashAt(row: number): number {
    let price = this.prices[row] ?? NaN;
    if (Number.isNaN(price)) price = this.#workOut(row);
    return -this.#of.qty * price * this.#of.unit - (this.fees[row] ?? 0);
  }

  #workOut(row: number): number {
    const { qty, opens, unit } = this.#of;
    const price = this.#fills.priceOf({ row, qty, price: opens[row] ?? NaN });
    checkAmount(qty * price * unit);
    this.prices[row] = price;
    this.fees[row] = this.#fills.feeOf({ row, qty, price }, 'taker');
    return price;
  }
}

/** Throws `TOO_LARGE` where doubles would round. */
export function checkAmount(amount: number): void {
  if (!(Math.abs(amount) <= AMOUNT_MAX)) throw vectorError('TOO_LARGE', `${amount}`);
}

function sideOf(qty: number): Side {
  return qty > 0 ? 'buy' : 'sell';
}
