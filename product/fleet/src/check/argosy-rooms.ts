import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Whether this runs from TypeScript sources, not from what was built of them. */
export const runsFromSource: boolean = import.meta.url.endsWith('.ts');

/** Where TypeScript finds each `argosy/…` of the platform that checks, wherever a strategy lies. */
export function roomPaths(): Readonly<Record<string, readonly string[]>> {
  const folder = folderOfArgosy();
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const paths: Record<string, readonly string[]> = {};
  for (const [subpath, targets] of entriesOf(entryOf(manifest, 'exports'))) {
    const target = entryOf(targets, runsFromSource ? 'source' : 'types');
    if (typeof target !== 'string') continue;
    paths[`argosy${subpath.slice(1)}`] = [join(folder, target)];
  }
  return paths;
}

function folderOfArgosy(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const folder = join(at, 'node_modules', 'argosy');
    if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
    const above = dirname(at);
    if (above === at) throw new Error('the package argosy is not installed beside this one');
    at = above;
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function entryOf(value: unknown, name: string): unknown {
  return entriesOf(value).find(([key]) => key === name)?.[1];
}
