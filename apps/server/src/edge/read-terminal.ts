import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

import type { TerminalFile } from '@argosy/gateway';
import type { Logger } from '@argosy/telemetry';

import { serverError } from '../errors.ts';

/** What is kept of a terminal at most: it lies in memory. */
export type TerminalBounds = { readonly files: number; readonly bytes: number };

const terminalBounds: TerminalBounds = { files: 2_000, bytes: 64 << 20 };
const PAGE = 'index.html';

/**
 * Reads all that was built of the terminal, once: what is built meanwhile is served from the next start on. Null where
 * none is to be served, or none was built.
 */
export function readTerminal(
  folder: string | null,
  log: Pick<Logger, 'warn'>,
  bounds: TerminalBounds = terminalBounds,
): readonly TerminalFile[] | null {
  if (folder === null) return null;
  if (!existsSync(join(folder, PAGE))) {
    log.warn('the terminal is not built, / leads to the page of the API: run "npm run build"', {
      folder,
    });
    return null;
  }
  const paths = builtFiles(folder);
  const bytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  if (paths.length > bounds.files || bytes > bounds.bytes) {
    const most = `${bounds.files} files of ${bounds.bytes} bytes together are read`;
    const found = `${paths.length} files of ${bytes} bytes`;
    throw serverError('START_FAILED', `the terminal in ${folder} has ${found}, ${most}`);
  }
  const known = new Set(paths);
  const read = (path: string): Uint8Array | null =>
    known.has(path) ? readFileSync(join(folder, path)) : null;
  return paths
    .filter((path) => !isCompressed(path, known))
    .map((path) => ({
      path: `/${path}`,
      bytes: readFileSync(join(folder, path)),
      brotli: read(`${path}.br`),
      gzip: read(`${path}.gz`),
    }));
}

/** All files of a folder but those that begin with a dot, which tell how it was built. */
function builtFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length))
    .map((path) => path.split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function isCompressed(path: string, known: ReadonlySet<string>): boolean {
  return /\.(?:br|gz)$/u.test(path) && known.has(path.replace(/\.(?:br|gz)$/u, ''));
}
