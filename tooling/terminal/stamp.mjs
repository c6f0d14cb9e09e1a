import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the terminal is made of: its own files, the rooms it imports with theirs, packages, and how it is built. */
export const madeOf = [
  'apps/terminal',
  'kernel/core/src',
  'kernel/domain/src',
  'kernel/indicators/src',
  'kernel/package.json',
  'product/contract/src',
  'product/contract/package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'tooling/build.mjs',
  'tooling/terminal',
];
const STAMP_FILE = '.stamp';
const leftOut = /^(?:\..*|dist(?:-.*)?|node_modules|README\.md|.*\.test\.tsx?)$/u;

/**
 * One text for all that a build depends on.
 *
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {string}
 */
export function stampOf(root, paths = madeOf) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    for (const file of filesIn(root, path)) {
      const bytes = readFileSync(join(root, file));
      hash.update(`\n${file} ${bytes.length}\n`).update(bytes);
    }
  }
  return hash.digest('hex');
}

/**
 * Whether a folder holds what was built from just that.
 *
 * @param {string} folder
 * @param {string} stamp
 * @returns {boolean}
 */
export function isFresh(folder, stamp) {
  try {
    return readFileSync(join(folder, STAMP_FILE), 'utf8') === stamp;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Where a folder says what it was built from.
 *
 * @param {string} folder
 * @returns {string}
 */
export function stampFile(folder) {
  return join(folder, STAMP_FILE);
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(root, path) {
  if (/\.(?:json|mjs)$/u.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(({ name }) => !leftOut.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, inner) : [inner];
    });
}
