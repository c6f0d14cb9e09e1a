import { money, toAccountId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import { arraySource, marginAccount, type BacktestConfig } from 'argosy/backtest';
import type { Bar, Order } from 'argosy/domain';
import {
  Strategy,
  type OrderEventOf,
  type OrderParticulars,
  type StrategyClass,
} from 'argosy/engine';

import { toBars, type BarColumns } from './bar-columns.ts';
import {
  exitPrices,
  planOf,
  sideOf,
  sizeOf,
  type SignalPlan,
  type SignalRules,
} from './signal-rules.ts';

const ACCOUNT = 'SIGNALS';
/** How many times what the rules let a position be worth its account carries: what is lost meanwhile denies no order. */
const ROOM = 1_000_000;

/**
 * The same signals as a backtest: one strategy that sends a market order where the signal has changed,
 * and exits where it has filled. What the vector engine comes to is checked against this.
 *
 * @example
 * const { accounts } = runBacktest(twinOf(bars, signals, rules));
 */
export function twinOf(bars: BarColumns, signals: Int8Array, rules: SignalRules): BacktestConfig {
  const plan = planOf(bars, rules);
  const { instrument, product, fees, slippage } = plan;
  const leverage = { [product]: String(Math.ceil(plan.leverage) * ROOM) };
  return {
    instruments: [instrument],
    sources: [arraySource('bars', toBars(bars))],
    accounts: [
      marginAccount(
        toAccountId(ACCOUNT),
        money(rules.funds.amount, rules.funds.currency),
        leverage,
      ),
    ],
    strategies: [
      { id: 'signals', strategy: strategyOf(plan, bars, signals), account: ACCOUNT, product },
    ],
    venue: { fees, slippage },
    ...(rules.ledgerScales === undefined ? {} : { ledgerScales: rules.ledgerScales }),
  };
}

function strategyOf(plan: SignalPlan, bars: BarColumns, signals: Int8Array): StrategyClass {
  const { instrument, trail } = plan;
  return class Signals extends Strategy {
    #row = 0;
    #side = 0;
    #exits: readonly Order[] = [];
    /** What ends the position, and the exits that it had. */
    #closing: { readonly order: OrderId; readonly exits: readonly Order[] } | null = null;

    override onStart(): void {
      this.data.subscribeBars(bars.spec);
    }

    override onBar({ close }: Bar): void {
      const side = sideOf(plan, signals[this.#row] ?? 0);
      this.#row += 1;
      if (side === this.#side) return;
      this.#side = side;
      const size = sizeOf(plan, close, Number(this.portfolio.equity().amount));
      const held = this.portfolio.qty(instrument.id);
      this.#closing = null;
      if (held !== 0) {
        for (const { request } of this.#exits) this.orders.cancel(request.id);
        this.#close(held);
      }
      this.#exits = [];
      if (side !== 0 && size !== 0) this.#enter(side, { size, close });
    }

    /**
     * A stop that follows may have been met at the very close that decided,
     * and its report comes behind it. Then there is nothing left to close.
     */
    override onOrderFilled({ order }: OrderEventOf<'filled'>): void {
      const { exits = [], order: closing } = this.#closing ?? {};
      const isExit = exits.some(({ request }) => request.id === order);
      if (isExit && closing !== undefined) this.orders.cancel(closing);
    }

    /** For as long as it takes: the next open may be days away. */
    #close(held: number): void {
      const side = held > 0 ? 'sell' : 'buy';
      const qty = toQuantity(Math.abs(held));
      const of = { instrument: instrument.id, side, qty, tif: 'GTC' } as const;
      const { request } = this.orders.submit(this.orders.market(of));
      this.#closing = { order: request.id, exits: this.#exits };
    }

    #enter(side: number, at: { readonly size: number; readonly close: number }): void {
      const entry: OrderParticulars = {
        instrument: instrument.id,
        side: side > 0 ? 'buy' : 'sell',
        qty: toQuantity(at.size),
        tif: 'GTC',
      };
      const { stop, target } = exitPrices(plan, side, at.close);
      const bracket = {
        ...(Number.isNaN(stop) ? {} : { stop: toPrice(stop) }),
        ...(Number.isNaN(target) ? {} : { target: toPrice(target) }),
        ...(trail === null ? {} : { stopTrail: trail }),
      };
      if (Object.keys(bracket).length === 0) {
        this.orders.submit(this.orders.market(entry));
        return;
      }
      const sent = this.orders.submitBracket({ ...entry, ...bracket });
      this.#exits = [sent.target, sent.stop].filter((exit) => exit !== null);
    }
  };
}
