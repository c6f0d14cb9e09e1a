import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { applyMutant, findMutants } from './mutants.ts';

/** A mutant of a file of a room of the kernel. */
export type PlacedMutant = {
  readonly room: string;
  /** From the root of the repository. */
  readonly path: string;
  /** The whole file with the mutant in it. */
  readonly mutated: string;
  /** Where it is and what it does, for people. */
  readonly text: string;
};

/** Every mutant of a room: of what it does, not of its tests, its tables of texts and what it exports. */
export function loadMutants(root: string, room: string): readonly PlacedMutant[] {
  const paths = globSync(`kernel/${room}/src/**/*.ts`, { cwd: root })
    .filter((path) => !/(\.test|\/errors|\/index)\.ts$/.test(path))
    .toSorted();
  return paths.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return findMutants(path, text).map((mutant) => {
      const before = text.slice(mutant.start, mutant.end);
      const said = `${path}:${mutant.line} ${short(before)} → ${short(mutant.replacement)}`;
      return { room, path, mutated: applyMutant(text, mutant), text: said };
    });
  });
}

/** Some of the mutants, the same for the same seed; all of them where so many are asked for. */
export function sampleOf<Item>(
  items: readonly Item[],
  { size, seed }: { readonly size: number; readonly seed: number },
): readonly Item[] {
  if (size >= items.length) return items;
  let state = seed >>> 0;
  const ranked = items.map((item) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return { item, rank: state };
  });
  return ranked
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, size)
    .map(({ item }) => item);
}

function short(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
}
