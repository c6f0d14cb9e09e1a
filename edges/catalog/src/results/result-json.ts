import type { AccountSummary, BacktestResult } from 'argosy/backtest';

import type { JsonRecord, RunValues } from './run-values.ts';
import type { TextFile } from '../csv/text-file.ts';
import type { ThinCurve } from './thin-curve.ts';

/** Where the long lists of a result wait: files of JSON elements with commas between. */
export type RunLists = {
  readonly orders: string;
  readonly fills: string;
  readonly equity: ThinCurve;
};

/** What `result.json` is made of. */
export type ResultParts = {
  readonly result: BacktestResult;
  readonly lists: RunLists;
  readonly values: RunValues;
};

/** Writes `result.json`, member by member: the lists go from file to file. */
export function writeResult(file: TextFile, { result, lists, values }: ResultParts): void {
  const { openOrders, positions, closedPositions, realised, accounts, ...rest } = result;
  const { schema, card, from, until, daily, faults, commands, ...figures } = rest;
  file.write(`{\n  "schema": ${toJson(schema)}`);
  member(file, 'from', values.time(from));
  member(file, 'until', values.time(until));
  for (const [name, value] of Object.entries(figures)) member(file, name, value);
  member(file, 'card', card);
  list(
    file,
    'accounts',
    accounts.map((account) => accountJson(account, values)),
  );
  list(
    file,
    'positions',
    positions.map((position) => values.position(position)),
  );
  list(
    file,
    'closedPositions',
    closedPositions.map((position) => values.closedPosition(position)),
  );
  list(
    file,
    'realised',
    realised.map((total) => values.realised(total)),
  );
  list(
    file,
    'openOrders',
    openOrders.map((order) => values.order(order)),
  );
  list(
    file,
    'daily',
    daily.map((sample) => values.equity(sample)),
  );
  list(
    file,
    'commands',
    commands.map((command) => values.command(command)),
  );
  list(
    file,
    'faults',
    faults.map((fault) => ({ ...fault, at: values.time(fault.at) })),
  );
  member(file, 'equityCount', lists.equity.count);
  member(file, 'equityNote', equityNote(lists.equity));
  list(
    file,
    'equity',
    lists.equity.points().map((sample) => values.equity(sample)),
  );
  listOfFile(file, 'orders', lists.orders);
  listOfFile(file, 'fills', lists.fills);
  file.write('\n}\n');
}

function accountJson(summary: AccountSummary, values: RunValues): JsonRecord {
  const { account, opening, cash, balances, equity, realised, unrealised, charges } = summary;
  const { transferred } = summary;
  return {
    account,
    currency: equity.currency,
    opening: values.money(opening),
    cash: values.money(cash),
    balances: balances.map((balance) => values.money(balance)),
    equity: values.money(equity),
    realised: values.money(realised),
    unrealised: values.money(unrealised),
    charges: values.money(charges),
    transferred: values.money(transferred),
  };
}

function equityNote(curve: ThinCurve): string | null {
  const { count, span } = curve;
  if (span === 1) return null;
  const kept = curve.points().length;
  return `${kept} of ${count} points by bar: the first, lowest, highest and last of every ${span} of an account; all are in equity.csv`;
}

function member(file: TextFile, name: string, value: unknown): void {
  file.write(`,\n  ${toJson(name)}: ${toJson(value)}`);
}

function list(file: TextFile, name: string, elements: readonly JsonRecord[]): void {
  file.write(`,\n  ${toJson(name)}: [`);
  for (const [index, element] of elements.entries()) {
    file.write(`${index === 0 ? '' : ','}\n    ${toJson(element)}`);
  }
  file.write(']');
}

function listOfFile(file: TextFile, name: string, path: string): void {
  file.write(`,\n  ${toJson(name)}: [`);
  file.writeFile(path);
  file.write(']');
}

/** Parameters and counters may hold big integers: they become decimal strings like every amount. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? String(inner) : inner,
  );
}
