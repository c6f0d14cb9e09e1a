import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { BacktestConfig } from 'argosy/backtest';

/** What the reproducibility card says of the surroundings. */
export function originOf(): NonNullable<BacktestConfig['origin']> {
  return { node: process.version, ...commitOf() };
}

/** The commit this runs from, where it runs from a checkout. */
function commitOf(): { readonly commit?: string } {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  if (!existsSync(join(root, '.git'))) return {};
  try {
    const text = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' });
    return { commit: text.trim() };
  } catch {
    // No git on this machine: the card then says nothing about the commit.
    return {};
  }
}
