import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

import { writeTearSheetJson, writeTearSheetPage, type TearSheet } from 'argosy/report';

import { UsageError } from '../words.ts';

/** Refuses files that a tear sheet cannot be written to: it is a page or JSON, as its name says. */
export function requireReports(paths: readonly string[]): void {
  for (const path of paths) {
    if (['.html', '.json'].includes(extname(path))) continue;
    throw new UsageError(`--report ${path}: expected a name that ends with .html or .json`);
  }
}

/** Writes a tear sheet to each of some files, aside and renamed: each is whole, or that of before. */
export function writeReports(paths: readonly string[], sheet: TearSheet): void {
  for (const path of paths) {
    const text = extname(path) === '.json' ? writeTearSheetJson(sheet) : writeTearSheetPage(sheet);
    const folder = dirname(path);
    mkdirSync(folder, { recursive: true });
    const aside = join(folder, `.${basename(path)}.new`);
    try {
      writeFileSync(aside, text);
      renameSync(aside, path);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  }
}

/** A file as a reproducibility card names it. */
export function fileOnCard(path: string): { readonly path: string; readonly sha256: string } {
  return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}
