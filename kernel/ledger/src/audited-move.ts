import { isPaidInFull, type EntryEvent, type Position, type PositionEvent } from 'argosy/domain';

import type { FillTerms } from './fill-terms.ts';
import { toLedgerAmount } from './ledger-unit.ts';

/** A move, and the positions that have come of it: first where it went from, then where to. */
export type AuditedMove = {
  readonly entry: EntryEvent;
  readonly changes: { readonly before: Position | undefined; readonly after: PositionEvent }[];
};

/** How many positions a move changes. */
export const MOVE_POSITIONS = 2;

/** Whether nothing comes of a move as a whole but what rounding two costs apart leaves over. */
export function isMoved(
  { entry, changes }: AuditedMove,
  terms: readonly FillTerms[] | undefined,
): boolean {
  const legs = entry.legs.map(({ ledgerAccount, amount }) => {
    return [ledgerAccount, amount.amount] as const;
  });
  const inventory = legs.filter(([name]) => name.endsWith('/inventory'));
  const sum = (ending: string): bigint =>
    legs.reduce((total, [name, amount]) => total + (name.endsWith(ending) ? amount : 0n), 0n);
  const left = sum('/realised');
  if (sum('/inventory') + left !== 0n || !isNothing(changes, left)) return false;
  const amounts = inventory.map(([, amount]) => amount);
  return terms === undefined || terms.some((one) => isInventory(one, changes, amounts));
}

/** Whether all that changes comes to nothing, but for what the entry realises. */
function isNothing(changes: AuditedMove['changes'], entryRealised: bigint): boolean {
  let [qty, cost, realised] = [0, 0n, entryRealised];
  for (const { before, after } of changes) {
    qty += after.qty - (before?.qty ?? 0);
    cost += after.cost - (before?.cost ?? 0n);
    realised += after.realised.amount - (before?.realised.amount ?? 0n);
  }
  return qty === 0 && cost === 0n && realised === 0n;
}

/** Whether the legs at cost are what the costs of the positions change by; first comes where it went to. */
function isInventory(
  { instrument, unit }: FillTerms,
  changes: AuditedMove['changes'],
  legs: readonly bigint[],
): boolean {
  if (!isPaidInFull(instrument)) return legs.every((amount) => amount === 0n);
  const rounded = (cost: bigint): bigint => toLedgerAmount(cost, instrument, unit);
  const due = changes.map(({ before, after }) => rounded(after.cost) - rounded(before?.cost ?? 0n));
  return due.toReversed().every((amount, at) => legs[at] === amount);
}
