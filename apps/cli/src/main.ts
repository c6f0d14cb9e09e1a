#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';

import { runToEnd } from './run-to-end.ts';
import { usage } from './usage.ts';
import {
  countOf,
  exitCodes,
  parseWords,
  refuseMore,
  refuseOptions,
  requireFolder,
  UsageError,
} from './words.ts';

type Command = (words: readonly string[]) => number | Promise<number>;

const help = { help: { type: 'boolean', short: 'h' } } as const;

/** Every command by its first word; each knows its own options, refuses others, and is loaded when it is asked for. */
const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['start', async (words) => (await import('./start-words.ts')).start(words)],
  ['backtest', backtest],
  ['check', check],
  ['torture', torture],
  ['sweep', async (words) => (await import('./sweep/sweep-words.ts')).sweep(words)],
  ['walk-forward', async (words) => (await import('./sweep/sweep-words.ts')).forward(words)],
  ['cross-validate', async (words) => (await import('./sweep/sweep-words.ts')).validate(words)],
  ['scenario', scenario],
  ['data', data],
  ['journal', journal],
  ['why', async (words) => (await import('./record/why-command.ts')).runWhyCommand(words, say)],
  [
    'replay',
    async (words) => (await import('./record/replay-command.ts')).runReplayCommand(words, say),
  ],
  ['ledger', async (words) => (await import('./ledger-command.ts')).runLedgerCommand(words, say)],
  ['project', project],
  [
    'report',
    async (words) => (await import('./report/report-command.ts')).runReportCommand(words, say),
  ],
  ['names', names],
  ['doctor', doctor],
  ['parity', async (words) => (await import('./parity-command.ts')).runParityCommand(words, say)],
]);

async function main(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  const command = commands.get(first ?? '');
  if (command !== undefined) return command(rest);
  const options = { ...help, version: { type: 'boolean', short: 'v' } } as const;
  const { values, positionals } = parseWords('argosy', words, options);
  if (values.version === true) return say((await import('argosy/backtest')).ARGOSY_VERSION);
  const isHelp = values.help === true || positionals.length === 0 || first === 'help';
  if (isHelp) return say(usage);
  throw new UsageError(`cannot "${positionals.join(' ')}"\n\n${usage}`);
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
  const told = await sheetWordsOf(values);
  const hasTape = values['no-tape'] !== true;
  const hasParquet = values.parquet === true;
  const keeps = { out, journal: record, hasTape, hasParquet, ...told };
  const way = { base: values.base, tellsProgress: values.progress === true };
  const { runBacktestCommand } = await import('./run/backtest-command.ts');
  return runBacktestCommand(path, { ...keeps, ...way, proves, terminal: process.stdout });
}

/** What a user says of a run for its tear sheet, which there is for a file or with the results. */
async function sheetWordsOf(values: {
  readonly out?: string;
  readonly report?: string[];
  readonly benchmark?: string;
  readonly trials?: string;
}): Promise<{
  readonly reports: readonly string[];
  readonly benchmark: string | null;
  readonly trials: number | undefined;
}> {
  const { out, report: reports = [], benchmark = null, trials: told } = values;
  const { requireReports } = await import('./report/report-files.ts');
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
  const { runCheckCommand } = await import('./check-command.ts');
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
  const { runTortureCommand } = await import('./torture-command.ts');
  return runTortureCommand(path, { parameters, seed, only, maxPosition, reportPath, out: say });
}

async function scenario(words: readonly string[]): Promise<number> {
  const options = { ...help, write: { type: 'boolean' } } as const;
  const { values, positionals } = parseWords('scenario', words, options);
  if (values.help === true) return say(usage);
  if (positionals.length === 0) {
    throw missing('scenario needs a file or a folder of them: argosy scenario PATH...');
  }
  const { runScenarioCommand } = await import('./scenario-command.ts');
  return runScenarioCommand(positionals, { out: say, rewrites: values.write === true });
}

/** A journal's commands have words of their own; one that follows ends with ctrl-c. */
async function journal(words: readonly string[]): Promise<number> {
  const { runJournalCommand } = await import('./journal-command.ts');
  return runJournalCommand(words, { say, signal: interruption() });
}

async function data(words: readonly string[]): Promise<number> {
  const signal = interruption();
  const isSeated = process.stdin.isTTY && process.stdout.isTTY;
  const { runDataCommand } = await import('./data/data-command.ts');
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
async function project(words: readonly string[]): Promise<number> {
  const now = (): number => Date.now() * 1000;
  const { runProjectCommand } = await import('./project-command.ts');
  return runProjectCommand(words, { say, environment: process.env, now });
}

/** What the node would be told is what stands in the environment of this process. */
async function doctor(words: readonly string[]): Promise<number> {
  const { runDoctorCommand } = await import('./doctor-command.ts');
  return runDoctorCommand(words, { say, environment: process.env, base: process.cwd() });
}

/** A name comes in by the standard input: words are seen by everybody on the machine. */
async function names(words: readonly string[]): Promise<number> {
  const input = (): Uint8Array => readFileSync(0);
  const { runNamesCommand } = await import('./names-command.ts');
  return runNamesCommand(words, { say, environment: process.env, input });
}

function missing(what: string): UsageError {
  return new UsageError(`${what}\n\n${usage}`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.done;
}

await runToEnd(() => main(process.argv.slice(2)));
