import type { BarColumns, SearchSpace, SweepOptions } from 'argosy/vector';

import { openSweep } from './open-sweep.ts';

/** What threads are given: the sweep file, and its bars, which are read once. */
export type SweepGiven = { readonly path: string; readonly bars: BarColumns };

/** Makes the sweep of a file in a thread. */
export async function makeSweep({ path, bars }: SweepGiven): Promise<SweepOptions<SearchSpace>> {
  return (await openSweep(path, bars)).options;
}
