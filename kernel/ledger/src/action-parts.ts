import { money, toMinor, type AccountId, type Currency } from 'argosy/core';
import {
  isPaidInFull,
  type CorporateAction,
  type Holding,
  type Instrument,
  type Position,
  type PositionKey,
} from 'argosy/domain';

import type { PositionBody } from './bodies.ts';
import { toLedgerAmount, type LedgerUnit } from './ledger-unit.ts';

/** A position that an action meets, and the one of the other instrument that it may come to. */
export type ActedPosition = {
  readonly position: Position;
  /** Undefined where nothing was ever held there. */
  readonly into: Position | undefined;
  /** How much of it is acted on, signed like it; all of it unless told otherwise. */
  readonly part?: number;
};

/** What an action does to all that an account holds of an instrument. */
export type ActionRequest = {
  readonly account: AccountId;
  /** The sender's own id: the same one again does nothing. */
  readonly entry: string;
  readonly action: CorporateAction;
  readonly instrument: Instrument;
  /** The other instrument, as `intoOf` names it; null where the action has none. */
  readonly into: Instrument | null;
  /** Those that are not flat. */
  readonly positions: readonly ActedPosition[];
  readonly unit: LedgerUnit;
};

/** What an action does to a position, or to several; the amounts are debits above zero. */
export type ActionEffect = {
  readonly positions: readonly PositionBody[];
  readonly cash: bigint;
  readonly inventory: bigint;
  readonly realised: bigint;
  readonly income: bigint;
  readonly withheld: bigint;
};

/** What an action without effect does. */
export const noEffect: ActionEffect = {
  positions: [],
  cash: 0n,
  inventory: 0n,
  realised: 0n,
  income: 0n,
  withheld: 0n,
};

/** What an action makes of a position. */
export type ActedChange = {
  readonly of: Position;
  readonly after: Holding;
  readonly instrument: Instrument;
};

/** What closes the sum is realised on the position that the action met, the first one. */
export function settle(
  { instrument, unit }: Pick<ActionRequest, 'instrument' | 'unit'>,
  { cash: paid, bodies }: { readonly cash: bigint; readonly bodies: readonly ActedChange[] },
): ActionEffect {
  let moved = 0n;
  for (const { of: before, after, instrument: listed } of bodies) {
    moved += toLedgerAmount(after.cost, listed, unit) - toLedgerAmount(before.cost, listed, unit);
  }
  const realised = 0n - paid - moved;
  const isPaid = isPaidInFull(instrument);
  const positions = bodies.map(({ of: before, after }, place): PositionBody => {
    const gained = place === 0 ? realised : 0n;
    const sum = money(before.realised.amount - gained, before.realised.currency);
    const { key, charges } = before;
    return { kind: 'position', key, qty: after.qty, cost: after.cost, realised: sum, charges };
  });
  return {
    ...noEffect,
    positions,
    cash: isPaid ? paid : 0n - realised,
    inventory: isPaid ? moved : 0n,
    realised,
  };
}

/** What two of them do together. */
export function addEffects(one: ActionEffect, other: ActionEffect): ActionEffect {
  return {
    positions: [...one.positions, ...other.positions],
    cash: one.cash + other.cash,
    inventory: one.inventory + other.inventory,
    realised: one.realised + other.realised,
    income: one.income + other.income,
    withheld: one.withheld + other.withheld,
  };
}

/** One that was never held. */
export function emptyPosition(key: PositionKey, currency: Currency): Position {
  const zero = money(toMinor(0n), currency);
  return { key, qty: 0, cost: 0n, realised: zero, charges: zero };
}
