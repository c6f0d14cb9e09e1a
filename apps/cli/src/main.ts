#!/usr/bin/env node
import { parseArgs } from 'node:util';

import { ARGOSY_VERSION } from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';

import { runCheckCommand } from './check-command.ts';
import { runJournalCommand } from './journal-command.ts';
import { runLedgerCommand } from './ledger-command.ts';
import { runReplayCommand } from './record/replay-command.ts';
import { runWhyCommand } from './record/why-command.ts';
import { runBacktestCommand } from './run/backtest-command.ts';
import { runScenarioCommand } from './scenario-command.ts';
import { runStart } from './start-command.ts';

const usage = `argosy: a trading platform; one strategy file in backtest, on paper and live

  argosy start [--out DIR]   run the sample backtest on the bundled data
  argosy backtest FILE       run a run file; --out DIR keeps the results, --journal DIR its
                             record (--no-tape leaves market data out); --prove proves it
  argosy check FILE[#Name]   check a strategy file: types, imports, parameters, a run on made-up
                             data; --parameters JSON (or a file of it), --json, --no-dry-run
  argosy scenario PATH...    run scenario files, or folders of them; --write pins what happens
  argosy why ORDER [DIR]     the whole story of an order, from the record of a run; --json
  argosy replay DIR          do a run again from its record, to the same hash; --fork N --input FILE
                             changes an input and shows what comes out otherwise
  argosy journal VERB DIR    verify, inspect or tail the record of a shard
  argosy ledger VERB DIR     verify the books of a shard's record, or print its balances
  argosy help                this page
  argosy --version           the version

Results go to ./results unless --out says otherwise.`;

/** What a command cannot do without. */
const missingAfter: ReadonlyMap<string, string> = new Map([
  ['backtest', 'backtest needs a run file: argosy backtest FILE'],
  ['check', 'check needs a strategy file: argosy check FILE'],
  ['scenario', 'scenario needs a file or a folder of them: argosy scenario PATH...'],
]);

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  out: { type: 'string' },
  write: { type: 'boolean' },
  prove: { type: 'boolean' },
  parameters: { type: 'string' },
  json: { type: 'boolean' },
  'no-dry-run': { type: 'boolean' },
  journal: { type: 'string' },
  'no-tape': { type: 'boolean' },
} as const;
type Values = ReturnType<typeof parse>['values'];

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], allowPositionals: true, options });
}

async function main(words: readonly string[]): Promise<number> {
  if (words[0] === 'journal') return runJournal(words.slice(1));
  if (words[0] === 'why') return runWhyCommand(words.slice(1), say);
  if (words[0] === 'replay') return runReplayCommand(words.slice(1), say);
  if (words[0] === 'ledger') return runLedgerCommand(words.slice(1), say);
  const { values, positionals } = parse(words);
  const [command, ...rest] = positionals;
  if (values.version === true) return say(ARGOSY_VERSION);
  if (values.help === true || command === undefined || command === 'help') return say(usage);
  const code = await obey(command, rest, values);
  if (code !== null) return code;
  const missing = rest.length === 0 ? missingAfter.get(command) : undefined;
  const mistake = missing === undefined ? `cannot "${positionals.join(' ')}"` : missing;
  process.stderr.write(`argosy: ${mistake}\n\n${usage}\n`);
  return 2;
}

/** A journal's commands have words of their own; one that follows ends with ctrl-c. */
function runJournal(words: readonly string[]): Promise<number> {
  const ends = new AbortController();
  process.once('SIGINT', () => {
    ends.abort();
  });
  return runJournalCommand(words, { say, signal: ends.signal });
}

/** Does what a command says; null where its words make no sense. */
async function obey(
  command: string,
  rest: readonly string[],
  values: Values,
): Promise<number | null> {
  const { out, write = false } = values;
  const [path, ...more] = rest;
  if (command === 'start' && path === undefined) {
    return runStart({ out: out ?? 'results', terminal: process.stdout });
  }
  if (path === undefined) return null;
  if (command === 'scenario') return runScenarioCommand(rest, { out: say, rewrites: write });
  if (more.length > 0) return null;
  if (command === 'check') return check(path, values);
  return command === 'backtest' ? backtest(path, values) : null;
}

function backtest(path: string, values: Values): Promise<number> {
  const { out = null, prove: proves = false, journal = null } = values;
  const hasTape = values['no-tape'] !== true;
  return runBacktestCommand(path, { out, proves, journal, hasTape, terminal: process.stdout });
}

function check(path: string, values: Values): Promise<number> {
  const { parameters = null, json: isJson = false, 'no-dry-run': isBrief = false } = values;
  return runCheckCommand(path, { parameters, isJson, runs: !isBrief, out: say });
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** What a person sees of an error: bad input in one line, a bug with its trace. */
function textOf(error: unknown): string {
  if (error instanceof ArgosyError) return `${error.code}: ${error.message}`;
  if (!(error instanceof Error)) return String(error);
  const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage ? `${error.message}\n\n${usage}` : (error.stack ?? error.message);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`argosy: ${textOf(error)}\n`);
  process.exitCode = 1;
}
