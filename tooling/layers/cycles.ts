import { posix } from 'node:path';
import type { SourceFile } from '../source-tree.ts';
import { importsOf } from './imports.ts';

/**
 * Import cycles between files of one room, each as the list of its files. Between rooms the order
 * of the house already forbids them. Type-only imports count: a reader has to follow them too.
 */
export function findCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const graph = new Map(files.map((file) => [file.path, neighbours(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const cycles: string[][] = [];

  function visit(path: string): void {
    if (state.get(path) === 'open') cycles.push([...trail.slice(trail.indexOf(path)), path]);
    if (state.has(path)) return;
    state.set(path, 'open');
    trail.push(path);
    for (const next of graph.get(path) ?? []) visit(next);
    trail.pop();
    state.set(path, 'done');
  }

  for (const path of graph.keys()) visit(path);
  return cycles;
}

function neighbours(file: SourceFile): readonly string[] {
  return importsOf(file)
    .filter((site) => site.specifier.startsWith('.'))
    .map((site) => posix.join(posix.dirname(file.path), site.specifier));
}
