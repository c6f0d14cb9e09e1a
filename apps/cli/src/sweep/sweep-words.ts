import { requireReports } from '../report/report-files.ts';
import { parseWords, requireFolder, UsageError } from '../words.ts';
import { runForwardCommand, runSweepCommand } from './sweep-command.ts';

const help = { help: { type: 'boolean', short: 'h' } } as const;

/** The words of `argosy sweep`. */
export async function sweep(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parseWords('sweep', words, {
    ...help,
    out: { type: 'string' },
    threads: { type: 'string' },
    report: { type: 'string', multiple: true },
  });
  const terminal = process.stdout;
  if (values.help === true) return say(usage);
  const { out = null, threads, report: reports = [] } = values;
  requireReports(reports);
  requireFolder('out', out);
  const path = onlyFile('sweep', positionals);
  const count = threads === undefined ? undefined : countOf('threads', threads);
  return runSweepCommand(path, { out, threads: count, reports, terminal });
}

/** The words of `argosy walk-forward`. */
export async function forward(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parseWords('walk-forward', words, {
    ...help,
    train: { type: 'string' },
    test: { type: 'string' },
    gap: { type: 'string' },
    anchored: { type: 'boolean' },
    report: { type: 'string', multiple: true },
  });
  if (values.help === true) return say(usage);
  const path = onlyFile('walk-forward', positionals);
  const { train, test, gap = '0', anchored: isAnchored = false } = values;
  const { report: reports = [] } = values;
  requireReports(reports);
  if (train === undefined || test === undefined) {
    throw new UsageError('walk-forward needs --train and --test, each a number of bars');
  }
  return runForwardCommand(path, {
    train: countOf('train', train),
    test: countOf('test', test),
    gap: countOf('gap', gap),
    isAnchored,
    reports,
    terminal: process.stdout,
  });
}

function onlyFile(command: string, positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined)
    throw new UsageError(`${command} needs a sweep file: argosy ${command} FILE`);
  if (more.length > 0)
    throw new UsageError(`${command} takes one file, found ${more.join(' ')} too`);
  return path;
}

function countOf(option: string, text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new UsageError(`--${option}: expected a whole number, found ${text}`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
