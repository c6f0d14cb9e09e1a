import {
  decodeVersioned,
  toAccountId,
  toStrategyId,
  type AccountId,
  type Result,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import { inputCodec, type Input, type TradingState } from 'argosy/domain';

import { projectionTables } from '../schema/projection-tables.ts';
import type { ProjectionStore } from '../store.ts';
import {
  equals,
  ownedBy,
  readPage,
  type OwnerFilter,
  type Page,
  type PageRequest,
  type Span,
} from './page.ts';
import type { RowReader } from './row-reader.ts';
import { tradingStates } from './words.ts';

/** A command with its place in its shard. */
export type ProjectedCommand = {
  readonly shard: string;
  readonly number: number;
  readonly input: Input;
};

/** Which commands are wanted. */
export type CommandFilter = Span &
  OwnerFilter & {
    readonly strategy?: StrategyId;
    readonly type?: string;
  };

/** Commands, whoever sent them, the newest first. */
export async function listCommands(
  { db }: ProjectionStore,
  filter: CommandFilter,
  page: PageRequest = {},
): Promise<Result<Page<ProjectedCommand>>> {
  const question = {
    table: 'commands',
    shape: projectionTables.commands,
    where: [
      ...ownedBy(filter),
      ...equals('strategy', filter.strategy),
      ...equals('type', filter.type),
    ],
    span: ['at', filter],
    order: ['at', 'shard', 'number'],
    direction: 'down',
    parse: (row: RowReader): ProjectedCommand => ({
      shard: row.text('shard'),
      number: row.int('number'),
      input: decodeVersioned(inputCodec, row.bytes('body')),
    }),
  } as const;
  return readPage(db, question, page);
}

/** A change of what a strategy may do. */
export type ProjectedStrategyChange = {
  readonly shard: string;
  readonly strategy: StrategyId;
  readonly account: AccountId;
  readonly state: TradingState;
  readonly reason: string;
  readonly at: Timestamp;
};

/** What strategies were allowed and forbidden, the newest first. */
export async function listStrategyChanges(
  { db }: ProjectionStore,
  filter: Span & OwnerFilter & { readonly strategy?: StrategyId },
  page: PageRequest = {},
): Promise<Result<Page<ProjectedStrategyChange>>> {
  const question = {
    table: 'strategy_changes',
    shape: projectionTables.strategy_changes,
    where: [...ownedBy(filter), ...equals('strategy', filter.strategy)],
    span: ['at', filter],
    order: ['at', 'shard', 'number', 'place'],
    direction: 'down',
    parse: (row: RowReader): ProjectedStrategyChange => ({
      shard: row.text('shard'),
      strategy: toStrategyId(row.text('strategy')),
      account: toAccountId(row.text('account')),
      state: row.word('state', tradingStates),
      reason: row.text('reason'),
      at: row.time('at'),
    }),
  } as const;
  return readPage(db, question, page);
}
