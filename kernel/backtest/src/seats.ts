import {
  ArgosyError,
  assert,
  BACKTEST_SESSION,
  toBookId,
  toOriginCode,
  toStrategyId,
} from 'argosy/core';
import { createStrategy, type SeatSetup } from 'argosy/engine';
import { leverageOf, type AccountConfig } from 'argosy/trading';

import type { Mistakes } from './checks/mistakes.ts';
import type { BacktestConfig, StrategyConfig } from './config.ts';

/** A seat with what the reproducibility card says of it. */
export type PlannedSeat = SeatSetup & {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/**
 * The seats of a configuration that has no mistakes, by id. Its strategies are made here, which may
 * fail in ways of their own.
 */
export function planSeats(
  { strategies, accounts }: BacktestConfig,
  mistakes: Mistakes,
): readonly PlannedSeat[] {
  const codes = codesOf(strategies);
  return sortById(strategies).flatMap((plan) => {
    const account = accounts.find(({ id }) => id === plan.account);
    assert(account !== undefined, `strategy ${plan.id}: unknown account ${plan.account}`);
    try {
      return [seatOf(plan, account, codes.get(plan.id) ?? '')];
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      mistakes.note(`strategies[${strategies.indexOf(plan)}]`, error.message);
      return [];
    }
  });
}

/**
 * The code of each strategy, by its id: the one it was given, or its place among the strategies by
 * id, `0001` for the first; `0000` is trading's own.
 */
export function codesOf(strategies: readonly StrategyConfig[]): ReadonlyMap<string, string> {
  return new Map(
    sortById(strategies).map(({ id, code }, place) => {
      return [id, code ?? (place + 1).toString(36).toUpperCase().padStart(4, '0')];
    }),
  );
}

function sortById(strategies: readonly StrategyConfig[]): readonly StrategyConfig[] {
  return [...strategies].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function seatOf(plan: StrategyConfig, account: AccountConfig, code: string): PlannedSeat {
  const created = createStrategy(plan.strategy, plan.parameters ?? {});
  assert(created.ok, `strategy ${plan.id}: its parameters have mistakes`);
  const product = plan.product ?? account.products[0];
  assert(product !== undefined, `account ${account.id} has no product`);
  const book = toBookId(plan.book ?? plan.id);
  const own = account.books?.find(({ id }) => id === book);
  return {
    id: toStrategyId(plan.id),
    code: toOriginCode(code),
    book,
    strategy: created.strategy,
    account: account.id,
    currency: account.base,
    mode: own?.mode ?? account.mode,
    allotment: own?.allotment ?? null,
    kind: account.kind,
    leverage: leverageOf(account),
    product,
    session: BACKTEST_SESSION,
    lastCounter: -1,
    onFault: plan.onFault ?? 'cancelOrders',
    state: plan.state,
    name: plan.strategy.name,
    values: created.values,
  };
}
