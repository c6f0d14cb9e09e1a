import { money, ok, toMinor, type Currency, type Minor, type Result } from 'argosy/core';
import {
  applySignedFill,
  exactNotional,
  isPaidInFull,
  type Fill,
  type Holding,
  type Instrument,
  type Leg,
  type OrderRequest,
  type Position,
  type PositionKey,
} from 'argosy/domain';

import type { EntryBody, PositionBody } from './bodies.ts';
import { refused } from './errors.ts';
import { keptOf, type FillUnits } from './fill-units.ts';
import { unsettledAccountOf } from './ledger-accounts.ts';
import type { LedgerBook } from './ledger-book.ts';
import { toLedgerAmount, type LedgerUnit } from './ledger-unit.ts';

/** A fill and the position it meets. */
export type FillRequest = {
  /** The id of the entry; one fill has one. */
  readonly entry: string;
  readonly request: OrderRequest;
  readonly instrument: Instrument;
  readonly key: PositionKey;
  /** Undefined for a position that was never held. */
  readonly position: Position | undefined;
  readonly fill: Fill;
  readonly unit: LedgerUnit;
  /** The day on which its cash settles; left out where it is there at once. */
  readonly settlesOn?: number;
  /** What it comes to where units are no longer what they were at the fill; left out where they are. */
  readonly units?: FillUnits;
};

/** A fill to be taken back. */
export type BustRequest = FillRequest & {
  /** How much the fill had changed the position's exact cost; null where that is not known. */
  readonly costChange: bigint | null;
};

/** What is booked: one compound entry, none where no money moves, and the position after it. */
export type FillPosting = { readonly entry: EntryBody | null; readonly position: PositionBody };

/** The amounts of a posting, debits above zero. */
type Amounts = {
  readonly cash: bigint;
  readonly inventory: bigint;
  readonly realised: bigint;
  readonly fee: bigint;
};

/** What is booked: whether it comes or is taken back, what is held then, and the money that moves. */
type Movement = {
  readonly purpose: 'fill' | 'bust';
  readonly after: Holding;
  readonly amounts: Amounts;
};

/**
 * Decides what a fill books. The cash leg is the exact notional, rounded; the inventory leg is the
 * rounded cost after less the rounded cost before, so that it telescopes over any number of fills;
 * the realised leg closes the sum; charges have legs of their own, zero legs are left out. Of a
 * future, which is not paid in full, only the realised gain moves.
 */
export function decideFill(book: LedgerBook, of: FillRequest): Result<FillPosting> {
  const after = move(of, 1);
  const amounts = amountsOf(of, after.cost, { cash: 0n - cashValue(of), fee: of.fill.fee.amount });
  return post(book, of, { purpose: 'fill', after, amounts });
}

/**
 * Decides what the bust of a fill books: its cash and charges come back, and the position gives
 * back the quantity and the cost that the fill had brought. Where later fills have left less than
 * that cost, the trade is reversed at its own price instead.
 */
export function decideBust(book: LedgerBook, of: BustRequest): Result<FillPosting> {
  const after = unwind(of) ?? move(of, -1);
  const amounts = amountsOf(of, after.cost, { cash: cashValue(of), fee: 0n - of.fill.fee.amount });
  return post(book, of, { purpose: 'bust', after, amounts });
}

/** Of what is not paid in full, only the gain or loss moves, and there is no inventory at cost. */
function amountsOf(
  of: FillRequest,
  costAfter: bigint,
  { cash, fee }: Pick<Amounts, 'cash' | 'fee'>,
): Amounts {
  const inventory = inventoryChange(of, costAfter);
  const realised = -cash - inventory;
  if (isPaidInFull(of.instrument)) return { cash, inventory, realised, fee };
  return { cash: -realised, inventory: 0n, realised, fee };
}

const flat: Holding = { qty: 0, cost: 0n };

