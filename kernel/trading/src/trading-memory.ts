import type { AccountId } from 'argosy/core';

import { tradingError } from './errors.ts';
import type { EventEmitterState } from './event-emitter.ts';
import { tradingDefaults, type TradingConfig } from './trading-config.ts';
import type { TradingFoldState } from './trading-fold.ts';

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

function textOf({ closedOrdersMax, recentOrdersMax, dayOffset, onMargin }: TradingBounds): string {
  return `${closedOrdersMax} closed and ${recentOrdersMax} recent orders, days at ${dayOffset}, on margin ${onMargin.join()}`;
}
