import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const FOLDERS = [
  'kernel',
  'edges',
  'product',
  'apps',
  'testkit',
  'reliability',
  'tooling',
  'examples',
] as const;
const FILES = ['package.json', 'vitest.config.ts', 'tsconfig.base.json'] as const;

/** Copies the sources to another folder, with the outside packages linked and our own taken from the copy. */
export function copySources(root: string, to: string): void {
  for (const name of FOLDERS) {
    cpSync(join(root, name), join(to, name), {
      recursive: true,
      filter: (path) => basename(path) !== 'dist' && basename(path) !== 'node_modules',
    });
  }
  for (const name of FILES) cpSync(join(root, name), join(to, name));
  const modules = join(to, 'node_modules');
  mkdirSync(join(modules, '@argosy'), { recursive: true });
  const ours = new Set(['argosy', '@argosy', '.cache', '.vite', '.vitest']);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!ours.has(name)) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
  for (const path of workspacesOf(to)) {
    const { name } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
      name: string;
    };
    symlinkSync(relative(join(modules, name, '..'), path), join(modules, name));
  }
}

function workspacesOf(root: string): readonly string[] {
  const inside = ['edges', 'product', 'apps'].flatMap((wing) =>
    readdirSync(join(root, wing)).map((name) => join(root, wing, name)),
  );
  return [join(root, 'kernel'), join(root, 'testkit'), ...inside].filter((path) =>
    existsSync(join(path, 'package.json')),
  );
}
