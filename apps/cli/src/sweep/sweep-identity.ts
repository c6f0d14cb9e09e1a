import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

import { ARGOSY_VERSION } from 'argosy/backtest';

import type { OpenedSweep } from './open-sweep.ts';

/** What makes two searches the same one: each by its name, with the hash of what it holds, or what it says. */
export type SweepIdentity = Readonly<Record<string, string>>;

/**
 * The identity of a search: its files by where they lie beside the sweep file, which is the first of them, its bars,
 * the version of Argosy, and words that say more, such as the windows of walking forward.
 */
export function identityOf(
  {
    files,
    options: { bars },
    surroundings: { origin = {} },
  }: Pick<OpenedSweep, 'files' | 'options' | 'surroundings'>,
  words: Readonly<Record<string, string>> = {},
): SweepIdentity {
  const base = dirname(files[0] ?? '');
  const named = files.map((file) => [relative(base, file), hashOf([readFileSync(file)])] as const);
  const { opensAt, open, high, low, close, volume } = bars;
  const columns = [opensAt, open, high, low, close, volume];
  const ofBars = hashOf(
    columns.map((one) => new Uint8Array(one.buffer, one.byteOffset, one.byteLength)),
  );
  const { version = ARGOSY_VERSION, commit } = origin;
  const argosy = commit === undefined ? version : `${version} of ${commit.slice(0, 12)}`;
  return { ...Object.fromEntries(named), ...words, bars: ofBars, 'the version of Argosy': argosy };
}

/** What is not the same, or only one of the two has; what says more than a hash does, with what it says in both. */
export function differencesOf(one: SweepIdentity, other: SweepIdentity): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names]
    .filter((name) => one[name] !== other[name])
    .map((name) => {
      const both = [one[name], other[name]];
      if (both.some((says) => says === undefined || hashPattern.test(says))) return name;
      return `${name} (${both.join(' there, ')} here)`;
    });
}

const hashPattern = /^[\da-f]{64}$/u;

function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
