import {
  minBigint,
  toMinor,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentIndex,
  type Minor,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import type { OrderRequest, Position } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
import { AccountValuer, mayCover, type MarginUse, type OptionLeg, type ScanLeg } from 'argosy/risk';

import type { AccountRecord } from './account-store.ts';
import { AccountWorth } from './account-worth.ts';
import type { TouchTable } from '../touch-table.ts';
import type { TradingConfig } from '../trading-config.ts';
import { bookText, type TradingFold } from '../trading-fold.ts';

/** Who asks what a book has left: what it has set aside itself does not count against it. */
export type Asker = {
  readonly book: BookId;
  readonly without: Iterable<OrderId>;
};

/** An account's worth, and the positions and prices it is of. */
type KnownWorth = {
  folded: number;
  priced: number;
  readonly worth: AccountWorth;
};

/** What stands beside an order that is to be margined. */
export type ScanBeside = {
  /** What other orders may write or trade before it. */
  readonly working: readonly ScanLeg[];
  /** What orders of its own list bring, and it may count on. */
  readonly companions: readonly ScanLeg[];
};

/** What funds are made of. */
type FundsParts = {
  readonly fold: TradingFold;
  readonly touches: TouchTable;
  readonly now: () => Timestamp;
};

/** What an account or a book has left, valued at the prices that trading sees. */
export class AccountFunds {
  readonly valuer: AccountValuer;
  readonly #fold: TradingFold;
  readonly #now: () => Timestamp;
  readonly #touches: TouchTable;
  readonly #instruments: TradingConfig['instruments'];
  readonly #worths = new Map<AccountId, KnownWorth>();

  constructor({ instruments, scales }: TradingConfig, { fold, touches, now }: FundsParts) {
    this.#now = now;
    this.#fold = fold;
    this.#touches = touches;
    this.#instruments = instruments;
    const markOf = (index: InstrumentIndex): number | null => {
      const own2 = touches.mark2(index);
      const isIndex = instruments.at(index).kind === 'index';
      const mark2 = isIndex ? touches.orLevel2(index, own2) : own2;
      return Number.isNaN(mark2) ? null : mark2;
    };
    this.valuer = new AccountValuer({ instruments, scales, markOf });
  }

  /**
   * The equity that neither positions nor working orders bind, besides what an order, or its group,
   * has set aside itself; null while a rate is unknown.
   */
  freeMargin(account: AccountRecord, request: OrderRequest | null): Minor | null {
    const { id, base } = account;
    const equity = this.equity(account);
    const used = this.#used(account);
    if (used === null || equity === null) return null;
    const held = this.#fold.book.held(id, base) - this.#ownHold(account, request);
    return toMinor(equity - used - held - this.#reservedBeside(account));
  }

  /** What an account is worth in its base currency; null while a rate is unknown. */
  equity(account: AccountRecord): Minor | null {
    const { id, base } = account;
    const { equity } = this.#worthOf(account);
    const balances = { cash: this.#fold.book.netBalances(id), positions: [] };
    const { amount: cash, isComplete } = this.valuer.equity(balances, base);
    return equity === null || !isComplete ? null : toMinor(cash + equity);
  }

  /**
   * What an order more of a future or an option would bind on an account that is scanned, in the
   * instrument's currency: beside its positions, or beside what works as well, whichever is more.
   */
  addedMargin(account: AccountRecord, added: ScanLeg, beside: ScanBeside): bigint | null {
    const { scan } = account;
    if (scan === undefined) return null;
    const moment = { scan, now: this.#now() };
    const held = [...this.#heldLegs(account, added.instrument), ...beside.companions];
    let most = 0n;
    for (const legs of [held, [...held, ...beside.working]]) {
      const before = this.valuer.scan(legs, moment);
      const after = this.valuer.scan([...legs, added], moment);
      if (after === null) return null;
      const more = after - (before ?? 0n);
      if (more > most) most = more;
    }
    return most;
  }

  /**
   * How much less written options bind with an option more, in its currency: beside the positions, or
   * beside what works as well, whichever is less. Where an account has no option it is nothing.
   */
  addedRelief(
    account: AccountRecord,
    added: OptionLeg,
    {
      beside,
      isOfFilledList,
    }: { readonly beside: () => ScanBeside; readonly isOfFilledList: boolean },
  ): bigint {
    const { id, leverage, scan } = account;
    if (scan !== undefined || account.kind !== 'margin') return 0n;
    const positions = [...this.#fold.positions.heldOf(id)];
    const held = positions.flatMap((one) => this.valuer.optionLegOf(one, leverage) ?? []);
    if (held.length === 0 && !isOfFilledList) return 0n;
    // Of options that have nothing to do with this one the relief stays as it is.
    const isOfKind = ({ instrument }: OptionLeg): boolean => mayCover(instrument, added.instrument);
    const { working, companions } = beside();
    const toLegs = (legs: readonly ScanLeg[]): readonly OptionLeg[] =>
      legs.flatMap(({ instrument, qty }) => {
        return instrument.kind === 'option' ? [{ ...added, instrument, qty }] : [];
      });
    const sure = [...held, ...toLegs(companions)].filter(isOfKind);
    const moreSure = this.#reliefMore(sure, added);
    const rest = toLegs(working).filter(isOfKind);
    if (rest.length === 0) return moreSure;
    return minBigint(moreSure, this.#reliefMore([...sure, ...rest], added));
  }

  #reliefMore(legs: readonly OptionLeg[], added: OptionLeg): bigint {
    return this.valuer.reliefWithin([...legs, added]) - this.valuer.reliefWithin(legs);
  }

  #heldLegs(
    { id }: AccountRecord,
    { underlying, currency }: ScanLeg['instrument'],
  ): readonly ScanLeg[] {
    const legs: ScanLeg[] = [];
    for (const { key, qty } of this.#fold.positions.heldOf(id)) {
      const instrument = this.#instruments.find(key.instrument);
      const leg = instrument === undefined ? null : this.valuer.legOf(instrument, qty);
      if (leg?.instrument.underlying === underlying && leg.instrument.currency === currency) {
        legs.push(leg);
      }
    }
    return legs;
  }

  #used(account: AccountRecord): bigint | null {
    const { id, base, leverage, scan } = account;
    if (scan === undefined) return this.#worthOf(account).used;
    const terms = { base, leverage, scan, now: this.#now() };
    return this.valuer.marginScanned(this.#fold.positions.heldOf(id), terms);
  }

  /** What of its equity an account on margin binds; null while a rate is unknown. */
  marginUse(account: AccountRecord): MarginUse | null {
    const [equity, free] = [this.equity(account), this.freeMargin(account, null)];
    return equity === null || free === null ? null : { bound: equity - free, equity };
  }

  /** What the positions of all accounts in a currency are worth at their marks, without their signs. */
  positionsWorth(currency: Currency): bigint {
    let total = 0n;
    for (const account of this.#fold.accounts.all()) {
      total += this.#worthOf(account).valueIn(currency);
    }
    return total;
  }

  /** What a book may still bind of its allotment, besides what an order of it binds itself. */
  allotmentLeft(account: AccountRecord, asker: Asker): Minor | null {
    const { allotment } = this.#fold.accounts.book(account.id, asker.book);
    if (allotment === null) return null;
    let left = allotment + this.#worthOf(account).leftOf(asker.book);
    for (const total of this.#fold.positions.totals()) {
      const isOurs = total.account === account.id && total.book === asker.book;
      if (isOurs) left += this.#earned(total, account);
    }
    return toMinor(left - this.#heldBeside(account, asker));
  }

  /**
   * What the account's positions would gain at their marks, in its base currency; null while a mark or
   * a rate is unknown.
   */
  unrealised(account: AccountRecord): bigint | null {
    return this.#worthOf(account).unrealised;
  }

  /** What the positions of an account bind, in its base currency; null while a rate is unknown. */
  positionsMargin(account: AccountRecord): bigint | null {
    return this.#used(account);
  }

  /** What a position would gain at its mark, in the account's base currency; nothing where no rate is known. */
  gainOf({ base, leverage }: AccountRecord, position: Position): bigint {
    const { value, cost, currency } = this.valuer.figuresOf(position, leverage);
    return this.valuer.rates.convert(value - cost, currency, base) ?? 0n;
  }

  /** What a position binds: its margin, or what it has cost. */
  bound(account: AccountRecord, position: Position): bigint {
    const { valuer } = this;
    const { currency } = position.realised;
    if (account.kind === 'margin') return valuer.marginUsed([position], account) ?? 0n;
    return valuer.rates.convert(valuer.costOf(position), currency, account.base) ?? 0n;
  }

  /** What the book's orders have set aside, in the base currency; each is converted by itself. */
  #heldBeside({ id, base }: AccountRecord, { book, without }: Asker): bigint {
    const { rates } = this.valuer;
    const { bookHolds } = this.#fold;
    const name = bookText(id, book);
    let held = bookHolds.sum(name, base);
    for (const { amount, currency } of bookHolds.beside(name, base)) {
      held += rates.convert(amount, currency, base) ?? 0n;
    }
    for (const order of without) {
      const own = bookHolds.find(order);
      if (own?.name === name)
        held -= rates.convert(own.money.amount, own.money.currency, base) ?? 0n;
    }
    return held;
  }

  /** What reservations set aside in other currencies than the base, and every floor, in the base. */
  #reservedBeside({ id, base }: AccountRecord): bigint {
    let sum = 0n;
    for (const { amount, currency } of this.#fold.book.floorsOf(id)) {
      sum += this.valuer.rates.convert(amount, currency, base) ?? 0n;
    }
    for (const { amount, currency } of this.#fold.book.reserved(id)) {
      if (currency !== base) sum += this.valuer.rates.convert(amount, currency, base) ?? 0n;
    }
    return sum;
  }

  #earned(
    { realised, charges }: Pick<Position, 'realised' | 'charges'>,
    { base }: AccountRecord,
  ): bigint {
    const earned = realised.amount - charges.amount;
    return this.valuer.rates.convert(earned, realised.currency, base) ?? 0n;
  }

  #ownHold({ id, base }: AccountRecord, request: OrderRequest | null): bigint {
    if (request === null) return 0n;
    const holder = { order: request.id, account: id, group: siblingGroupOf(request) };
    return this.#fold.book.heldCashOf(holder, base);
  }

  /** As it was, while no position and no price has changed since. */
  #worthOf(account: AccountRecord): AccountWorth {
    const { positions } = this.#fold;
    const known = this.#worths.get(account.id) ?? this.#begin(account);
    const [folded, priced] = [positions.version, this.#touches.version];
    if (known.folded !== folded || known.priced !== priced) {
      known.worth.refresh(positions.heldOf(account.id));
      known.folded = folded;
      known.priced = priced;
    }
    return known.worth;
  }

  #begin(account: AccountRecord): KnownWorth {
    const { valuer } = this;
    const [instruments, touches] = [this.#instruments, this.#touches];
    const worth = new AccountWorth({ account, valuer, instruments, touches });
    const known = { folded: -1, priced: -1, worth };
    this.#worths.set(account.id, known);
    return known;
  }
}
