import {
  ArgosyError,
  assert,
  BACKTEST_SESSION,
  toBookId,
  toOriginCode,
  toStrategyId,
  compareText,
} from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { createStrategy, type CreatedStrategy, type SeatSetup } from 'argosy/engine';
import { leverageOf, scanOf, type AccountConfig } from 'argosy/trading';

import { Mistakes, type PlacedMistake } from './checks/mistakes.ts';
import type { BacktestConfig, StrategyConfig } from './config.ts';

/** A seat with what the reproducibility card says of it. */
export type PlannedSeat = SeatSetup & {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
};

/** A strategy that was made from its class, with the values of its parameters. */
type Made = CreatedStrategy & { readonly ok: true };

/** Makes each strategy in whose place nothing is wrong; it may fail in ways of its own. */
export function makeStrategies(
  { strategies }: BacktestConfig,
  mistakes: Mistakes,
): ReadonlyMap<string, Made> {
  const made = new Map<string, Made>();
  const isList: boolean = Array.isArray(strategies);
  if (!isList) return made;
  for (const [at, plan] of strategies.entries()) {
    const place = `strategies[${at}]`;
    if (!mistakes.isSound(place)) continue;
    const { id, strategy, parameters = {} } = plan;
    try {
      const created = createStrategy(strategy, parameters);
      assert(created.ok, `strategy ${id}: its parameters have mistakes`);
      made.set(id, created);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      mistakes.note(place, error.message);
    }
  }
  return made;
}

/**
 * The mistakes that are told already, and those of strategies that cannot be made: for whoever tells
 * all at once though the run will not begin.
 */
export function checkMaking(
  config: BacktestConfig,
  told: readonly PlacedMistake[],
): readonly PlacedMistake[] {
  const mistakes = new Mistakes(told);
  makeStrategies(config, mistakes);
  return mistakes.list;
}

/** The seats of a configuration that has no mistakes, by id. */
export function planSeats(
  { strategies, accounts, instruments: listed }: BacktestConfig,
  made: ReadonlyMap<string, Made>,
): readonly PlannedSeat[] {
  const codes = codesOf(strategies);
  const instruments = new InstrumentTable(listed);
  return sortById(strategies).map((plan) => {
    const account = accounts.find(({ id }) => id === plan.account);
    const created = made.get(plan.id);
    assert(account !== undefined, `strategy ${plan.id}: unknown account ${plan.account}`);
    assert(created !== undefined, `strategy ${plan.id} was not made`);
    return seatOf(plan, { account, created, instruments, code: codes.get(plan.id) ?? '' });
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
  return [...strategies].sort((a, b) => compareText(a.id, b.id));
}

function seatOf(
  plan: StrategyConfig,
  {
    account,
    created,
    instruments,
    code,
  }: {
    readonly account: AccountConfig;
    readonly created: Made;
    readonly instruments: InstrumentTable;
    readonly code: string;
  },
): PlannedSeat {
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
    scan: scanOf(account, instruments),
    awaitsReceipts: account.settlement?.receipts === 'payOnSettlement',
    product,
    session: BACKTEST_SESSION,
    lastCounter: -1,
    onFault: plan.onFault ?? 'cancelOrders',
    state: plan.state,
    name: plan.strategy.name,
    values: created.values,
  };
}
