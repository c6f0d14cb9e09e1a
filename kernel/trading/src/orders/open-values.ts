import {
  ledgerScaleOf,
  money,
  rescale,
  toMinor,
  type AccountId,
  type Currency,
  type OrderId,
} from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  statedPriceOf,
  type Order,
  type OrderRequest,
} from 'argosy/domain';
import { isOpen, leavesQty } from 'argosy/orders';

import { OrderAmounts } from './order-amounts.ts';
import type { TouchTable } from '../touch-table.ts';
import type { TradingConfig } from '../trading-config.ts';

/**
 * What the open orders of each account are worth, summed as they come and go. Nothing is kept where
 * no limit asks for it.
 */
export class OpenValues {
  readonly #config: TradingConfig;
  #isWanted: boolean;
  readonly #priced = new OrderAmounts();
  /** Orders without a price of their own are worth what the market says. */
  readonly #unpriced = new Map<OrderId, Order>();

  constructor(config: TradingConfig) {
    this.#config = config;
    const { maxOpenNotional, rules } = config.limits;
    this.#isWanted = maxOpenNotional.size > 0 || rules.maxFirmValue !== undefined;
  }

  /** From now on they are asked for; whoever says so notes what is open. */
  want(): void {
    this.#isWanted = true;
  }

  /** Takes in what an order is now. */
  note(order: Order): void {
    if (!this.#isWanted) return;
    const { id, account } = order.request;
    this.#priced.set(id, null);
    this.#unpriced.delete(id);
    if (!isOpen(order) || order.state === 'INITIALIZED') return;
    const price = statedPriceOf(order.request, order.terms);
    const currency = this.#currencyOf(order.request);
    if (price === null) this.#unpriced.set(id, order);
    else if (currency !== undefined) {
      const value = toMinor(this.#valueOf(order, price));
      this.#priced.set(id, { name: account, money: money(value, currency) });
    }
  }

  /** What an account's other open orders in a currency are worth, at their own price or the last. */
  beside({ id, account }: OrderRequest, currency: Currency, touches: TouchTable): bigint {
    const own = this.#priced.find(id);
    const isOwnIn = own?.name === account && own.money.currency === currency;
    const all =
      this.#priced.sum(account, currency) + this.#unpricedSum(account, currency, { touches, id });
    return all - (isOwnIn ? own.money.amount : 0n);
  }

  /** What all open orders of an account in a currency are worth, at their own price or the last. */
  of(account: AccountId, currency: Currency, touches: TouchTable): bigint {
    return (
      this.#priced.sum(account, currency) +
      this.#unpricedSum(account, currency, { touches, id: null })
    );
  }

  #unpricedSum(
    account: AccountId,
    currency: Currency,
    { touches, id }: { readonly touches: TouchTable; readonly id: OrderId | null },
  ): bigint {
    let total = 0n;
    for (const order of this.#unpriced.values()) {
      const { request } = order;
      if (request.account !== account || request.id === id) continue;
      const index = this.#config.instruments.indexOf(request.instrument);
      if (index === undefined || this.#currencyOf(request) !== currency) continue;
      const price = Math.ceil(touches.prices(index).last2 / 2);
      if (!Number.isNaN(price)) total += this.#valueOf(order, price);
    }
    return total;
  }

  /** The currencies in which orders of an account are open. */
  currenciesOf(account: AccountId): ReadonlySet<Currency> {
    const currencies = new Set(this.#priced.currenciesOf(account));
    for (const { request } of this.#unpriced.values()) {
      const currency = request.account === account ? this.#currencyOf(request) : undefined;
      if (currency !== undefined) currencies.add(currency);
    }
    return currencies;
  }

  /** Forgets every order. */
  clear(): void {
    this.#priced.clear();
    this.#unpriced.clear();
  }

  #currencyOf({ instrument }: OrderRequest): Currency | undefined {
    return this.#config.instruments.find(instrument)?.currency;
  }

  /** What is left of an order at a price, rounded up. */
  #valueOf(order: Order, price: number): bigint {
    const { instruments, scales } = this.#config;
    const instrument = instruments.find(order.request.instrument);
    if (instrument === undefined) return 0n;
    const exact = exactNotional(instrument, price, leavesQty(order));
    const scale = ledgerScaleOf(scales, instrument.currency);
    return rescale(exact, notionalScale(instrument), scale, 'ceiling');
  }
}