function post(book: LedgerBook, of: FillRequest, movement: Movement): Result<FillPosting> {
  const { entry, request } = of;
  const { purpose, after, amounts } = movement;
  const { account, id: order } = request;
  const legs = legsOf(book, of, movement);
  const body: EntryBody = { kind: 'entry', entry, account, purpose, order, legs };
  if (book.hasEntry(body) !== 'absent') return refused('ENTRY_EXISTS', entry);
  const position = positionAfter(of, after, amounts);
  return ok({ entry: legs.length === 0 ? null : body, position });
}

function legsOf(book: LedgerBook, of: FillRequest, { purpose, amounts }: Movement): readonly Leg[] {
  const { cash, inventory, realised, fee: paid } = amounts;
  const { currency } = of.instrument;
  const { fee, charges = [] } = of.fill;
  const accounts = book.accountsOf(of.request.account);
  const legs: Leg[] = [];
  const cashAccount =
    of.settlesOn === undefined
      ? accounts.cash
      : unsettledAccountOf(of.request.account, of.settlesOn);
  pushLeg(legs, cashAccount, cash, currency);
  pushLeg(legs, accounts.inventory, inventory, currency);
  pushLeg(legs, accounts.realised, realised, currency);
  // A leg for each line of the fee; a bust takes them back. What they leave of it stands without a name.
  let rest: bigint = paid;
  for (const { name, amount } of charges) {
    const line = purpose === 'fill' ? amount : 0n - amount;
    pushLeg(legs, book.chargesLineOf(of.request.account, name), line, fee.currency);
    rest -= line;
  }
  pushLeg(legs, accounts.charges, rest, fee.currency);
  pushLeg(legs, cashAccount, -paid, fee.currency);
  return legs;
}

function pushLeg(legs: Leg[], ledgerAccount: string, amount: bigint, currency: Currency): void {
  if (amount !== 0n) legs.push({ ledgerAccount, amount: money(toMinor(amount), currency) });
}

/** Charges in another currency than the instrument's stand in the ledger only. */
function positionAfter(of: FillRequest, after: Holding, amounts: Amounts): PositionBody {
  const { key, position, instrument, fill } = of;
  const { currency } = instrument;
  const realised = (position?.realised.amount ?? 0n) - amounts.realised;
  const fee = fill.fee.currency === currency ? amounts.fee : 0n;
  return {
    kind: 'position',
    key,
    qty: after.qty,
    cost: after.cost,
    realised: money(toMinor(realised), currency),
    charges: money(toMinor((position?.charges.amount ?? 0n) + fee), currency),
  };
}

/** What the fill is worth, rounded: above zero for a purchase. */
function cashValue(of: FillRequest): Minor {
  const exact = exactNotional(of.instrument, of.fill.price, signedQty(of));
  return toLedgerAmount(exact, of.instrument, of.unit);
}

function inventoryChange({ position, instrument, unit }: FillRequest, costAfter: bigint): bigint {
  const before = toLedgerAmount(position?.cost ?? 0n, instrument, unit);
  return toLedgerAmount(costAfter, instrument, unit) - before;
}

function unwind(of: BustRequest): Holding | null {
  const { position, costChange } = of;
  if (position === undefined || costChange === null) return null;
  const qty = position.qty - signOf(of) * (of.units?.qty ?? of.fill.qty);
  const cost = position.cost - (of.units === undefined ? costChange : keptOf(costChange, of.units));
  if (qty === 0) return flat;
  return qty > 0 === cost > 0n ? { qty, cost } : null;
}

/** What is held once the fill has come, or was traded back at its own price. */
function move(of: FillRequest, way: 1 | -1): Holding {
  const { instrument, fill, units, position = flat } = of;
  const qty = way * signedQty(of);
  const { price } = fill;
  if (units === undefined) return applySignedFill(position, instrument, { qty, price });
  if (units.qty === 0) return position;
  const notional = keptOf(exactNotional(instrument, price, qty), units);
  return applySignedFill(position, instrument, {
    qty: way * signOf(of) * units.qty,
    price,
    notional,
  });
}

/** As it was traded, in the units of then. */
function signedQty(of: FillRequest): number {
  return signOf(of) * of.fill.qty;
}

function signOf({ request }: FillRequest): 1 | -1 {
  return request.side === 'buy' ? 1 : -1;
}
