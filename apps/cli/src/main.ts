#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

import { ARGOSY_VERSION } from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';

import { runCheckCommand } from './check-command.ts';
import { runDataCommand } from './data/data-command.ts';
import { runDoctorCommand } from './doctor-command.ts';
import { runParityCommand } from './parity-command.ts';
import { runJournalCommand } from './journal-command.ts';
import { runLedgerCommand } from './ledger-command.ts';
import { runNamesCommand } from './names-command.ts';
import { runProjectCommand } from './project-command.ts';
import { runReportCommand } from './report/report-command.ts';
import { requireReports } from './report/report-files.ts';
import { runReplayCommand } from './record/replay-command.ts';
import { runWhyCommand } from './record/why-command.ts';
import { runBacktestCommand } from './run/backtest-command.ts';
import { runScenarioCommand } from './scenario-command.ts';
import { forward, sweep, validate } from './sweep/sweep-words.ts';
import { runTortureCommand } from './torture-command.ts';
import {
  countOf,
  exitCodes,
  parseWords,
  refuseOptions,
  requireFolder,
  UsageError,
} from './words.ts';

const usage = `argosy: a trading platform; one strategy file in backtest, on paper and live

  argosy start               run Argosy: the demo exchange, strategies, the API; --config DIR in the
                             place of ./config, --headless serves no pages
  argosy backtest FILE       run a run file; --out DIR keeps the results, --journal DIR its
                             record (--no-tape leaves market data out); --prove proves it;
                             --report FILE.html or FILE.json, its tear sheet; --benchmark ID;
                             --trials N, how many were tried before it, for its deflated Sharpe;
                             --parquet, its tables in --out as Parquet too; --base DIR, where the
                             names in the file start from; --progress tells each hundredth in a line
  argosy check FILE[#Name]   check a strategy file: types, imports, parameters, a run on made-up
                             data; --parameters JSON (or a file of it), --json, --no-dry-run
  argosy torture FILE[#Name] put a strategy through 200 hostile scenarios; --seed S, --only NAME,...,
                             --parameters JSON, --max-position N, --out FILE keeps the report
  argosy sweep FILE          search through parameters of signals on all cores; --out DIR keeps the
                             trials and goes on from them, --threads N, --report FILE.html
  argosy walk-forward FILE   choose on --train N bars, try on the next --test N; --gap N, --anchored,
                             --threads N, --report FILE.html
  argosy cross-validate FILE choose on all but one of --groups N of bars, try on that, in every way;
                             --tested N at a time, --purge N, --embargo N bars left out, --threads N
  argosy report DIR          the tear sheet of results, or with --journal DIR that of an account's
                             record, beside its backtest; --help says more
  argosy scenario PATH...    run scenario files, or folders of them; --write pins what happens
  argosy why ORDER [DIR]     the whole story of an order, from the record of a run; --json
  argosy replay DIR          do a run again from its record, to the same hash; --fork N --input FILE
                             changes an input and shows what comes out otherwise
  argosy journal VERB DIR    verify, inspect, tail or archive the record of a shard
  argosy ledger VERB DIR     verify the books of a shard's record, or print its balances
  argosy project VERB        rebuild, or show the state of, the tables that are made of journals
  argosy data SUBCOMMAND     instruments, market rules and history; each has its own --help
  argosy names VERB DIR      put, get, erase or list who the clients are, encrypted
  argosy doctor              what a node needs, and what to do where it is not there; --json
  argosy parity DATA         a node's record beside a backtest: decisions, and fills by cause; --json
  argosy help                this page
  argosy --version           the version

A command ends with 0 where all is well, 1 where what it ran or looked at is not, 2 for words or files that
make no sense.`;

type Command = (words: readonly string[]) => number | Promise<number>;

const help = { help: { type: 'boolean', short: 'h' } } as const;

