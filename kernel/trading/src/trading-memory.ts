import type { AccountId } from 'argosy/core';

import { tradingError } from './errors.ts';
import type { EventEmitterState } from './event-emitter.ts';
import type { TouchTableState } from './touch-table.ts';
import { tradingDefaults, type TradingConfig } from './trading-config.ts';
import type { TradingFoldState } from './trading-fold-state.ts';

/**
 * What a machine knows from its own events alone, as plain data. Prices are not in it: they come from
 * the market again, and those of a past day would be wrong.
 */
export type TradingMemory = {
  readonly bounds: TradingBounds;
  readonly fold: TradingFoldState;
  readonly emitter: EventEmitterState;
};

/** What decides how much a machine keeps of its past: with other bounds it would know other things. */
type TradingBounds = {
  readonly closedOrdersMax: number;
  readonly recentOrdersMax: number;
  readonly dayOffset: number;
  readonly onMargin: readonly AccountId[];
};

/** The bounds of a configuration. */
export function boundsOf(config: TradingConfig): TradingBounds {
  const { closedOrdersMax, recentOrdersMax, dayOffset, accounts } = config;
  return {
    closedOrdersMax: closedOrdersMax ?? tradingDefaults.closedOrdersMax,
    recentOrdersMax: recentOrdersMax ?? tradingDefaults.recentOrdersMax,
    dayOffset: dayOffset ?? 0,
    onMargin: accounts.flatMap(({ id, kind }) => (kind === 'margin' ? [id] : [])).sort(),
  };
}

/** Throws where a memory's bounds are not those of a configuration. */
export function requireBounds(bounds: TradingBounds, config: TradingConfig): void {
  const [given, own] = [textOf(bounds), textOf(boundsOf(config))];
  if (given !== own) throw tradingError('STATE_MISMATCH', `kept with ${given}, now ${own}`);
}

/** Throws where a state is of other instruments or accounts than a configuration's. */
export function requireFit(
  { touches, fold }: { readonly touches: TouchTableState; readonly fold: TradingFoldState },
  config: TradingConfig,
): void {
  const { room } = config.instruments;
  if (touches.length !== room) {
    const detail = `${touches.length} instruments instead of ${room}`;
    throw tradingError('STATE_MISMATCH', detail);
  }
  requireAccounts(fold, config);
}

/** Throws where what was folded is of an account that a configuration does not have. */
export function requireAccounts(
  { accounts }: Pick<TradingFoldState, 'accounts'>,
  config: TradingConfig,
): void {
  const known = new Set(config.accounts.map(({ id }) => id));
  for (const { account } of accounts) {
    if (known.has(account)) continue;
    throw tradingError('STATE_MISMATCH', `account ${account} is not configured`);
  }
}

function textOf({ closedOrdersMax, recentOrdersMax, dayOffset, onMargin }: TradingBounds): string {
  return `${closedOrdersMax} closed and ${recentOrdersMax} recent orders, days at ${dayOffset}, on margin ${onMargin.join()}`;
}
