import type { Micros, OrderId, Price, Timestamp } from 'argosy/core';
import type { Instrument, Option, OrderRequest } from 'argosy/domain';
import { openQty } from 'argosy/orders';
import type { TradingRecord } from 'argosy/risk';

import type { AccountRecord } from './accounts/account-store.ts';
import type { AccountActivity } from './accounts/activity-table.ts';
import type { TradingParts } from './trading-parts.ts';

/** What has happened of late around one order, looked up when a check asks for it. */
export class RecordView implements TradingRecord {
  readonly #parts: TradingParts;
  readonly #request: OrderRequest;
  readonly #now: Timestamp;

  constructor(parts: TradingParts, request: OrderRequest, now: Timestamp) {
    this.#parts = parts;
    this.#request = request;
    this.#now = now;
  }

  openValue(): bigint {
    const { fold, config, touches } = this.#parts;
    const currency = config.instruments.find(this.#request.instrument)?.currency;
    if (currency === undefined) return 0n;
    return fold.openValues.beside(this.#request, currency, touches);
  }

  openValueInBase(): bigint | null {
    const { fold, funds, touches } = this.#parts;
    const base = this.#account?.base;
    if (base === undefined) return 0n;
    let total = 0n;
    for (const currency of fold.openValues.currenciesOf(this.#request.account)) {
      const value = fold.openValues.beside(this.#request, currency, touches);
      const inBase = funds.valuer.rates.convert(value, currency, base, 'ceiling');
      if (inBase === null) return null;
      total += inBase;
    }
    return total;
  }

  messagesOfAccount(within: Micros): number {
    return this.#parts.fold.activity.sentByAccount(this.#request.account, this.#now - within);
  }

  /** A person has no strategy to run away with: what they send counts for their account alone. */
  messagesOfStrategy(within: Micros): number {
    const { account, strategy } = this.#request;
    if (strategy === null) return 0;
    return this.#parts.fold.activity.sentByStrategy(account, strategy, this.#now - within);
  }

  messagesOfFirm(within: Micros): number {
    return this.#parts.fold.activity.sentByFirm(this.#now - within);
  }

  repeats(within: Micros): number {
    const { account, strategy, instrument, side } = this.#request;
    if (strategy === null) return 0;
    const of = { strategy, instrument, side };
    return this.#parts.fold.activity.repeats(account, of, this.#now - within);
  }

  today(): { readonly messages: number; readonly trades: number } {
    return this.#activity;
  }

  lossToday(): bigint | null {
    const account = this.#account;
    return account === undefined ? null : this.#parts.equity.lossToday(account, this.#now);
  }

  drawdown(): bigint | null {
    const account = this.#account;
    return account === undefined ? null : this.#parts.equity.drawdown(account);
  }

  rejectsInARow(): number {
    return this.#activity.rejectsInARow;
  }

  medianQty2(least: number): number | null {
    return this.#parts.fold.recent.medianQty2(this.#request, least);
  }

  crossing(price: Price): OrderId | null {
    return this.#parts.fold.working.crossing(this.#request, price);
  }

  /** All accounts in one currency: what positions are worth, and what open orders would add, but this order's own. */
  firmValue(): bigint {
    const { fold, funds, config, touches } = this.#parts;
    const currency = config.instruments.find(this.#request.instrument)?.currency;
    if (currency === undefined) return 0n;
    let total = funds.positionsWorth(currency);
    for (const { id: account } of config.accounts) {
      total += fold.openValues.beside({ ...this.#request, account }, currency, touches);
    }
    return total;
  }

  /**
   * What options held would deliver in the place of this one. A bought one covers only if it lives as
   * long as the written one; what is written beside it needs cover of its own whenever it ends.
   */
  optionCover(): number {
    const { config, fold } = this.#parts;
    const { account, instrument: id } = this.#request;
    const written = config.instruments.find(id);
    if (written?.kind !== 'option') return 0;
    let cover = 0;
    for (const other of config.instruments.all) {
      if (other.id === id || !canCover(other, written)) continue;
      const qty = fold.positions.accountQty(account, other.id);
      if (qty < 0 || other.expiresAt >= written.expiresAt) cover += qty;
    }
    return Math.max(0, cover);
  }

  /** For one order that came in no more than one may leave: more is a loop that nobody asked for. */
  orderCounts(): ReturnType<TradingRecord['orderCounts']> {
    const { fold } = this.#parts;
    const { link, id } = this.#request;
    const { came, left } = this.#activity;
    const isMade = fold.orders.find(id) !== undefined;
    // A parent never leaves: its children do.
    if (!isMade && fold.executions.find(id) !== undefined) return [];
    const parent = isMade ? undefined : fold.executions.parentOf(id);
    if (parent !== undefined) {
      // A parent asks before its child comes to be, so that a refused one leaves no trace.
      const { qty, filled } = parent;
      return [
        { what: 'the account', came: came + 1, left },
        { what: `parent ${parent.request.id}`, came: qty, left: filled + openQty(parent) },
      ];
    }
    const worked = isMade ? fold.executions.find(id) : undefined;
    if (worked !== undefined) {
      const { qty, filled } = worked;
      return [
        { what: 'the account', came: came + 1, left },
        { what: `order ${id}`, came: qty, left: filled + openQty(worked) },
      ];
    }
    // An order that is only looked at has not come yet.
    const account = { what: 'the account', came: isMade ? came : came + 1, left };
    if (link === null) return [account];
    const { length } = fold.lists.membersOf(link.list);
    return [
      account,
      { what: `list ${link.list}`, came: length, left: fold.lists.sentOf(link.list) },
    ];
  }

  get #activity(): AccountActivity {
    return this.#parts.fold.activity.of(this.#request.account, this.#now);
  }

  get #account(): AccountRecord | undefined {
    return this.#parts.fold.accounts.find(this.#request.account);
  }
}

/** Whether two options have the same underlying, right and worth of a contract. */
function canCover(other: Instrument, written: Option): other is Option {
  return (
    other.kind === 'option' &&
    other.underlying === written.underlying &&
    other.right === written.right &&
    other.multiplier === written.multiplier &&
    other.multiplierScale === written.multiplierScale &&
    other.sizePrecision === written.sizePrecision
  );
}
