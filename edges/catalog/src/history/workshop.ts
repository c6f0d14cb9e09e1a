import type { Duck } from './duck.ts';
import type { DataFile, Manifests } from './manifest.ts';
import type { ObjectStore } from './object-store.ts';
import { folderOf, type Series } from './series.ts';

/** What reads and writes: the store, its manifests, and DuckDB. */
export type Workshop = {
  readonly store: ObjectStore;
  readonly manifests: Manifests;
  readonly duck: Duck;
};

/** Where the files of a series can be read on this machine. */
export async function pathsOf(
  store: ObjectStore,
  series: Series,
  files: readonly DataFile[],
): Promise<readonly string[]> {
  return Promise.all(files.map(({ name }) => store.pathOf(`${folderOf(series)}/${name}`)));
}
