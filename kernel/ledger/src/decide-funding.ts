import { money, negateMoney, rescale, toMinor, type AccountId } from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  type Instrument,
  type Leg,
  type Position,
} from 'argosy/domain';

import type { EntryBody, PositionBody } from './bodies.ts';
import type { LedgerBook } from './ledger-book.ts';
import type { LedgerUnit } from './ledger-unit.ts';

/** What an account holds of a perpetual when longs and shorts pay each other. */
export type FundingRequest = {
  readonly account: AccountId;
  /** Named by the perpetual and the instant: the same again does nothing. */
  readonly entry: string;
  readonly instrument: Instrument;
  /** Those that are not flat. */
  readonly positions: readonly Position[];
  /** In billionths of the value; above zero longs pay. */
  readonly ratePpb: number;
  /** Twice what positions are valued at: the middle of a quote may be half a unit. */
  readonly mark2: number;
  readonly unit: LedgerUnit;
};

/** What a charge on what is held books: one entry, and the positions after it. */
export type HoldingCharge = {
  readonly entry: EntryBody;
  readonly positions: readonly PositionBody[];
};

/** The places of a rate in billionths. */
const RATE_PLACES = 9;
/** Half of something, at one place more. */
const HALF = 5n;
/** The line of charges that funding is booked to. */
const FUNDING_LINE = 'funding';

/**
 * Decides what funding books: each position pays its rate of its value, or is paid, rounded by itself.
 * It is a charge on the position, so that what the position has earned in all is known. Null where it is
 * booked already, or nothing is paid.
 */
export function decideFunding(book: LedgerBook, of: FundingRequest): HoldingCharge | null {
  const { account, entry, instrument, positions } = of;
  if (book.hasFill(entry)) return null;
  let sum = 0n;
  const charged: PositionBody[] = [];
  for (const position of positions) {
    const paid = fundingOf(position, of);
    if (paid === 0n) continue;
    sum += paid;
    charged.push(chargedBy(position, paid));
  }
  if (charged.length === 0) return null;
  const { currency } = instrument;
  const paid = money(toMinor(sum), currency);
  const legs: readonly Leg[] = [
    { ledgerAccount: book.accountsOf(account).cash, amount: negateMoney(paid) },
    { ledgerAccount: book.chargesLineOf(account, FUNDING_LINE), amount: paid },
  ];
  return {
    entry: { kind: 'entry', entry, account, purpose: 'funding', order: null, legs },
    positions: charged,
  };
}

/** What a position pays; below zero it is paid. */
function fundingOf(
  { qty }: Position,
  { instrument, mark2, ratePpb, unit }: FundingRequest,
): bigint {
  const exact = exactNotional(instrument, mark2, qty) * BigInt(ratePpb) * HALF;
  return rescale(exact, notionalScale(instrument) + RATE_PLACES + 1, unit.scale, unit.rounding);
}

/** A position that has paid for being held; below zero it was paid. */
export function chargedBy(
  { key, qty, cost, realised, charges }: Position,
  paid: bigint,
): PositionBody {
  const sum = money(toMinor(charges.amount + paid), charges.currency);
  return { kind: 'position', key, qty, cost, realised, charges: sum };
}
