import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

import type { BarColumns } from 'argosy/vector';

/** What makes two searches the same one: each by its name, with the hash of what it holds. */
export type SweepIdentity = Readonly<Record<string, string>>;

/**
 * The identity of a search: its files by where they lie beside the sweep file, which is the first of them, its bars,
 * and words that say more, such as the windows of walking forward.
 */
export function identityOf(
  files: readonly string[],
  bars: BarColumns,
  words: Readonly<Record<string, string>> = {},
): SweepIdentity {
  const base = dirname(files[0] ?? '');
  const named = files.map((file) => [relative(base, file), hashOf([readFileSync(file)])] as const);
  const { opensAt, open, high, low, close, volume } = bars;
  const columns = [opensAt, open, high, low, close, volume];
  const ofBars = hashOf(
    columns.map((one) => new Uint8Array(one.buffer, one.byteOffset, one.byteLength)),
  );
  return { ...Object.fromEntries(named), ...words, bars: ofBars };
}

/** What is not the same, or only one of the two has. */
export function differencesOf(one: SweepIdentity, other: SweepIdentity): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]);
}

function hashOf(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
