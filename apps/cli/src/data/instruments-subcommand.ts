import { parseInstrumentId } from '@argosy/catalog/instruments';
import { formatDay } from 'argosy/core';

import { exitCodes, parseWords, UsageError } from '../words.ts';
import type { DataSubcommand, DataTerminal } from './data-subcommand.ts';

const usage = `argosy data instruments: what can be traded, by day

  argosy data instruments id ID   what an id says: exchange, underlying, last day, right, strike`;

/** `argosy data instruments …`. */
export const instrumentsSubcommand: DataSubcommand = {
  name: 'instruments',
  help: 'what can be traded, by day',
  run: runInstruments,
};

type Verb = (words: readonly string[], terminal: DataTerminal) => number;

const verbs: ReadonlyMap<string, Verb> = new Map([['id', explainId]]);

function runInstruments(words: readonly string[], terminal: DataTerminal): number {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseWords('data instruments', words, options);
  if (values.help === true) {
    terminal.say(usage);
    return exitCodes.done;
  }
  const [name = '', ...rest] = positionals;
  const verb = verbs.get(name);
  if (verb === undefined) throw new UsageError(usage);
  return verb(rest, terminal);
}

function explainId(words: readonly string[], { say }: DataTerminal): number {
  const [id, ...more] = words;
  if (id === undefined || more.length > 0) throw new UsageError(usage);
  const parts = parseInstrumentId(id);
  if (parts === null) {
    throw new UsageError(`${id}: no instrument id, expected SBIN.NSE or NIFTY-20261124-C24500.NFO`);
  }
  const { exchange, symbol, contract } = parts;
  say(`exchange    ${exchange}`);
  if (contract === null) {
    say(`symbol      ${symbol}`);
    return exitCodes.done;
  }
  const { underlying, expiry, right, strike } = contract;
  say(`underlying  ${underlying}`);
  say(`expiry      ${formatDay(expiry)}`);
  say(strike === null ? 'future' : `${right} at ${strike}`);
  return exitCodes.done;
}
