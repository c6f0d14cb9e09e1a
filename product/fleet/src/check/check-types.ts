import { realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { roomPaths, runsFromSource } from './argosy-rooms.ts';
import { runBounded, type ProcessBounds } from './bounded-process.ts';
import { findingOf, placeOfFile, type Finding } from './report.ts';

/** What TypeScript is asked to insist on; the file may then be checked anywhere. */
const strictness = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  erasableSyntaxOnly: true,
};

/** The compiler that the platform brings along: the same verdict wherever a strategy lies. */
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

/** Type-checks the files of a strategy; `argosy/…` means the platform that checks. */
export async function checkTypes(
  files: readonly string[],
  bounds: ProcessBounds,
): Promise<readonly Finding[]> {
  const [entry = ''] = files;
  const config = join(bounds.folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify(configOf(entry)));
  const end = await runBounded([compiler, '-p', config, '--pretty', 'false'], bounds);
  const own = new Set(files.flatMap((file) => [file, realpathSync(file)]));
  const all = readDiagnostics(end.output, bounds.folder);
  const findings = all.filter(({ file }) => own.has(file));
  // Mistakes in files that are not the strategy's are not its own; without any it has not come so far.
  const isWhole = end.wasStopped === null && (end.code === 0 || all.length > 0);
  if (isWhole) return findings;
  const detail = end.wasStopped === null ? end.output.slice(0, 500) : 'TypeScript took too long';
  return [...findings, findingOf('TYPES_UNCHECKED', placeOfFile(entry), detail)];
}

/** Reads what TypeScript prints: a line for each mistake, lines with more of it further in. */
function readDiagnostics(output: string, folder: string): readonly Finding[] {
  const findings: Finding[] = [];
  for (const line of output.split(/\r?\n/)) {
    const match = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line);
    const last = findings.at(-1);
    if (match !== null) {
      const [, file = '', row, column, code, text] = match;
      const place = { file: resolve(folder, file), line: Number(row), column: Number(column) };
      findings.push(findingOf('TYPE', place, `${code}: ${text}`));
    } else if (last !== undefined && /^\s+\S/.test(line)) {
      findings.splice(-1, 1, { ...last, message: `${last.message} ${line.trim()}` });
    }
  }
  return findings;
}

function configOf(entry: string): object {
  const compilerOptions = {
    ...strictness,
    target: 'es2024',
    lib: ['es2024'],
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    allowImportingTsExtensions: true,
    allowJs: true,
    skipLibCheck: true,
    noEmit: true,
    paths: roomPaths(),
    ...(runsFromSource ? { customConditions: ['source'] } : {}),
  };
  return { compilerOptions, files: [entry] };
}
