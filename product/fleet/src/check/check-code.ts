import { extname } from 'node:path';

import { checkNames } from '../code/check-names.ts';
import { checkSharedState } from '../code/check-shared-state.ts';
import type { ModuleFile } from '../code/module-file.ts';
import { isCode, readFile, readModules, FILE_BYTES_MAX } from '../code/module-graph.ts';
import { findingOf, placeOfFile, type Finding } from './report.ts';

/** What reading a strategy's code came to. */
export type CodeReport = {
  /** The file and the files it imports; none where it cannot be read. */
  readonly files: readonly ModuleFile[];
  readonly findings: readonly Finding[];
  /** Whether all of it could be read. */
  readonly isRead: boolean;
};

/**
 * Looks at the code of a strategy without running any of it: what it imports, the names that reach
 * out of a run, and what instances share.
 *
 * @example
 * for (const { code, line } of checkCode('strategies/dip.ts').findings) console.log(code, line);
 */
export function checkCode(file: string, allowedImports: readonly string[] = []): CodeReport {
  const entry = readEntry(file);
  if (!('program' in entry)) return { files: [], findings: [entry], isRead: false };
  const { files, findings } = readModules(entry, allowedImports);
  const mistakes = files.flatMap((one) =>
    one.mistakes.map(({ message, place }) => findingOf('SYNTAX', place, message)),
  );
  if (mistakes.length > 0) return { files, findings: mistakes, isRead: false };
  const names = files.flatMap((one) => [...checkNames(one), ...checkSharedState(one)]);
  return { files, findings: [...findings, ...names], isRead: true };
}

function readEntry(file: string): ModuleFile | Finding {
  const place = placeOfFile(file);
  if (!isCode(file)) return findingOf('FILE_KIND', place, extname(file));
  const entry = readFile(file);
  if (entry === 'IMPORT_MISSING') return findingOf('FILE_MISSING', place, file);
  if (entry !== 'FILE_TOO_LARGE') return entry;
  return findingOf(entry, place, `at most ${FILE_BYTES_MAX} bytes`);
}
