import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { runScenario, writeScenario } from 'argosy/backtest';
import { ArgosyError } from 'argosy/core';

const EXTENSION = '.jsonl';

/** Where lines go, and whether files are written anew before they run. */
export type ScenarioOptions = {
  readonly out: (line: string) => void;
  readonly rewrites?: boolean;
};

/**
 * Runs scenario files, or all of a folder's; prints a line for each and what failed in it. Gives 0
 * when all passed, 1 when one failed, 2 when there was none to run. Rewriting, each file is
 * written anew with everything that happens in it, for its author to read through.
 */
export function runScenarioCommand(
  paths: readonly string[],
  { out, rewrites = false }: ScenarioOptions,
): number {
  const files: string[] = [];
  for (const path of paths) {
    const found = filesOf(path);
    if (found === null) {
      out(`${path}: no such file or folder`);
      return 2;
    }
    files.push(...found);
  }
  if (files.length === 0) {
    out(`no ${EXTENSION} file to run`);
    return 2;
  }
  const work = rewrites ? rewriteFile : runFile;
  const failed = files.filter((file) => !work(file, out)).length;
  out(`${files.length - failed} of ${files.length} scenarios passed`);
  return failed === 0 ? 0 : 1;
}

function filesOf(path: string): readonly string[] | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(EXTENSION));
  return names.sort().map((name) => join(path, name));
}

function rewriteFile(file: string, out: (line: string) => void): boolean {
  const before = readFileSync(file, 'utf8');
  try {
    const after = writeScenario(before, basename(file));
    if (after !== before) writeFileSync(file, after);
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    out(`failed ${error.message}`);
    return false;
  }
  return runFile(file, out);
}

function runFile(file: string, out: (line: string) => void): boolean {
  const { name, title, passed, failures } = runScenario(
    readFileSync(file, 'utf8'),
    basename(file, EXTENSION),
  );
  out(`${passed ? 'ok    ' : 'failed'} ${name}${title === '' ? '' : `: ${title}`}`);
  for (const { line, message } of failures) out(`  ${file}:${line}: ${message}`);
  return passed;
}
