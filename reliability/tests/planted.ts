import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ReliabilityTest } from '../figures.ts';
import { plantedBugs, type PlantedBug } from '../planted/bugs.ts';
import { copySources } from '../planted/copy-sources.ts';
import { runTests, type TestOutcome } from '../run-vitest.ts';

const root = join(import.meta.dirname, '../..');
/** As many copies are tried at once. */
const COPIES = 2;

/** The tests of the tests: mistakes that money was lost by, each of which a named test has to find. */
export const planted: ReliabilityTest = {
  id: 'planted',
  title: 'mistakes put into a copy of the sources, each found by the test that is named for it',
  run: async ({ say }) => {
    const rest = [...plantedBugs];
    const missed: string[] = [];
    const plantOn = async (folder: string): Promise<void> => {
      copySources(root, folder);
      for (let bug = rest.shift(); bug !== undefined; bug = rest.shift()) {
        const problem = await problemWith(bug, folder);
        say(`  ${problem === null ? 'found' : 'MISSED'}: ${bug.name}`);
        if (problem !== null) missed.push(`${bug.name}: ${problem}`);
      }
    };
    const folders = Array.from({ length: COPIES }, () =>
      mkdtempSync(join(tmpdir(), 'argosy-planted-')),
    );
    try {
      await Promise.all(folders.map(plantOn));
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
    const found = plantedBugs.length - missed.length;
    return {
      pass: missed.length === 0,
      runs: plantedBugs.length,
      notes: [`${found} of ${plantedBugs.length} found`, ...missed],
    };
  },
};

/** Null where the bug turned its test red. */
async function problemWith(
  { file, find, replace, caughtBy }: PlantedBug,
  folder: string,
): Promise<string | null> {
  const path = join(folder, file);
  const whole = readFileSync(path, 'utf8');
  if (!whole.includes(find)) return `${file} has no ${JSON.stringify(find)}`;
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  );
  try {
    const { test, named } = caughtBy;
    const report = join(folder, 'report.json');
    const outcomes = await runTests({ root: folder, files: [test], named, report });
    const isFound = ({ name, status }: TestOutcome): boolean =>
      status === 'failed' && name.includes(named);
    return outcomes.some(isFound) ? null : `${test} stayed green`;
  } finally {
    writeFileSync(path, whole);
  }
}