/** Every command by its first word; each knows its own options, and refuses others. */
const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['start', start],
  ['backtest', backtest],
  ['check', check],
  ['torture', torture],
  ['sweep', (words) => sweep(words, usage)],
  ['walk-forward', (words) => forward(words, usage)],
  ['cross-validate', (words) => validate(words, usage)],
  ['scenario', scenario],
  ['data', data],
  ['journal', journal],
  ['why', (words) => runWhyCommand(words, say)],
  ['replay', (words) => runReplayCommand(words, say)],
  ['ledger', (words) => runLedgerCommand(words, say)],
  ['project', project],
  ['report', (words) => runReportCommand(words, say)],
  ['names', names],
  ['doctor', doctor],
  ['parity', (words) => runParityCommand(words, say)],
]);

async function main(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  const command = commands.get(first ?? '');
  if (command !== undefined) return command(rest);
  const options = { ...help, version: { type: 'boolean', short: 'v' } } as const;
  const { values, positionals } = parseWords('argosy', words, options);
  if (values.version === true) return say(ARGOSY_VERSION);
  const isHelp = values.help === true || positionals.length === 0 || first === 'help';
  if (isHelp) return say(usage);
  throw new UsageError(`cannot "${positionals.join(' ')}"\n\n${usage}`);
}

async function start(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('start', words, {
    ...help,
    config: { type: 'string' },
    headless: { type: 'boolean' },
  });
  if (values.help === true) return say(usage);
  refuseMore('start', positionals);
  const { config = null, headless: isHeadless = false } = values;
  if (config !== null) requireFolder('config', config);
  // The server is large, and no other command needs it.
  const { runStart } = await import('./start-command.ts');
  const [base, { env, stdout: terminal }] = [process.cwd(), process];
  return runStart({ config, isHeadless, base, env, terminal });
}

async function backtest(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('backtest', words, {
    ...help,
    out: { type: 'string' },
    journal: { type: 'string' },
    'no-tape': { type: 'boolean' },
    prove: { type: 'boolean' },
    report: { type: 'string', multiple: true },
    benchmark: { type: 'string' },
    trials: { type: 'string' },
    parquet: { type: 'boolean' },
    base: { type: 'string' },
    progress: { type: 'boolean' },
  });
  if (values.help === true) return say(usage);
  const [path, ...more] = positionals;
  if (path === undefined) throw missing('backtest needs a run file: argosy backtest FILE');
  refuseMore('backtest', more);
  const { out = null, prove: proves = false, journal: record = null } = values;
  if (proves) {
    const why = 'a proof leaves no files; run it without --prove for those';
    refuseOptions('backtest', values, { names: ['out', 'journal', 'no-tape', 'report'], why });
  }
  if (record === null) {
    refuseOptions('backtest', values, { names: ['no-tape'], why: 'there is no --journal' });
  }
  if (out === null) {
    refuseOptions('backtest', values, { names: ['parquet'], why: 'there is no --out' });
  }
  requireFolder('out', out);
  requireFolder('journal', record);
  const told = sheetWordsOf(values);
  const hasTape = values['no-tape'] !== true;
  const hasParquet = values.parquet === true;
  const keeps = { out, journal: record, hasTape, hasParquet, ...told };
  const way = { base: values.base, tellsProgress: values.progress === true };
  return runBacktestCommand(path, { ...keeps, ...way, proves, terminal: process.stdout });
}

/** What a user says of a run for its tear sheet, which there is for a file or with the results. */
function sheetWordsOf(values: {
  readonly out?: string;
  readonly report?: string[];
  readonly benchmark?: string;
  readonly trials?: string;
}): {
  readonly reports: readonly string[];
  readonly benchmark: string | null;
  readonly trials: number | undefined;
} {
  const { out, report: reports = [], benchmark = null, trials: told } = values;
  requireReports(reports);
  if (out === undefined && reports.length === 0) {
    const why = 'there is no tear sheet without --report or --out';
    refuseOptions('backtest', values, { names: ['trials', 'benchmark'], why });
  }
  const trials = told === undefined ? undefined : countOf('trials', told);
  if (trials === 0) throw new UsageError('--trials 0: this one was tried too');
  return { reports, benchmark, trials };
}

