import { toMinor, type Currency, type Minor } from 'argosy/core';
import type { EntryEvent, HoldEvent, Leg, ReservationEvent } from 'argosy/domain';
import { ledgerAccountsOf, type ReservationPhase } from 'argosy/ledger';

import type { Changes } from './changes.ts';
import { eventKey, type Placed } from './placed.ts';

/** Both sides of a ledger account in one currency, and their difference. */
export type BalanceSides = {
  readonly debits: Minor;
  readonly credits: Minor;
  readonly balance: Minor;
};

/** A ledger account: its sides by currency. */
export type LedgerSides = ReadonlyMap<Currency, BalanceSides>;

/** The ledger accounts of a shard as they are by now. */
export type LedgerAccounts = {
  get(ledgerAccount: string): LedgerSides | undefined;
  set(ledgerAccount: string, sides: LedgerSides): void;
};

const nothing: BalanceSides = { debits: toMinor(0n), credits: toMinor(0n), balance: toMinor(0n) };
const none: LedgerSides = new Map();

/** An entry: each leg moves a balance, and those of charges are lines of their own. */
export function addEntry(
  changes: Changes,
  placed: Placed<EntryEvent>,
  accounts: LedgerAccounts,
): void {
  const { shard, event } = placed;
  for (const [line, leg] of event.legs.entries()) {
    const { ledgerAccount, amount } = leg;
    const before = accounts.get(ledgerAccount) ?? none;
    const sides = post(before.get(amount.currency) ?? nothing, amount.amount);
    accounts.set(ledgerAccount, new Map([...before, [amount.currency, sides]]));
    changes.put('balances', {
      shard,
      ledger_account: ledgerAccount,
      currency: amount.currency,
      account: event.account,
      debits: String(sides.debits),
      credits: String(sides.credits),
      balance: String(sides.balance),
      updated_at: BigInt(event.at),
    });
    addCashLine(changes, placed, { line, leg, balance: sides.balance });
  }
  addCharges(changes, placed);
  if (event.purpose === 'settlement') dropSettled(changes, placed, accounts);
}

/** What remains set aside for an order. */
export function addHold(changes: Changes, { shard, event }: Placed<HoldEvent>): void {
  const { order, account, change, money, qty, group } = event;
  if (change === 'released') {
    changes.drop('holds', { shard, order_id: order });
    return;
  }
  changes.put('holds', {
    shard,
    order_id: order,
    account,
    amount: String(money.amount),
    currency: money.currency,
    qty: BigInt(qty),
    siblings: group,
    updated_at: BigInt(event.at),
  });
}

/** What remains of money that was set aside in its own right. */
export function addReservation(changes: Changes, { shard, event }: Placed<ReservationEvent>): void {
  const { account, reservation, purpose, money, expiresAt, at } = event;
  changes.put('reservations', {
    shard,
    account,
    reservation,
    purpose,
    phase: phaseAfter(event),
    asked: String(money.amount),
    remaining: String(money.amount),
    currency: money.currency,
    expires_at: expiresAt === null ? null : BigInt(expiresAt),
    updated_at: BigInt(at),
  });
}

function phaseAfter({ change, money }: ReservationEvent): ReservationPhase {
  if (change === 'voided' || change === 'expired') return change;
  return money.amount === 0n ? 'posted' : 'open';
}

function post({ debits, credits, balance }: BalanceSides, amount: bigint): BalanceSides {
  return {
    debits: amount > 0n ? toMinor(debits + amount) : debits,
    credits: amount > 0n ? credits : toMinor(credits - amount),
    balance: toMinor(balance + amount),
  };
}

type PostedLeg = { readonly line: number; readonly leg: Leg; readonly balance: Minor };

/** A leg that moves cash is a line of its account's statement. */
function addCashLine(
  changes: Changes,
  { shard, event }: Placed<EntryEvent>,
  { line, leg, balance }: PostedLeg,
): void {
  const { account, entry, purpose, order, at, receivedAt } = event;
  const waiting = `${account}/unsettled/`;
  const isWaiting = leg.ledgerAccount.startsWith(waiting);
  if (!isWaiting && leg.ledgerAccount !== ledgerAccountsOf(account).cash) return;
  changes.insert('cash_lines', {
    ...eventKey(shard, event),
    line: BigInt(line),
    account,
    entry,
    purpose,
    order_id: order,
    settles_on: isWaiting ? leg.ledgerAccount.slice(waiting.length) : null,
    amount: String(leg.amount.amount),
    balance: String(balance),
    currency: leg.amount.currency,
    at: BigInt(at),
    received_at: BigInt(receivedAt),
  });
}

function addCharges(changes: Changes, { shard, event }: Placed<EntryEvent>): void {
  const { account, legs, purpose, entry, order, at } = event;
  const { charges } = ledgerAccountsOf(account);
  for (const [line, { ledgerAccount, amount }] of legs.entries()) {
    const isLine = ledgerAccount === charges || ledgerAccount.startsWith(`${charges}/`);
    if (!isLine) continue;
    changes.insert('charges', {
      ...eventKey(shard, event),
      line: BigInt(line),
      account,
      name: ledgerAccount.slice(charges.length + 1),
      amount: String(amount.amount),
      currency: amount.currency,
      purpose,
      entry,
      order_id: order,
      at: BigInt(at),
    });
  }
}

/** What has settled is nothing any more, and its day does not come again. */
function dropSettled(
  changes: Changes,
  { shard, event }: Placed<EntryEvent>,
  accounts: LedgerAccounts,
): void {
  for (const { ledgerAccount } of event.legs) {
    if (!ledgerAccount.startsWith(`${event.account}/unsettled/`)) continue;
    const sides = accounts.get(ledgerAccount) ?? none;
    if ([...sides.values()].some(({ balance }) => balance !== 0n)) continue;
    for (const currency of sides.keys()) {
      changes.drop('balances', { shard, ledger_account: ledgerAccount, currency });
    }
    accounts.set(ledgerAccount, none);
  }
}
