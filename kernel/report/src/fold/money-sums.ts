import { money, type Currency, type Money } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';

import type { FillCost } from './fill-costs.ts';
import type { PositionStep } from './position-watch.ts';
import type { SheetScope } from './sheet-scope.ts';

/** What was earned and paid, in minor units of the currency of the sheet. */
export type MoneyTotals = {
  /** By line, what was charged. */
  readonly charges: ReadonlyMap<string, bigint>;
  /** What issuers paid, and interest on cash and loans; below zero where it was paid. */
  readonly income: bigint;
  readonly interest: bigint;
  readonly slippage: bigint;
  readonly delay: bigint;
  /** Fills that both are known of, and all. */
  readonly measured: number;
  readonly fills: number;
  readonly traded: bigint;
};

/** The line of what is charged without saying as what. */
const PLAIN_LINE = 'fees';
/** The line of what positions of a book are charged beside their fills: funding, borrowing, nights. */
const HOLDING_LINE = 'holding';
/** How many lines of charges are told apart; what is beyond goes into the plain one. */
const LINES_MAX = 100;

/** Sums money by what it was for. */
export class MoneySums {
  readonly #scope: SheetScope;
  readonly #toSheet: (amount: Money) => bigint;
  readonly #charges = new Map<string, bigint>();
  #income = 0n;
  #interest = 0n;
  #slippage = 0n;
  #delay = 0n;
  #measured = 0;
  #fills = 0;
  #traded = 0n;
  #tradedToday = 0n;

  constructor(scope: SheetScope, toSheet: (amount: Money) => bigint) {
    this.#scope = scope;
    this.#toSheet = toSheet;
  }

  /** Whether an entry moves money between an account and its owner. */
  isTransfer({ account, legs }: EntryEvent): boolean {
    return legs.some(({ ledgerAccount }) => ledgerAccount === `${account}/capital`);
  }

  /** Takes in an entry of the accounts; of one book the entries of its account say nothing. */
  entry({ account, legs }: EntryEvent): void {
    if (this.#scope.book !== null) return;
    for (const { ledgerAccount, amount } of legs) {
      if (!ledgerAccount.startsWith(`${account}/`)) continue;
      const [kind = '', line = PLAIN_LINE] = ledgerAccount.slice(account.length + 1).split('/');
      if (kind === 'charges') this.#charge(line, this.#toSheet(amount));
      else if (kind === 'income') this.#income -= this.#toSheet(amount);
      else if (kind === 'interest') this.#interest -= this.#toSheet(amount);
    }
  }

  /** Takes in what a position event charged. */
  position({ charges }: PositionStep, currency: Currency): void {
    if (this.#scope.book === null || charges === 0n) return;
    this.#charge(HOLDING_LINE, this.#toSheet(money(charges, currency)));
  }

  /** Takes in a fill. */
  fill({ fill, instrument, notional, delay, slippage }: FillCost): void {
    const toSheet = (amount: bigint): bigint => this.#toSheet(money(amount, instrument.currency));
    this.#fills += 1;
    this.#traded += toSheet(notional);
    this.#tradedToday += toSheet(notional);
    this.#chargeFill(fill);
    if (delay === null || slippage === null) return;
    this.#measured += 1;
    this.#delay += toSheet(delay);
    this.#slippage += toSheet(slippage);
  }

  /** What was bought and sold since it was last asked for. */
  takeTraded(): bigint {
    const traded = this.#tradedToday;
    this.#tradedToday = 0n;
    return traded;
  }

  /** What came of all. */
  totals(): MoneyTotals {
    return {
      charges: new Map([...this.#charges].filter(([, amount]) => amount !== 0n)),
      income: this.#income,
      interest: this.#interest,
      slippage: this.#slippage,
      delay: this.#delay,
      measured: this.#measured,
      fills: this.#fills,
      traded: this.#traded,
    };
  }

  /** Of a book: the lines of its fills, which its positions have been charged as well. */
  #chargeFill({ fee, charges = [] }: FillCost['fill']): void {
    if (this.#scope.book === null) return;
    let rest = this.#toSheet(fee);
    this.#charge(HOLDING_LINE, -rest);
    for (const { name, amount } of charges) {
      const line = this.#toSheet(money(amount, fee.currency));
      this.#charge(name, line);
      rest -= line;
    }
    this.#charge(PLAIN_LINE, rest);
  }

  #charge(line: string, amount: bigint): void {
    const isKnown = this.#charges.has(line) || this.#charges.size < LINES_MAX;
    const name = isKnown ? line : PLAIN_LINE;
    this.#charges.set(name, (this.#charges.get(name) ?? 0n) + amount);
  }
}
