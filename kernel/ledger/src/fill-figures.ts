import type { Currency } from 'argosy/core';
import {
  applySignedFill,
  exactNotional,
  isPaidInFull,
  type EntryEvent,
  type Fill,
  type Order,
  type Position,
  type PositionEvent,
} from 'argosy/domain';

import type { FillTerms } from './fill-terms.ts';
import type { LedgerBook } from './ledger-book.ts';
import { toLedgerAmount } from './ledger-unit.ts';

/** What a fill comes to under terms that are known. */
export type FillFigures = {
  readonly qty: number;
  readonly cost: bigint;
  readonly cash: bigint;
  readonly inventory: bigint;
  readonly realised: bigint;
  readonly currency: Currency;
};

const flat = { qty: 0, cost: 0n } as const;

/** Reckoned apart from the decider, and in no more steps than there are: every fill of a record is. */
export function computeFigures(
  { instrument, unit }: FillTerms,
  { request }: Order,
  { fill, position }: { readonly fill: Fill; readonly position: Position | undefined },
): FillFigures {
  const { price } = fill;
  const signed = request.side === 'buy' ? fill.qty : -fill.qty;
  const held = position ?? flat;
  const { qty, cost } = applySignedFill(held, instrument, { qty: signed, price });
  const paid = -toLedgerAmount(exactNotional(instrument, price, signed), instrument, unit);
  const atCost =
    toLedgerAmount(cost, instrument, unit) - toLedgerAmount(held.cost, instrument, unit);
  const realised = -paid - atCost;
  const isPaid = isPaidInFull(instrument);
  const { currency } = instrument;
  return {
    qty,
    cost,
    cash: isPaid ? paid : -realised,
    inventory: isPaid ? atCost : 0n,
    realised,
    currency,
  };
}

/** Whether an entry has the legs that a fill comes to, and no others. */
export function hasLegs(
  { legs, account }: Pick<EntryEvent, 'legs' | 'account'>,
  figures: FillFigures,
  {
    fill,
    book,
    cashAccount,
  }: { readonly fill: Fill; readonly book: LedgerBook; readonly cashAccount: string },
): boolean {
  const { inventory, realised, charges } = book.accountsOf(account);
  const { currency } = figures;
  const { fee, charges: lines = [] } = fill;
  let at = 0;
  const is = (ledgerAccount: string, amount: bigint, of: Currency): boolean => {
    if (amount === 0n) return true;
    const leg = legs[at];
    at += 1;
    if (leg?.ledgerAccount !== ledgerAccount) return false;
    return leg.amount.amount === amount && leg.amount.currency === of;
  };
  if (!is(cashAccount, figures.cash, currency)) return false;
  if (!is(inventory, figures.inventory, currency)) return false;
  if (!is(realised, figures.realised, currency)) return false;
  let rest: bigint = fee.amount;
  for (const { name, amount } of lines) {
    if (!is(book.chargesLineOf(account, name), amount, fee.currency)) return false;
    rest -= amount;
  }
  if (!is(charges, rest, fee.currency)) return false;
  return is(cashAccount, -fee.amount, fee.currency) && at === legs.length;
}

/** Whether a position is what a fill makes of the one before. */
export function isAfter(
  event: PositionEvent,
  figures: FillFigures,
  { fill, position }: { readonly fill: Fill; readonly position: Position | undefined },
): boolean {
  const { currency } = figures;
  if (event.qty !== figures.qty || event.cost !== figures.cost) return false;
  if (event.realised.currency !== currency || event.charges.currency !== currency) return false;
  // Charges in another currency stand in the books only.
  const fee = fill.fee.currency === currency ? fill.fee.amount : 0n;
  const charges = (position?.charges.amount ?? 0n) + fee;
  const realised = (position?.realised.amount ?? 0n) - figures.realised;
  return event.realised.amount === realised && event.charges.amount === charges;
}
