import { TRADING_ORIGIN } from 'argosy/core';
import type { Command, Order, OrderRequest, StateScope, TradingState } from 'argosy/domain';

import { tradingDefaults, type TradingConfig } from './trading-config.ts';

/** Who sent a command. */
export type Sender = Pick<Command, 'origin' | 'strategy'>;

const severity: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCING: 1, HALTED: 2 };

/** Whether a sender may create this order: under an id of its own origin and in its own name. */
export function mayCreate(
  config: TradingConfig,
  { origin, strategy }: Sender,
  request: Pick<OrderRequest, 'strategy'> & { readonly origin: string },
): boolean {
  if (isFree(config, strategy)) return true;
  return request.origin === origin && request.strategy === strategy;
}

/** Whether a sender may amend or cancel this order. */
export function mayTouch(
  config: TradingConfig,
  { strategy }: Sender,
  order: Pick<Order, 'request'>,
): boolean {
  return isFree(config, strategy) || order.request.strategy === strategy;
}

/** Whether a sender may move money in and out of an account. */
export function mayTransfer(config: TradingConfig, { strategy }: Sender): boolean {
  return isFree(config, strategy);
}

/**
 * Whether a sender may change the state of a scope; anyone may tighten that of its account. How much
 * room the journal has only the shard itself says.
 */
export function maySetState(
  config: TradingConfig,
  { origin, strategy }: Sender,
  change: { readonly scope: StateScope; readonly from: TradingState; readonly to: TradingState },
): boolean {
  if (change.scope.kind === 'storage') return strategy === null && origin === TRADING_ORIGIN;
  if (isFree(config, strategy)) return true;
  return change.scope.kind !== 'firm' && severity[change.to] >= severity[change.from];
}

/** Whether a sender may confirm an order; a strategy confirms none of its own. */
export function mayConfirm(config: TradingConfig, { strategy }: Sender): boolean {
  return isFree(config, strategy);
}

/** Whether a sender may set limits. */
export function maySetLimit(config: TradingConfig, { strategy }: Sender): boolean {
  return isFree(config, strategy);
}

/** Whether a sender may press the kill switch of a scope; a strategy presses its own. */
export function mayKill(config: TradingConfig, { strategy }: Sender, scope: StateScope): boolean {
  if (scope.kind === 'storage') return false;
  if (isFree(config, strategy)) return true;
  return scope.kind === 'strategy' && scope.strategy === strategy;
}

/** People and outside programs come through the gateway, which has asked for their rights. */
function isFree({ originPolicy }: TradingConfig, strategy: Sender['strategy']): boolean {
  return strategy === null || (originPolicy ?? tradingDefaults.originPolicy) === 'any';
}
