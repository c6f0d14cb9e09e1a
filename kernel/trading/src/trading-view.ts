import {
  compareText,
  money,
  toMinor,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type Money,
  type OrderId,
  type Price,
  type Timestamp,
} from 'argosy/core';
import type { InstrumentStatus, OrderRequest, ScopedState, Side } from 'argosy/domain';
import type { Execution } from 'argosy/orders';
import {
  computeAvailable,
  computeNeed,
  computeOrderValue,
  needCurrency,
  referencePrice,
  type BookMode,
  type RiskLimits,
  type SetLimit,
} from 'argosy/risk';

import { availableCash } from './accounts/account-path.ts';
import { computeLimitUse, type UsedLimit } from './accounts/limit-use.ts';
import type { AccountRecord } from './accounts/account-store.ts';
import type { Sender } from './authority.ts';
import { judgeOrder, type LookedAt, type Verdict } from './orders/submit-path.ts';
import type { TradingParts } from './trading-parts.ts';

/** What an account has of a currency. */
export type AccountMoney = {
  readonly currency: Currency;
  /** As its trades have left it, what is still to settle included. */
  readonly cash: Money;
  /** What open orders have set aside. */
  readonly held: Money;
  /** What reservations have set aside. */
  readonly reserved: Money;
  /** What a new order may bind: on margin, what positions leave of the equity. */
  readonly available: Money;
  /**
   * Of the base currency of an account on margin, what all of it is worth and what positions and orders bind of
   * that; null elsewhere, and while a rate is not known.
   */
  readonly margin: { readonly equity: Money; readonly bound: Money } | null;
};

/** What would become of an order, and what it would bind. */
export type Assessment = Pick<Verdict, 'refused' | 'denied'> & {
  /** What it is valued at: its own price, else what it would meet; null where none is known. */
  readonly price: Price | null;
  readonly value: Money | null;
  /** What it would have set aside, and what it may. */
  readonly needs: Money | null;
  readonly available: Money | null;
};

/** The last prices of an instrument as trading knows them, in scaled units; null where one is not known. */
export type KnownMarket = {
  readonly bid: number | null;
  readonly ask: number | null;
  /** Twice the last known price. */
  readonly last2: number | null;
  readonly lastAt: Timestamp | null;
  /** What is shown where an order of a side would take. */
  readonly shown: Readonly<Record<Side, number | null>>;
  readonly status: InstrumentStatus['state'] | null;
};

/** What a trading machine knows, as people ask for it. Whoever looks changes nothing. */
export class TradingView {
  readonly #parts: TradingParts;

  constructor(parts: TradingParts) {
    this.#parts = parts;
  }

  /** A parent order, while it is kept. */
  execution(id: OrderId): Execution | undefined {
    return this.#parts.fold.executions.find(id);
  }

  /** How a book keeps its positions. */
  bookMode(account: AccountId, book: BookId): BookMode {
    return this.#parts.fold.accounts.book(account, book).mode;
  }

  /** Twice what a position in an instrument is valued at; null where nothing is known. */
  mark2(instrument: InstrumentId): number | null {
    const { config, touches } = this.#parts;
    const index = config.instruments.indexOf(instrument);
    const mark2 = index === undefined ? Number.NaN : touches.mark2(index);
    return Number.isNaN(mark2) ? null : mark2;
  }

  /** Every state that is not ACTIVE, what it lies on, and why. */
  restrictions(): readonly ScopedState[] {
    const restricted = this.#parts.fold.accounts.exportState();
    return restricted.filter(({ state }) => state !== 'ACTIVE');
  }

  /** Every limit that was set and has not been taken back, those that have ended among them. */
  setLimits(): readonly SetLimit[] {
    return this.#parts.fold.limits.exportState();
  }

  /** The limits that it was made with. */
  get configuredLimits(): RiskLimits {
    return this.#parts.config.limits;
  }

  /** How much of a limit is used; null where it counts each order by itself, and while nobody knows. */
  limitUse(limit: UsedLimit): bigint | null {
    return computeLimitUse(this.#parts, limit);
  }

  /** What an account has, by currency; nothing where it is not one of ours. */
  moneyOf(account: AccountId): readonly AccountMoney[] {
    const { fold } = this.#parts;
    const record = fold.accounts.find(account);
    if (record === undefined) return [];
    const posted = fold.book.cashBalances(account).map(({ currency }) => currency);
    const currencies = [...new Set([record.base, ...posted])].toSorted(compareText);
    return currencies.map((currency) => this.#moneyIn(record, currency));
  }

  /**
   * What would become of an order if it were submitted now, by the steps that `submit` takes, and what it would
   * bind. Nothing is held, and nothing said.
   */
  assess(sender: Sender, looked: LookedAt): Assessment {
    const { refused, denied, context } = judgeOrder(this.#parts, sender, looked);
    const { instrument, account } = context;
    const price = instrument === undefined ? null : referencePrice(context);
    if (instrument === undefined || account === undefined) {
      return { refused, denied, price, value: null, needs: null, available: null };
    }
    const binding = needCurrency(context);
    const needs = price === null ? null : computeNeed(context);
    const value = price === null ? null : computeOrderValue(context, instrument, price);
    return {
      refused,
      denied,
      price,
      value: value === null ? null : money(value, instrument.currency),
      needs: needs === null ? null : money(needs, binding),
      available: money(toMinor(computeAvailable(context) ?? context.freeCash), binding),
    };
  }

  /** What is known of an instrument's market; null where it is not traded here. */
  marketOf(instrument: InstrumentId): KnownMarket | null {
    const { config, touches } = this.#parts;
    const index = config.instruments.indexOf(instrument);
    if (index === undefined) return null;
    const { bid, ask, last2 } = touches.prices(index);
    return {
      bid: orNull(bid),
      ask: orNull(ask),
      last2: orNull(last2),
      lastAt: touches.lastAt(index),
      shown: {
        buy: orNull(touches.shown(index, 'buy')),
        sell: orNull(touches.shown(index, 'sell')),
      },
      status: touches.status(index),
    };
  }

  /** Twice the median quantity of the account's last orders in an order's instrument, of at least so many. */
  medianQty2(request: OrderRequest, least: number): number | null {
    return this.#parts.fold.recent.medianQty2(request, least);
  }

  #moneyIn(account: AccountRecord, currency: Currency): AccountMoney {
    const { book } = this.#parts.fold;
    const { id } = account;
    const reservations = book.reserved(id).find((one) => one.currency === currency);
    const reserved = reservations?.amount ?? 0n;
    const available = availableCash(this.#parts, account, currency) ?? book.freeCash(id, currency);
    const of = (amount: bigint): Money => money(toMinor(amount), currency);
    return {
      currency,
      cash: of(book.cash(id, currency)),
      held: of(book.held(id, currency) - reserved),
      reserved: of(reserved),
      available: of(available),
      margin: currency === account.base ? this.#marginOf(account) : null,
    };
  }

  #marginOf(account: AccountRecord): AccountMoney['margin'] {
    const use = account.kind === 'margin' ? this.#parts.funds.marginUse(account) : null;
    if (use === null) return null;
    const { base } = account;
    return { equity: money(use.equity, base), bound: money(toMinor(use.bound), base) };
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
