import {
  divideRounded,
  formatScaled,
  money,
  ok,
  toMinor,
  type AccountId,
  type Quantity,
  type Result,
} from 'argosy/core';
import {
  isPaidInFull,
  type Holding,
  type Instrument,
  type Leg,
  type Position,
  type PositionKey,
} from 'argosy/domain';

import type { EntryBody, PositionBody } from './bodies.ts';
import { findStatusFlaw } from './decide-terms.ts';
import type { EntryKnown } from './entry-index.ts';
import { refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';
import { toLedgerAmount, type LedgerUnit } from './ledger-unit.ts';

/** A part of a position that is to go to another book, product or position of the same account. */
export type MoveRequest = {
  readonly account: AccountId;
  /** The client's own id: the same one again does nothing. */
  readonly entry: string;
  readonly instrument: Instrument;
  readonly qty: Quantity;
  readonly from: Position;
  /** Undefined where nothing was ever held there. */
  readonly to: Position | undefined;
  readonly toKey: PositionKey;
  readonly unit: LedgerUnit;
};

/** What tells one move from another. */
export type MoveAsked = Pick<MoveRequest, 'account' | 'entry' | 'qty' | 'toKey'> & {
  readonly fromKey: PositionKey;
};

/** What a move books: an entry that names it, and both positions after it. */
export type MovePosting = {
  readonly entry: EntryBody;
  readonly positions: readonly [from: PositionBody, to: PositionBody];
};

/**
 * Whether a move of an id is booked: the same one, or another. By what was asked for, not by what it
 * came to: once all is moved the same command finds nothing left there.
 */
export function findMove(book: LedgerBook, of: MoveAsked): EntryKnown {
  const known = book.knownEntry(of.account, of.entry);
  if (known === undefined) return 'absent';
  return known.purpose === 'move' && known.legs[0]?.ledgerAccount === moveMemo(of)
    ? 'same'
    : 'other';
}

/**
 * Decides a move at cost: nothing is gained or lost by it, and the account as a whole holds what it
 * held. What is moved must be free, and may not meet a position of the other side. Null means that
 * it is booked already.
 */
export function decideMove(book: LedgerBook, of: MoveRequest): Result<MovePosting | null> {
  const { from, account, entry } = of;
  const known = findMove(book, { ...of, fromKey: from.key });
  if (known === 'other') return refused('ENTRY_CONFLICT', entry);
  if (known === 'same') return ok(null);
  const misfit = findMisfit(of);
  if (misfit !== null) return misfit;
  const flaw = findStatusFlaw(book, account, 'within');
  if (flaw !== null) return { ok: false, refusal: flaw };
  const after = holdingsAfter(of);
  const out = inventoryChange(of, from.cost, after.from.cost);
  const into = inventoryChange(of, of.to?.cost ?? 0n, after.to.cost);
  const legs = legsOf(book, of, { out, into });
  const body: EntryBody = { kind: 'entry', entry, account, purpose: 'move', order: null, legs };
  const moved = movedPosition(of, after.to, out + into);
  return ok({ entry: body, positions: [{ kind: 'position', ...from, ...after.from }, moved] });
}

/**
 * The name of the leg without an amount that says what was moved where. It is in every journal that has
 * one, and is compared with again: its form stays.
 */
function moveMemo({ account, qty, fromKey, toKey }: MoveAsked): string {
  return `${account}/moves/${fromKey.instrument} ${qty} ${placeText(fromKey)} ${placeText(toKey)}`;
}

function placeText({ book, product, id }: PositionKey): string {
  return `${book} ${product} ${id ?? '-'}`;
}

function findMisfit({ qty, from, to, instrument }: MoveRequest): Result<never> | null {
  const toText = (value: number): string => formatScaled(value, instrument.sizePrecision);
  const held = Math.abs(from.qty);
  if (qty <= 0 || qty > held) {
    return refused('MOVE_TOO_LARGE', `${toText(qty)}, holds ${toText(held)}`);
  }
  const there = to?.qty ?? 0;
  if (there === 0 || there > 0 === from.qty > 0) return null;
  return refused('MOVE_CROSSES', `${toText(qty)} of ${toText(from.qty)} meet ${toText(there)}`);
}

/** What is moved takes its share of the cost along. */
function holdingsAfter({ qty, from, to }: MoveRequest): Readonly<Record<'from' | 'to', Holding>> {
  const signed = from.qty > 0 ? qty : 0 - qty;
  const cost = divideRounded(from.cost * BigInt(qty), BigInt(Math.abs(from.qty)), 'halfEven');
  return {
    from: { qty: from.qty - signed, cost: from.cost - cost },
    to: { qty: (to?.qty ?? 0) + signed, cost: (to?.cost ?? 0n) + cost },
  };
}

type Amounts = { readonly out: bigint; readonly into: bigint };

/** Rounding two costs apart can leave a minor unit over: it is realised, so that the books agree. */
function legsOf(book: LedgerBook, of: MoveRequest, { out, into }: Amounts): readonly Leg[] {
  const { account, instrument } = of;
  const { inventory, realised } = book.accountsOf(account);
  const leg = (ledgerAccount: string, amount: bigint): Leg => ({
    ledgerAccount,
    amount: money(toMinor(amount), instrument.currency),
  });
  const memo = moveMemo({ ...of, fromKey: of.from.key });
  const legs = [leg(memo, 0n), leg(inventory, into), leg(inventory, out)];
  return out + into === 0n ? legs : [...legs, leg(realised, 0n - out - into)];
}

function inventoryChange({ instrument, unit }: MoveRequest, before: bigint, after: bigint): bigint {
  if (!isPaidInFull(instrument)) return 0n;
  return toLedgerAmount(after, instrument, unit) - toLedgerAmount(before, instrument, unit);
}

function movedPosition(
  { to, toKey, instrument: { currency } }: MoveRequest,
  after: Holding,
  rest: bigint,
): PositionBody {
  return {
    kind: 'position',
    key: toKey,
    ...after,
    realised: money(toMinor((to?.realised.amount ?? 0n) + rest), currency),
    charges: to?.charges ?? money(toMinor(0n), currency),
  };
}
