import { requireReports } from '../report/report-files.ts';
import { countOf, parseWords, requireFolder, UsageError } from '../words.ts';
import { runForwardCommand } from './forward-command.ts';
import { runSweepCommand } from './sweep-command.ts';
import { runValidateCommand } from './validate-command.ts';

const sweepUsage = `argosy sweep FILE: tries combinations of parameters of signals, and says what the best of so many is worth

  --out DIR       trials.csv, sweep.json (the verdict) and trials.bin, from which the same sweep goes on
  --threads N     1 to 64; as many as there are cores unless told
  --report FILE   the tear sheet of the best trial, .html or .json; may be told twice

What stands in FILE: docs/sweeps.md.`;

const forwardUsage = `argosy walk-forward FILE: chooses on one stretch of bars and tries on the next, again and again

  --train N       bars it chooses on
  --test N        bars behind that it tries on
  --gap N         bars left out between the two; 0 unless told
  --anchored      all choosing begins at the first bar; it moves along unless told
  --out DIR       walk-forward.json (the verdict) and walk-forward.bin, from which the same walk goes on
  --threads N     1 to 64; as many as there are cores unless told
  --report FILE   the tear sheet of all that was tried, .html or .json; may be told twice

What stands in FILE: docs/sweeps.md.`;

const validateUsage = `argosy cross-validate FILE: chooses on some groups of bars and tries on the others, in every way

  --groups N      into how many the bars are divided
  --tested N      how many of them are tried on at a time; 1 unless told
  --purge N       bars left out before what is tried on; 0 unless told
  --embargo N     the same behind it
  --out DIR       cross-validate.json (the verdict) and cross-validate.bin, from which the same goes on
  --threads N     1 to 64; as many as there are cores unless told
  --report FILE   the tear sheet of the path in the middle, and how all are spread, .html or .json; may be told twice

What stands in FILE: docs/sweeps.md.`;

const help = { help: { type: 'boolean', short: 'h' } } as const;

/** The words of `argosy sweep`. */
export async function sweep(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('sweep', words, {
    ...help,
    out: { type: 'string' },
    threads: { type: 'string' },
    report: { type: 'string', multiple: true },
  });
  const terminal = process.stdout;
  if (values.help === true) return say(sweepUsage);
  const { out = null, threads, report: reports = [] } = values;
  requireReports(reports);
  requireFolder('out', out);
  const path = onlyFile('sweep', positionals);
  return runSweepCommand(path, { out, threads: threadsOf(threads), reports, terminal });
}

/** The words of `argosy walk-forward`. */
export async function forward(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('walk-forward', words, {
    ...help,
    out: { type: 'string' },
    train: { type: 'string' },
    test: { type: 'string' },
    gap: { type: 'string' },
    anchored: { type: 'boolean' },
    threads: { type: 'string' },
    report: { type: 'string', multiple: true },
  });
  if (values.help === true) return say(forwardUsage);
  const path = onlyFile('walk-forward', positionals);
  const { train, test, gap = '0', anchored: isAnchored = false } = values;
  const { report: reports = [], out = null } = values;
  requireReports(reports);
  requireFolder('out', out);
  if (train === undefined || test === undefined) {
    throw new UsageError('walk-forward needs --train and --test, each a number of bars');
  }
  return runForwardCommand(path, {
    train: countOf('train', train),
    test: countOf('test', test),
    gap: countOf('gap', gap),
    isAnchored,
    threads: threadsOf(values.threads),
    out,
    reports,
    terminal: process.stdout,
  });
}

/** The words of `argosy cross-validate`. */
export async function validate(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords('cross-validate', words, {
    ...help,
    out: { type: 'string' },
    groups: { type: 'string' },
    tested: { type: 'string' },
    purge: { type: 'string' },
    embargo: { type: 'string' },
    threads: { type: 'string' },
    report: { type: 'string', multiple: true },
  });
  if (values.help === true) return say(validateUsage);
  const path = onlyFile('cross-validate', positionals);
  const { groups, tested = '1', purge = '0', embargo = '0', threads, out = null } = values;
  const { report: reports = [] } = values;
  requireReports(reports);
  requireFolder('out', out);
  if (groups === undefined) {
    throw new UsageError('cross-validate needs --groups, into how many the bars are divided');
  }
  const terms = {
    groups: countOf('groups', groups),
    tested: countOf('tested', tested),
    purge: countOf('purge', purge),
    embargo: countOf('embargo', embargo),
  };
  return runValidateCommand(path, {
    terms,
    threads: threadsOf(threads),
    out,
    reports,
    terminal: process.stdout,
  });
}

const THREADS_MAX = 64;

function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const threads = countOf('threads', text);
  if (threads < 1 || threads > THREADS_MAX) {
    throw new UsageError(`--threads ${text}: expected 1 to ${THREADS_MAX}`);
  }
  return threads;
}

function onlyFile(command: string, positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined)
    throw new UsageError(`${command} needs a sweep file: argosy ${command} FILE`);
  if (more.length > 0)
    throw new UsageError(`${command} takes one file, found ${more.join(' ')} too`);
  return path;
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
