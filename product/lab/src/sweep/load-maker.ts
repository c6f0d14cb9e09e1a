import { labError } from '../errors.ts';
import type { SweepMaker } from './sweep-job.ts';

/** Loads what makes a sweep; throws `NO_SWEEP` where a module exports no function `makeSweep`. */
export async function loadMaker(module: string): Promise<SweepMaker> {
  const loaded: unknown = await import(module);
  if (hasMaker(loaded)) return loaded.makeSweep;
  throw labError('NO_SWEEP', module);
}

function hasMaker(loaded: unknown): loaded is { readonly makeSweep: SweepMaker } {
  if (typeof loaded !== 'object' || loaded === null || !('makeSweep' in loaded)) return false;
  return typeof loaded.makeSweep === 'function';
}
