import { readFileSync } from 'node:fs';

/** The version of Argosy that runs. */
export function versionOf(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version }: { readonly version?: unknown } = JSON.parse(text) as object;
  return typeof version === 'string' ? version : 'unknown';
}
