import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** One TypeScript file: its path from the root of the repository, with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

const patterns = [
  'kernel/**/*.ts',
  'edges/**/*.ts',
  'product/**/*.ts',
  'apps/**/*.ts',
  'testkit/**/*.ts',
  'reliability/**/*.ts',
  'benches/**/*.ts',
  'examples/**/*.ts',
];

/** Reads every TypeScript file of the project; the tooling itself, builds and packages are left out. */
export function loadSources(root: string): readonly SourceFile[] {
  return globSync(patterns, { cwd: root, exclude: isOutOfScope })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.endsWith('.d.ts'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Tests, benches and reliability may use the testkit and outside packages; product code may not. */
export function isTestCode(path: string): boolean {
  const isAround = path.startsWith('benches/') || path.startsWith('reliability/');
  return isAround || path.endsWith('.test.ts') || path.includes('/bench/');
}

function isOutOfScope(path: string): boolean {
  return /(^|[\\/])(node_modules|dist|fixtures)$/.test(path);
}
