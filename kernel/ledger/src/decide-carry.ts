import {
  absBigint,
  divideRounded,
  ledgerScaleOf,
  money,
  powerOfTen,
  toMinor,
  type AccountId,
  type Currency,
  type LedgerScales,
  type Minor,
  type Rounding,
} from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  type Instrument,
  type Leg,
  type Position,
} from 'argosy/domain';

import type { EntryBody, PositionBody } from './bodies.ts';
import { chargedBy, type HoldingCharge } from './decide-funding.ts';
import type { LedgerBook } from './ledger-book.ts';

/** What a position costs over some nights. */
export type CarriedPosition = {
  readonly position: Position;
  readonly instrument: Instrument;
  /** Twice what it is valued at; null for what it has cost. */
  readonly mark2: number | null;
  /** The line of charges: of shares that are borrowed, or of a currency pair that is rolled over. */
  readonly line: 'borrow' | 'rollover';
  /** The yearly rates of the nights together, in millionths; below zero it earns. */
  readonly ratesPpm: bigint;
};

/** What cash earns over some nights. */
export type CarriedCash = {
  readonly currency: Currency;
  /** Below zero it is owed. */
  readonly balance: Minor;
  /** The yearly rates of the nights together, in millionths. */
  readonly ratesPpm: bigint;
};

/** What nights cost an account, and bring it. */
export type CarryRequest = {
  readonly account: AccountId;
  /** Named by the day of the last night: the same again does nothing. */
  readonly entry: string;
  readonly base: Currency;
  readonly positions: readonly CarriedPosition[];
  readonly cash: readonly CarriedCash[];
  /** How many days the year of a rate has. */
  readonly daysOfYear: number;
  readonly scales: LedgerScales;
  readonly rounding: Rounding;
};

/** Rates are kept in millionths. */
const MILLION = 1_000_000n;

/**
 * Decides what nights cost: of each position its rates of its value, as a charge on it, and of each
 * balance its rates, as interest. Each is rounded once, by itself, for all its nights. An entry is made
 * where nothing is paid too: it says up to which night all is booked.
 */
export function decideCarry(book: LedgerBook, of: CarryRequest): HoldingCharge | null {
  const { account, entry, base, positions, cash } = of;
  if (book.hasFill(entry)) return null;
  const charged: PositionBody[] = [];
  const sums = new Map<string, Leg>();
  const { cash: cashAccount, interest } = book.accountsOf(account);
  const pay = (ledgerAccount: string, paid: bigint, currency: Currency): void => {
    add(sums, ledgerAccount, paid, currency);
    add(sums, cashAccount, 0n - paid, currency);
  };
  for (const carried of positions) {
    const paid = costOf(carried, of);
    if (paid === 0n) continue;
    charged.push(chargedBy(carried.position, paid));
    pay(book.chargesLineOf(account, carried.line), paid, carried.instrument.currency);
  }
  for (const { balance, currency, ratesPpm } of cash) {
    const earned = shareOf(balance * ratesPpm, of, 0);
    if (earned !== 0n) pay(interest, 0n - earned, currency);
  }
  const moved = [...sums.values()].filter(({ amount }) => amount.amount !== 0n);
  const zero = money(toMinor(0n), base);
  const nothing = [cashAccount, interest].map((name) => ({ ledgerAccount: name, amount: zero }));
  const legs = moved.length === 0 ? nothing : moved;
  const body: EntryBody = { kind: 'entry', entry, account, purpose: 'carry', order: null, legs };
  return { entry: body, positions: charged };
}

/** What a position pays; below zero it earns. */
function costOf(
  { position, instrument, mark2, ratesPpm }: CarriedPosition,
  of: CarryRequest,
): bigint {
  const twice =
    mark2 === null ? position.cost * 2n : exactNotional(instrument, mark2, position.qty);
  const places = notionalScale(instrument) - ledgerScaleOf(of.scales, instrument.currency);
  // Half of what is twice the value is five of it, a place behind.
  return shareOf(absBigint(twice) * 5n * ratesPpm, of, places + 1);
}

/** A yearly rate of something at so many places beyond the books', for a day. */
function shareOf(
  amount: bigint,
  { daysOfYear, rounding }: Pick<CarryRequest, 'daysOfYear' | 'rounding'>,
  places: number,
): bigint {
  const grown = amount * powerOfTen(Math.max(0, -places));
  const divisor = BigInt(daysOfYear) * MILLION * powerOfTen(Math.max(0, places));
  return divideRounded(grown, divisor, rounding);
}

function add(
  sums: Map<string, Leg>,
  ledgerAccount: string,
  amount: bigint,
  currency: Currency,
): void {
  const name = `${ledgerAccount} ${currency}`;
  const before = sums.get(name)?.amount.amount ?? 0n;
  sums.set(name, { ledgerAccount, amount: money(toMinor(before + amount), currency) });
}
