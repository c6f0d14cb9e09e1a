import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Which tests to run, and where the sources are. */
export type TestsToRun = {
  readonly root: string;
  readonly files: readonly string[];
  /** Only tests whose full name has this in it; the first one that fails ends the run. */
  readonly named?: string;
  /** A file for the report, which nobody else writes meanwhile. */
  readonly report: string;
};

/** What came of one test. */
export type TestOutcome = {
  readonly file: string;
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
};

type Report = {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

const MILLIS_MAX = 240_000;

/** Runs tests in a process of their own; a file that cannot be loaded is an error, not a failed test. */
export async function runTests(wanted: TestsToRun): Promise<readonly TestOutcome[]> {
  const { root, files, named, report } = wanted;
  rmSync(report, { force: true });
  const words = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...files];
  words.push('--reporter=json', `--outputFile=${report}`);
  if (named !== undefined) words.push('--bail=1', '-t', toPattern(named));
  const child = spawn(process.execPath, words, {
    cwd: root,
    timeout: MILLIS_MAX,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  await once(child, 'close');
  return outcomesOf(wanted, Buffer.concat(said).toString().slice(-400));
}

function outcomesOf({ files, report }: TestsToRun, said: string): readonly TestOutcome[] {
  let found: Report;
  try {
    found = JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    throw new Error(`${files.join(', ')} could not be run: ${said}`);
  }
  const results = found.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map((one) => ({ ...one, file })),
  );
  if (results.length === 0 || found.testResults.length < files.length)
    throw new Error(`${files.join(', ')}: ${found.testResults[0]?.message ?? 'no test ran'}`);
  return results.map(({ file, fullName, status }) => ({
    file,
    name: fullName,
    status: toStatus(status),
  }));
}

function toStatus(status: string): TestOutcome['status'] {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

/** Between the name of a group and that of its test the runner puts more than a space. */
function toPattern(text: string): string {
  const escaped = text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
  return escaped.replaceAll(' ', '(?: > | )');
}
