import {
  formatDay,
  MICROS_PER_DAY,
  type AccountId,
  type Currency,
  type Timestamp,
} from 'argosy/core';
import type { Position } from 'argosy/domain';
import { decideCarry, type CarriedCash, type CarriedPosition } from 'argosy/ledger';

import { DAYS_OF_YEAR_DEFAULT, rateAt, type CarryTerms } from './carry-terms.ts';
import { noteOverdraft } from '../reports/fill-path.ts';
import { tradingDefaults, type TradingConfig } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

/** An account that nights cost something. */
export type CarriedAccount = {
  readonly account: AccountId;
  readonly base: Currency;
  readonly terms: CarryTerms;
};

/** The accounts that nights cost something, or bring it. */
export function carriedAccounts({ accounts }: TradingConfig): readonly CarriedAccount[] {
  return accounts.flatMap(({ id, base, carry }) => {
    return carry === undefined ? [] : [{ account: id, base, terms: carry }];
  });
}

/** Whether a night has passed that is not booked for an account. */
export function isNightDue(
  { fold }: Pick<TradingParts, 'fold'>,
  { account, terms }: CarriedAccount,
  now: Timestamp,
): boolean {
  const last = fold.carries.lastNight(account);
  return last === undefined || nightBefore(terms, now) > last;
}

/**
 * Books what the nights since the last look have cost, on what has been held all that time, at the last
 * prices. The first look books none: nobody knows what was before it.
 */
export function bookNights(parts: TradingParts, { account, base, terms }: CarriedAccount): void {
  const { config, fold, emitter } = parts;
  const { daysOfYear = DAYS_OF_YEAR_DEFAULT } = terms;
  const today = nightBefore(terms, emitter.now);
  const last = fold.carries.lastNight(account) ?? today;
  const nights = Array.from({ length: today - last }, (_, place) => {
    return (last + 1 + place) * MICROS_PER_DAY + terms.at;
  });
  const decided = decideCarry(fold.book, {
    account,
    entry: `carry/${account}/${formatDay(today)}`,
    base,
    positions: positionsOver(parts, account, { terms, nights }),
    cash: cashOver(parts, account, { terms, nights }),
    daysOfYear,
    scales: config.scales,
    rounding: config.rounding ?? tradingDefaults.rounding,
  });
  if (decided === null) return;
  emitter.emit(decided.entry);
  for (const position of decided.positions) emitter.emit(position);
  const currencies = new Set(decided.entry.legs.map(({ amount }) => amount.currency));
  for (const currency of currencies) noteOverdraft(parts, { id: null, account }, currency);
}

type Nights = { readonly terms: CarryTerms; readonly nights: readonly number[] };

/** The day whose night has come last. */
function nightBefore({ at }: CarryTerms, now: Timestamp): number {
  return Math.floor((now - at) / MICROS_PER_DAY);
}

function positionsOver(
  { config, fold, touches }: TradingParts,
  account: AccountId,
  over: Nights,
): readonly CarriedPosition[] {
  const carried: CarriedPosition[] = [];
  for (const position of fold.positions.heldOf(account)) {
    const index = config.instruments.indexOf(position.key.instrument);
    if (position.qty === 0 || index === undefined) continue;
    const instrument = config.instruments.at(index);
    const line = instrument.kind === 'currencyPair' ? 'rollover' : 'borrow';
    const ratesPpm = sumOver(over, (at) => ratePpmOf(position, over.terms, { line, at }));
    const mark2 = touches.mark2(index);
    if (ratesPpm === 0n) continue;
    const valued = Number.isNaN(mark2) ? null : mark2;
    carried.push({ position, instrument, mark2: valued, line, ratesPpm });
  }
  return carried;
}

function ratePpmOf(
  { key, qty }: Position,
  terms: CarryTerms,
  { line, at }: { readonly line: CarriedPosition['line']; readonly at: number },
): number {
  const of = key.instrument;
  if (line === 'borrow') return qty < 0 ? (rateAt(terms, { type: line, of, at })?.ratePpm ?? 0) : 0;
  const rate = rateAt(terms, { type: line, of, at });
  return (qty > 0 ? rate?.longPpm : rate?.shortPpm) ?? 0;
}

function cashOver(
  { fold }: TradingParts,
  account: AccountId,
  over: Nights,
): readonly CarriedCash[] {
  return fold.book.cashBalances(account).flatMap(({ amount: balance, currency: of }) => {
    const ratesPpm = sumOver(over, (at) => {
      const rate = rateAt(over.terms, { type: 'cash', of, at });
      return (balance > 0n ? rate?.earnsPpm : rate?.owesPpm) ?? 0;
    });
    return balance === 0n || ratesPpm === 0n ? [] : [{ currency: of, balance, ratesPpm }];
  });
}

function sumOver({ nights }: Nights, rateOf: (at: number) => number): bigint {
  return nights.reduce((sum, at) => sum + BigInt(rateOf(at)), 0n);
}
