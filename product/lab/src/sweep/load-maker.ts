import { labError } from '../errors.ts';
import type { SweepMaker } from './sweep-job.ts';

/** Loads what makes a sweep; throws `NO_SWEEP` where a module exports no function by default. */
export async function loadMaker(module: string): Promise<SweepMaker> {
  const loaded: { readonly default?: unknown } = await import(module);
  if (isMaker(loaded.default)) return loaded.default;
  throw labError('NO_SWEEP', `${module} exports ${typeof loaded.default} by default`);
}

function isMaker(value: unknown): value is SweepMaker {
  return typeof value === 'function';
}
