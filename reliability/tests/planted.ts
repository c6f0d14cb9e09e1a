import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ReliabilityTest } from '../figures.ts';
import { plantedBugs, type PlantedBug } from '../planted/bugs.ts';
import { copySources } from '../planted/copy-sources.ts';

const root = join(import.meta.dirname, '../..');
const MILLIS_MAX = 240_000;

/** The tests of the tests: mistakes that money was lost by, each of which a named test has to find. */
export const planted: ReliabilityTest = {
  id: 'planted',
  title: 'mistakes put into a copy of the sources, each found by the test that is named for it',
  run: async ({ say }) => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-planted-'));
    try {
      copySources(root, folder);
      const missed: string[] = [];
      for (const bug of plantedBugs) {
        const problem = problemWith(bug, folder);
        say(`  ${problem === null ? 'found' : 'MISSED'}: ${bug.name}`);
        if (problem !== null) missed.push(`${bug.name}: ${problem}`);
      }
      const found = plantedBugs.length - missed.length;
      return {
        pass: missed.length === 0,
        runs: plantedBugs.length,
        notes: [`${found} of ${plantedBugs.length} found`, ...missed],
      };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Null where the bug turned its test red. */
function problemWith({ file, find, replace, caughtBy }: PlantedBug, folder: string): string | null {
  const path = join(folder, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(find)) return `${file} has no ${JSON.stringify(find)}`;
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  try {
    const failed = failedTests(folder, caughtBy.test);
    if (failed.some((name) => name.includes(caughtBy.named))) return null;
    return `${caughtBy.test} stayed green; red were ${failed.length}`;
  } finally {
    writeFileSync(path, whole);
  }
}

type Report = {
  readonly testResults: readonly {
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** The names of the tests of a file that fail; a file that cannot be loaded is an error, not a find. */
function failedTests(folder: string, test: string): readonly string[] {
  const out = join(folder, 'report.json');
  rmSync(out, { force: true });
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const words = [vitest, 'run', test, '--reporter=json', `--outputFile=${out}`];
  const { stderr } = spawnSync(process.execPath, words, {
    cwd: folder,
    timeout: MILLIS_MAX,
    encoding: 'utf8',
  });
  let report: Report;
  try {
    report = JSON.parse(readFileSync(out, 'utf8')) as Report;
  } catch {
    throw new Error(`${test} could not be run: ${stderr.slice(-400)}`);
  }
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  if (results.length === 0)
    throw new Error(`${test}: ${report.testResults[0]?.message ?? 'no test ran'}`);
  return results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}