async function check(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('check', words, {
    ...help,
    parameters: { type: 'string' },
    json: { type: 'boolean' },
    'no-dry-run': { type: 'boolean' },
  });
  if (values.help === true) return say(usage);
  const [path, ...more] = positionals;
  if (path === undefined) throw missing('check needs a strategy file: argosy check FILE');
  refuseMore('check', more);
  const { parameters = null, json: isJson = false, 'no-dry-run': isBrief = false } = values;
  return runCheckCommand(path, { parameters, isJson, runs: !isBrief, out: say });
}

async function torture(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('torture', words, {
    ...help,
    parameters: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    'max-position': { type: 'string' },
    out: { type: 'string' },
  });
  if (values.help === true) return say(usage);
  const [path, ...more] = positionals;
  if (path === undefined) throw missing('torture needs a strategy file: argosy torture FILE');
  refuseMore('torture', more);
  const { parameters = null, seed = null, only = null, out: reportPath = null } = values;
  const maxPosition = values['max-position'] ?? null;
  return runTortureCommand(path, { parameters, seed, only, maxPosition, reportPath, out: say });
}

async function scenario(words: readonly string[]): Promise<number> {
  const options = { ...help, write: { type: 'boolean' } } as const;
  const { values, positionals } = parseWords('scenario', words, options);
  if (values.help === true) return say(usage);
  if (positionals.length === 0) {
    throw missing('scenario needs a file or a folder of them: argosy scenario PATH...');
  }
  return runScenarioCommand(positionals, { out: say, rewrites: values.write === true });
}

/** A journal's commands have words of their own; one that follows ends with ctrl-c. */
function journal(words: readonly string[]): Promise<number> {
  return runJournalCommand(words, { say, signal: interruption() });
}

function data(words: readonly string[]): Promise<number> {
  const signal = interruption();
  const isSeated = process.stdin.isTTY && process.stdout.isTTY;
  return runDataCommand(words, { say, signal, ...(isSeated && { ask: askerOf(signal) }) });
}

/** Asks at the terminal; who interrupts says no. */
function askerOf(signal: AbortSignal): (question: string) => Promise<string> {
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    try {
      return await lines.question(question, { signal });
    } finally {
      lines.close();
    }
  };
}

/** Aborts at the first ctrl-c; at the second the process ends. */
function interruption(): AbortSignal {
  const ends = new AbortController();
  process.once('SIGINT', () => {
    ends.abort();
  });
  return ends.signal;
}

/** What time it is says how old the tables are. */
function project(words: readonly string[]): Promise<number> {
  const now = (): number => Date.now() * 1000;
  return runProjectCommand(words, { say, environment: process.env, now });
}

/** What the node would be told is what stands in the environment of this process. */
function doctor(words: readonly string[]): Promise<number> {
  return runDoctorCommand(words, { say, environment: process.env, base: process.cwd() });
}

/** A name comes in by the standard input: words are seen by everybody on the machine. */
function names(words: readonly string[]): number {
  const input = (): Uint8Array => readFileSync(0);
  return runNamesCommand(words, { say, environment: process.env, input });
}

function missing(what: string): UsageError {
  return new UsageError(`${what}\n\n${usage}`);
}

function refuseMore(command: string, more: readonly string[]): void {
  const [word] = more;
  if (word !== undefined) throw new UsageError(`${command}: cannot do anything with "${word}"`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.done;
}

/** What a person sees of an error, and how the command ends: only a bug has a trace. */
function endOf(error: unknown): { readonly text: string; readonly code: number } {
  if (error instanceof UsageError) return { text: error.message, code: exitCodes.misused };
  if (error instanceof ArgosyError) {
    return { text: `${error.code}: ${error.message}`, code: exitCodes.misused };
  }
  if (!(error instanceof Error)) return { text: String(error), code: exitCodes.bug };
  // A path that may not be read or written, a disk that is full: the system says it in a line.
  const isSystem = 'syscall' in error && 'code' in error;
  if (isSystem) return { text: error.message, code: exitCodes.misused };
  return { text: error.stack ?? error.message, code: exitCodes.bug };
}

// Whoever reads what is printed may have seen enough: `argosy journal tail | head` is no failure.
process.stdout.on('error', (error: Error) => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { text, code } = endOf(error);
  process.stderr.write(`argosy: ${text}\n`);
  process.exitCode = code;
}
