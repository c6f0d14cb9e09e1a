import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

import type { CheckCode } from '../check/codes.ts';
import { findingOf, type Finding } from '../check/report.ts';
import { ModuleFile } from './module-file.ts';
import { partOf, partsOf, textOf, type SyntaxNode } from './syntax-node.ts';

/** How many files a strategy may be made of. */
const FILES_MAX = 100;
/** How long one of them may be. */
export const FILE_BYTES_MAX = 500_000;

/** The files of a strategy, its own first, with what was found while reading them. */
export type ModuleGraph = {
  readonly files: readonly ModuleFile[];
  readonly findings: readonly Finding[];
};

type Import = { readonly specifier: string; readonly node: SyntaxNode };

/** Reads a file and the files it imports, and looks at each import. */
export function readModules(entry: ModuleFile, allowed: readonly string[]): ModuleGraph {
  const files = new Map([[entry.path, entry]]);
  const findings: Finding[] = [];
  for (const file of files.values()) {
    for (const { specifier, node } of importsOf(file.program)) {
      const place = file.placeAt(node.start);
      const code = specifier.startsWith('.')
        ? addFile(resolve(dirname(file.path), specifier), files)
        : codeOfPackage(specifier, allowed);
      if (code !== null) findings.push(findingOf(code, place, `"${specifier}"`));
    }
  }
  return { files: [...files.values()], findings };
}

/** Adds a file to those that are looked at; says what is wrong with it where it cannot be. */
function addFile(path: string, files: Map<string, ModuleFile>): CheckCode | null {
  if (files.has(path)) return null;
  if (!isCode(path)) return 'FILE_KIND';
  if (files.size === FILES_MAX) return 'TOO_MANY_FILES';
  const file = readFile(path);
  if (!(file instanceof ModuleFile)) return file;
  files.set(path, file);
  return null;
}

/** Reads one file; gives the code of a finding where it cannot be one of a strategy's. */
export function readFile(path: string): ModuleFile | 'IMPORT_MISSING' | 'FILE_TOO_LARGE' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) return 'IMPORT_MISSING';
  if (stat.size > FILE_BYTES_MAX) return 'FILE_TOO_LARGE';
  return new ModuleFile(path, readFileSync(path, 'utf8'));
}

/** Whether a file can be code by its name. */
export function isCode(path: string): boolean {
  return ['.ts', '.mts', '.js', '.mjs'].includes(extname(path));
}

/** One hash of all files, wherever the strategy lies. */
export function hashModules(files: readonly ModuleFile[]): string {
  const hash = createHash('sha256');
  for (const { text } of files) hash.update(`${text.length}\n${text}`);
  return `sha256:${hash.digest('hex')}`;
}

/** Every import and re-export that is more than a type's. */
export function importsOf(program: SyntaxNode): readonly Import[] {
  return partsOf(program, 'body').flatMap((node) => {
    const source = partOf(node, 'source');
    const specifier = textOf(source);
    const isType = node['importKind'] === 'type' || node['exportKind'] === 'type';
    return source === null || specifier === null || isType ? [] : [{ specifier, node: source }];
  });
}

function codeOfPackage(specifier: string, allowed: readonly string[]): CheckCode | null {
  if (specifier.startsWith('argosy/')) return null;
  const isAllowed = allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return isAllowed ? null : 'IMPORT_FORBIDDEN';
}
