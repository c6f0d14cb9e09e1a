import type { Workshop } from './workshop.ts';
import { historyError } from './history-errors.ts';
import type { DataFile } from './manifest.ts';
import { sha256Of } from './parquet-files.ts';
import { folderOf, type Series } from './series.ts';

/** Where files that are to be written anew can be read; damage is refused, not given a new sum. */
export async function checkedPaths(
  { store }: Pick<Workshop, 'store'>,
  series: Series,
  files: readonly DataFile[],
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const { name, sha256 } of files) {
    const path = await store.pathOf(`${folderOf(series)}/${name}`);
    const found = await sha256Of(path);
    if (found !== sha256) {
      const detail = `${path}: its SHA-256 is ${found}, expected ${sha256}`;
      throw historyError('HISTORY_DAMAGED', detail, { path });
    }
    paths.push(path);
  }
  return paths;
}
