import { ArgosyError } from 'argosy/core';

import type { Workshop } from './workshop.ts';
import type { DataFile, Manifest } from './manifest.ts';
import { readFilesSql, sha256Of } from './parquet-files.ts';
import { folderOf } from './series.ts';
import { rolledTapes } from './tape-progress.ts';

/** What is wrong with a file of a history. */
export type HistoryProblem = { readonly file: string; readonly problem: string };

/** What a look at every byte has found. */
export type HistoryCheck = {
  readonly series: number;
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  readonly problems: readonly HistoryProblem[];
};

/** Reads every file of a history and compares it with what was written of it. */
export async function verifyHistory({ store, manifests, duck }: Workshop): Promise<HistoryCheck> {
  const problems: HistoryProblem[] = [];
  const found = { series: 0, files: 0, rows: 0, bytes: 0 };
  await told(problems, `${store.name}/tapes`, async () => {
    await rolledTapes(store);
  });
  for (const series of await manifests.series()) {
    found.series += 1;
    const folder = `${store.name}/${folderOf(series)}`;
    let manifest: Manifest | null = null;
    await told(problems, `${folder}/manifest.json`, async () => {
      manifest = await manifests.load(series);
    });
    for (const file of filesOf(manifest)) {
      found.files += 1;
      found.rows += file.rows;
      found.bytes += file.bytes;
      const key = `${folderOf(series)}/${file.name}`;
      await told(problems, `${store.name}/${key}`, async () => {
        const path = await store.pathOf(key);
        const sum = await sha256Of(path);
        const rows = sum === file.sha256 ? await duck.rows(countSql(path)) : [[file.rows]];
        const flaw = flawOf(file, { sum, rows: Number(rows[0]?.[0]) });
        if (flaw !== null) problems.push({ file: `${store.name}/${key}`, problem: flaw });
      });
    }
  }
  return { ...found, problems };
}

function filesOf(manifest: Manifest | null): readonly DataFile[] {
  return manifest?.files ?? [];
}

function countSql(path: string): string {
  return `SELECT CAST(count(*) AS DOUBLE) FROM ${readFilesSql([path])}`;
}

function flawOf(
  { sha256, rows }: DataFile,
  found: { readonly sum: string; readonly rows: number },
): string | null {
  if (found.sum !== sha256) return `its SHA-256 is ${found.sum}, expected ${sha256}`;
  return found.rows === rows ? null : `it has ${found.rows} rows, expected ${rows}`;
}

/** What cannot be read at all is a problem of its own. */
async function told(
  problems: HistoryProblem[],
  file: string,
  look: () => Promise<void>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    problems.push({ file, problem: error.message });
  }
}
