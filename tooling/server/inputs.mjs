import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FILE = '.inputs.json';

/**
 * What a bundle was made of, as long as nobody touches it: each file with its size and when it was written. What
 * else may lead to another bundle, as another version of Node, stands beside them.
 *
 * @typedef {{ readonly made: string, readonly files: readonly (readonly [path: string, mark: string])[] }} Inputs
 */

/**
 * Whether a folder holds what would be bundled now. A module that is new is one that another has begun to import.
 *
 * @param {string} out
 * @returns {boolean}
 */
export function isBundled(out) {
  const text = readOrNull(join(out, FILE));
  if (text === null) return false;
  const { made, files } = /** @type {Inputs} */ (JSON.parse(text));
  return made === madeAt(out) && files.every(([path, mark]) => markOf(path) === mark);
}

/**
 * Leaves beside a bundle what it was made of, for the place where it is to be: a copy of it elsewhere is of other files.
 *
 * @param {string} folder
 * @param {Iterable<string>} paths
 * @param {string} out
 */
export function noteInputs(folder, paths, out) {
  /** @type {Inputs} */
  const inputs = {
    made: madeAt(out),
    files: [...new Set(paths)].map((path) => [path, markOf(path)]),
  };
  writeFileSync(join(folder, FILE), JSON.stringify(inputs));
}

/**
 * @param {string} out
 * @returns {string}
 */
function madeAt(out) {
  return `${process.version} ${resolve(out)}`;
}

/**
 * @param {string} path
 * @returns {string}
 */
function markOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? 'gone' : `${stat.size} ${stat.mtimeNs}`;
}

/**
 * @param {string} path
 * @returns {string | null}
 */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
