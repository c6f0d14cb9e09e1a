import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

import { readYaml } from '@argosy/catalog/yaml';

/**
 * What is wrong with the files that a run file names: a run that somebody has sent opens files of one folder only.
 * Null where nothing is. All else that may be wrong in it is for the run to say.
 */
export function flawOfRun(text: string, folder: string): string | null {
  const read = readYaml(text);
  if (!read.ok) {
    const told = read.mistakes.map(({ line, column, detail }) => `${line}:${column}: ${detail}`);
    return told.join('; ');
  }
  const { document } = read;
  const flaws = namesIn(document.value).flatMap(([place, name]) => {
    const flaw = flawOfName(name, folder);
    return flaw === null ? [] : [`${document.lineOf(place)}: ${place}: ${name}: ${flaw}`];
  });
  return flaws.length === 0 ? null : flaws.join('; ');
}

type Named = readonly [place: string, name: string];

/** Every name of a file or folder in a run file. */
function namesIn(value: unknown): readonly Named[] {
  return [
    ...listOf(value, 'sources').flatMap(([place, source]) => [
      ...textOf(source, place, 'file'),
      ...textOf(source, place, 'history'),
    ]),
    ...listOf(value, 'strategies').flatMap(([place, one]) => textOf(one, place, 'module')),
    ...listOf(value, 'actionFiles').flatMap(([place, name]): readonly Named[] =>
      typeof name === 'string' ? [[place, name]] : [],
    ),
  ];
}

function listOf(value: unknown, name: string): readonly (readonly [string, unknown])[] {
  const list = memberOf(value, name);
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown, at) => [`${name}[${at}]`, item] as const);
}

function textOf(value: unknown, place: string, name: string): readonly Named[] {
  const text = memberOf(value, name);
  return typeof text === 'string' ? [[`${place}.${name}`, text]] : [];
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function flawOfName(name: string, folder: string): string | null {
  if (isAbsolute(name) || name.includes('\0')) return 'expected a name within the folder of files';
  const path = resolve(folder, name);
  const isWithin = liesIn(path, resolve(folder)) && liesIn(realOf(path), realOf(folder));
  return isWithin ? null : 'it leads out of the folder of files';
}

function liesIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where a path leads; of what is not there, where its folder leads. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const parent = dirname(path);
    if (!isMissing || parent === path) return path;
    return resolve(realOf(parent), relative(parent, path));
  }
}
