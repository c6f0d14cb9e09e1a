import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** One TypeScript file: its path from the root of the repository, with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

const patterns = [
  'kernel/**/*.{ts,tsx}',
  'edges/**/*.{ts,tsx}',
  'product/**/*.{ts,tsx}',
  'apps/**/*.{ts,tsx}',
  'testkit/**/*.{ts,tsx}',
  'reliability/**/*.{ts,tsx}',
  'benches/**/*.{ts,tsx}',
  'examples/**/*.{ts,tsx}',
];

/**
 * Reads every TypeScript file of the project; the tooling itself, the configuration of tools, builds
 * and packages are left out.
 */
export function loadSources(root: string): readonly SourceFile[] {
  return globSync(patterns, { cwd: root, exclude: isOutOfScope })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !/\.(d|config)\.ts$/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Tests, benches and reliability may use the testkit and outside packages; product code may not. */
export function isTestCode(path: string): boolean {
  const isAround = path.startsWith('benches/') || path.startsWith('reliability/');
  return isAround || /\.test\.tsx?$/.test(path) || path.includes('/bench/');
}

function isOutOfScope(path: string): boolean {
  return /(^|[\\/])(node_modules|dist|fixtures)$/.test(path);
}
