import type { MadeSweep } from '@argosy/lab';
import type { BarColumns } from 'argosy/vector';

import { openSweep } from './open-sweep.ts';

/** What threads are given: the sweep file, and its bars, which are read once. */
export type SweepGiven = { readonly path: string; readonly bars: BarColumns };

/** Makes the sweep of a file in a thread. */
export async function makeSweep({ path, bars }: SweepGiven): Promise<MadeSweep> {
  const { options, isFine } = await openSweep(path, bars);
  return isFine === undefined ? options : { ...options, isFine };
}
