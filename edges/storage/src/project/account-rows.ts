import type {
  AccountEvent,
  EquityEvent,
  FloorEvent,
  LimitEvent,
  MarginEvent,
  PositionEvent,
  StateScope,
  StatusEvent,
} from 'argosy/domain';
import { scopeText } from 'argosy/domain';

import type { Changes } from './changes.ts';
import { eventKey, type Placed } from './placed.ts';

/** A position after a change. */
export function addPosition(changes: Changes, { shard, event }: Placed<PositionEvent>): void {
  const { key, qty, cost, realised, charges, at } = event;
  changes.put('positions', {
    shard,
    account: key.account,
    book: key.book,
    instrument: key.instrument,
    product: key.product,
    position: key.id ?? '',
    qty: BigInt(qty),
    cost: String(cost),
    realised: String(realised.amount),
    currency: realised.currency,
    charges: String(charges.amount),
    charges_currency: charges.currency,
    opened_at: BigInt(at),
    updated_at: BigInt(at),
  });
}

/** What an account, or something in it, may do from now on. */
export function addState(changes: Changes, { shard, event }: Placed<AccountEvent>): void {
  const { account, scope, state, reason } = event;
  const at = BigInt(event.at);
  const row = { shard, scope: scopeText(account, scope), account, kind: scope.kind };
  changes.put('risk_states', { ...row, subject: subjectOf(scope), state, reason, at });
  if (scope.kind !== 'strategy') return;
  const { strategy } = scope;
  const key = eventKey(shard, event);
  changes.insert('strategy_changes', { ...key, strategy, account, state, reason, at });
}

/** A limit that holds from now on, or was taken back. */
export function addLimit(changes: Changes, { shard, event }: Placed<LimitEvent>): void {
  const { account, scope, limit, value, until, by, reason, at } = event;
  changes.put('risk_limits', {
    shard,
    scope: scopeText(account, scope),
    name: limit,
    account,
    kind: scope.kind,
    subject: subjectOf(scope),
    value: value === null ? null : String(value),
    until: until === null ? null : BigInt(until),
    set_by: by,
    reason,
    at: BigInt(at),
  });
}

/** How an account stands with whoever keeps its money. */
export function addStatus(changes: Changes, { shard, event }: Placed<StatusEvent>): void {
  const { account, status, reason, at } = event;
  changes.put('account_statuses', { shard, account, status, reason, at: BigInt(at) });
}

/** What no decision may leave an account with less of. */
export function addFloor(changes: Changes, { shard, event }: Placed<FloorEvent>): void {
  const { account, floor, reason, at } = event;
  const { amount, currency } = floor;
  const row = { shard, account, currency, floor: String(amount), reason, at: BigInt(at) };
  changes.put('account_floors', row);
}

/** The level of an account's margin. */
export function addMargin(changes: Changes, { shard, event }: Placed<MarginEvent>): void {
  const { account, level, equity, bound, at } = event;
  changes.put('account_margins', {
    shard,
    account,
    level,
    equity: String(equity.amount),
    bound: String(bound.amount),
    currency: equity.currency,
    at: BigInt(at),
  });
}

/** A point that losses are counted from. */
export function addEquity(changes: Changes, { shard, event }: Placed<EquityEvent>): void {
  const { account, point, gain, at } = event;
  const { amount, currency } = gain;
  const row = { shard, account, point, gain: String(amount), currency, at: BigInt(at) };
  changes.put('equity_points', row);
}

/** The book, strategy or instrument that a scope is about; empty for a wider one. */
function subjectOf(scope: StateScope): string {
  if (scope.kind === 'book') return scope.book;
  if (scope.kind === 'strategy') return scope.strategy;
  return scope.kind === 'instrument' ? scope.instrument : '';
}
