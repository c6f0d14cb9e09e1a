import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { runScenario } from 'argosy/backtest';

const EXTENSION = '.jsonl';

/**
 * Runs scenario files, or all of a folder's; prints a line for each and what failed in it. Gives 0
 * when all passed, 1 when one failed, 2 when there was none to run.
 */
export function runScenarioCommand(paths: readonly string[], out: (line: string) => void): number {
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
  const failed = files.filter((file) => !runFile(file, out)).length;
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

function runFile(file: string, out: (line: string) => void): boolean {
  const { name, title, passed, failures } = runScenario(
    readFileSync(file, 'utf8'),
    basename(file, EXTENSION),
  );
  out(`${passed ? 'ok    ' : 'failed'} ${name}${title === '' ? '' : `: ${title}`}`);
  for (const { line, message } of failures) out(`  ${file}:${line}: ${message}`);
  return passed;
}
