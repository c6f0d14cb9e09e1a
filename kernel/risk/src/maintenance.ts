import { compareText } from 'argosy/core';
import { positionKeyText, type MarginLevel, type Position } from 'argosy/domain';

/** What positions have to keep of the margin that they bind as they are opened, in hundredths of a percent. */
export type MaintenanceTerms = {
  /** With less there is a margin call. */
  readonly callBps: number;
  /** With less positions are closed, until there is as much as a margin call asks for. */
  readonly liquidateBps: number;
  readonly policy: LiquidationPolicy;
};

/**
 * What is closed first: the position that has lost most, one after the other; of each its share, as much
 * as it takes; or everything at once.
 */
export type LiquidationPolicy = 'largestLoser' | 'proRata' | 'all';

/** The whole, in hundredths of a percent. */
const WHOLE = 10_000n;

/** What an account has, what its positions bind, and how it stood until now; amounts in its base currency. */
export type MarginStanding = {
  readonly equity: bigint;
  readonly bound: bigint;
  readonly level: MarginLevel;
};

/** How an account stands by its terms. Once it is being closed, it takes as much as a call asks to stop that. */
export function marginLevelOf(
  { equity, bound, level }: MarginStanding,
  { callBps, liquidateBps }: MaintenanceTerms,
): MarginLevel {
  if (bound === 0n) return equity < 0n ? 'bankrupt' : 'sound';
  const has = equity * WHOLE;
  if (has >= bound * BigInt(callBps)) return 'sound';
  const isClosing = level === 'liquidating' || has < bound * BigInt(liquidateBps);
  return isClosing ? 'liquidating' : 'called';
}

/** A position that may have to be closed. */
export type Closable = {
  readonly position: Position;
  /** What it would gain at its mark, in the base currency. */
  readonly gain: bigint;
  /** How fine quantities of it are. */
  readonly lot: number;
  /** Whether it binds no more than it is worth: a bought option, which may be what covers another. */
  readonly isBought: boolean;
};

/** So much of a position is to be closed, whatever its side. */
export type Closing = { readonly position: Position; readonly qty: number };

/**
 * What is to be closed now. Of two that have lost alike, the one whose name comes first; bought options
 * come last, for they may cover written ones.
 */
export function planLiquidation(
  positions: readonly Closable[],
  standing: Pick<MarginStanding, 'equity' | 'bound'>,
  terms: MaintenanceTerms,
): readonly Closing[] {
  const open = positions.filter(({ position }) => position.qty !== 0).toSorted(compareLosses);
  if (terms.policy === 'largestLoser') return open.slice(0, 1).map((one) => closingOf(one, WHOLE));
  const share = terms.policy === 'all' ? WHOLE : shareToClose(standing, terms);
  return open.map((one) => closingOf(one, share));
}

/** What closing at the marks leaves is the equity as it is, over less that is bound. */
function shareToClose(
  { equity, bound }: Pick<MarginStanding, 'equity' | 'bound'>,
  { callBps }: MaintenanceTerms,
): bigint {
  const asked = bound * BigInt(callBps);
  if (equity <= 0n || asked <= 0n) return WHOLE;
  const missing = asked - equity * WHOLE;
  const share = (missing * WHOLE + asked - 1n) / asked;
  return share < 0n ? 0n : share;
}

/** Rounded up to whole lots, and never more than there is. */
function closingOf({ position, lot }: Closable, share: bigint): Closing {
  const held = Math.abs(position.qty);
  const parts = BigInt(held) * share;
  const unit = WHOLE * BigInt(lot);
  const lots = (parts + unit - 1n) / unit;
  return { position, qty: Math.min(held, Number(lots) * lot) };
}

function compareLosses(one: Closable, other: Closable): number {
  if (one.isBought !== other.isBought) return one.isBought ? 1 : -1;
  if (one.gain !== other.gain) return one.gain < other.gain ? -1 : 1;
  return compareText(positionKeyText(one.position.key), positionKeyText(other.position.key));
}
