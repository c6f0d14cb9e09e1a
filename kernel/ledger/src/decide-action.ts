import {
  absBigint,
  formatScaled,
  money,
  ok,
  toMinor,
  type Refusal,
  type Result,
} from 'argosy/core';
import {
  ACTION_SCALE_MAX,
  BPS_OF_WHOLE,
  corporateActionWords,
  intoOf,
  isPaidInFull,
  leastPriceOf,
  PRICE_MAX,
  type ActionRatio,
  type Leg,
} from 'argosy/domain';

import { effectOn } from './action-effects.ts';
import { actionMemo } from './action-memo.ts';
import {
  addEffects,
  noEffect,
  type ActedPosition,
  type ActionEffect,
  type ActionRequest,
} from './action-parts.ts';
import { findOverflow, LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import type { EntryBody, PositionBody } from './bodies.ts';
import { refusal, refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** What an action books: one entry for the account, and the positions after it. */
export type ActionPosting = {
  readonly entry: EntryBody;
  readonly positions: readonly PositionBody[];
};

/**
 * Decides what a corporate action books. It is a fact, so however the account stands is not in its
 * way. A split keeps the cost and changes the quantity; a dividend is income; an exchange and a
 * spin-off take cost along; a redemption closes at a price, and so does the end of a dated instrument,
 * or it delivers what that is on. A short position pays what a long one gets. Null means that it is booked already.
 */
export function decideAction(book: LedgerBook, of: ActionRequest): Result<ActionPosting | null> {
  const { account, entry, action, instrument } = of;
  const memo = actionMemo(account, instrument.id, action);
  const known = book.knownEntry(account, entry);
  if (known !== undefined) {
    const isSame = known.purpose === 'action' && known.legs[0]?.ledgerAccount === memo;
    return isSame ? ok(null) : refused('ENTRY_CONFLICT', entry);
  }
  const flaw = findFlaw(of);
  if (flaw !== null) return flaw;
  const positions = actedOn(of);
  if (!positions.ok) return positions;
  let sum = noEffect;
  for (const acted of positions.value) {
    const effect = effectOn(of, acted);
    if (!effect.ok) return effect;
    sum = addEffects(sum, effect.value);
  }
  const legs = legsOf(book, of, { sum, memo });
  const overflow = findTooMuch(book, legs, sum);
  if (overflow !== null) return { ok: false, refusal: overflow };
  return ok({
    entry: { kind: 'entry', entry, account, purpose: 'action', order: null, legs },
    positions: sum.positions,
  });
}

/** Why what an action makes is more than positions and books can hold; null where it is not. */
function findTooMuch(book: LedgerBook, legs: readonly Leg[], sum: ActionEffect): Refusal | null {
  for (const { key, qty, cost } of sum.positions) {
    if (Number.isSafeInteger(qty) && absBigint(cost) <= LEDGER_AMOUNT_MAX) continue;
    return refusal('AMOUNT_OVERFLOW', `${qty} of ${key.instrument}`);
  }
  for (const { ledgerAccount, amount } of legs) {
    const overflow = findOverflow(amount, book.balance(ledgerAccount, amount.currency));
    if (overflow !== null) return overflow;
  }
  return null;
}

function findFlaw(of: ActionRequest): Result<never> | null {
  const { action, instrument, into, positions } = of;
  if (positions.length === 0)
    return refused('ACTION_OF_NOTHING', `nothing held of ${instrument.id}`);
  const text = corporateActionWords(action, { instrument, into });
  if ('numerator' in action && !isRatio(action)) return refused('ACTION_UNFIT', text);
  const wrong = findWrongKind(of);
  if (wrong !== null) return refused('ACTION_UNFIT', wrong);
  if (intoOf(action, instrument) !== null) {
    if (into === null || into.id === instrument.id) return refused('ACTION_UNFIT', text);
    if (into.currency !== instrument.currency) {
      return refused(
        'CURRENCY_MISMATCH',
        `${instrument.id} in ${instrument.currency}, ${into.id} in ${into.currency}`,
      );
    }
    const isCarried = 'into' in action;
    if (isCarried && isPaidInFull(into) !== isPaidInFull(instrument)) {
      return refused('ACTION_UNFIT', text);
    }
  }
  return isFit(of) ? null : refused('ACTION_UNFIT', text);
}

/** Why an instrument cannot end so; null where it can, or the action is no end. */
function findWrongKind({ action, instrument, into }: ActionRequest): string | null {
  const { id, kind } = instrument;
  if (action.type === 'exercise' && kind !== 'option') return `${id} is no option`;
  if (action.type === 'expiry' && kind !== 'future' && kind !== 'option') return `${id} has no end`;
  return into?.kind === 'index' ? `${into.id} is an index, nobody can have it` : null;
}

/** Of options that are exercised so many as the action says, of the side it says, as they were opened. */
function actedOn({
  action,
  instrument,
  positions,
}: ActionRequest): Result<readonly ActedPosition[]> {
  if (action.type !== 'exercise') return ok(positions);
  const sign = Math.sign(action.qty);
  let left = Math.abs(action.qty);
  const acted: ActedPosition[] = [];
  for (const one of positions) {
    const part = Math.min(left, Math.max(0, sign * one.position.qty));
    if (part === 0) continue;
    left -= part;
    acted.push({ ...one, part: sign * part });
  }
  if (left === 0) return ok(acted);
  const [asked, beyond] = [action.qty, left].map((qty) =>
    formatScaled(qty, instrument.sizePrecision),
  );
  return refused('EXERCISE_TOO_MANY', `${asked} of ${instrument.id}, ${beyond} too many`);
}

function isRatio({ numerator, denominator }: ActionRatio): boolean {
  return [numerator, denominator].every((one) => Number.isSafeInteger(one) && one > 0);
}

function isFit({ action, instrument }: ActionRequest): boolean {
  switch (action.type) {
    case 'dividend':
      return (
        action.perUnit > 0n &&
        isWithin(action.scale, ACTION_SCALE_MAX) &&
        isShare(action.withheldBps)
      );
    case 'spinOff':
      return isShare(action.costBps) && isWithin(action.fractionPrice ?? 0, PRICE_MAX);
    case 'redemption':
      return isWithin(action.price, PRICE_MAX);
    case 'split':
    case 'exchange':
      return isWithin(action.fractionPrice ?? 0, PRICE_MAX);
    case 'subscription':
      return isWithin(action.price, PRICE_MAX) && isWithin(action.fractionPrice ?? 0, PRICE_MAX);
    case 'expiry':
      return isWithin(action.price - leastPriceOf(instrument), 2 * PRICE_MAX);
    case 'exercise':
      return (
        isWithin(action.price, PRICE_MAX) && Number.isSafeInteger(action.qty) && action.qty !== 0
      );
  }
}

function isWithin(value: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= most;
}

function isShare(bps: number): boolean {
  return isWithin(bps, BPS_OF_WHOLE);
}

/** A first leg of nothing names the action; a second stands where no amount moves at all. */
function legsOf(
  book: LedgerBook,
  { account, instrument: { currency } }: ActionRequest,
  { sum, memo }: { readonly sum: ActionEffect; readonly memo: string },
): readonly Leg[] {
  const names = book.accountsOf(account);
  const moved: readonly (readonly [string, bigint])[] = [
    [names.cash, sum.cash],
    [names.inventory, sum.inventory],
    [names.realised, sum.realised],
    [names.income, sum.income],
    [book.chargesLineOf(account, 'withheld tax'), sum.withheld],
  ];
  const legOf = ([ledgerAccount, amount]: readonly [string, bigint]): Leg => {
    return { ledgerAccount, amount: money(toMinor(amount), currency) };
  };
  const legs = moved.filter(([, amount]) => amount !== 0n).map(legOf);
  const rest = legs.length === 0 ? [legOf([names.inventory, 0n])] : legs;
  return [legOf([memo, 0n]), ...rest];
}
