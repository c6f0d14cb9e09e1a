import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { Outcome } from './simulate.ts';

const THREADS_MAX = 16;
const YOUNG_MIB = 128;

/** Simulates many seeds, as many at once as the machine has processors. */
export async function simulateAll(
  first: number,
  count: number,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const threads = Math.min(count, availableParallelism(), THREADS_MAX);
  let next = first;
  const take = (): number | null => (next < first + count ? next++ : null);
  await Promise.all(Array.from({ length: threads }, () => work(take, onOutcome)));
}

/** One thread, until no seed is left. */
async function work(
  take: () => number | null,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  // A seed leaves much behind that lives for a moment only: with room for it less is looked through again.
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MIB };
  const worker = new Worker(new URL('seed-worker.ts', import.meta.url), { resourceLimits });
  try {
    for (let seed = take(); seed !== null; seed = take()) onOutcome(await askFor(worker, seed));
  } finally {
    await worker.terminate();
  }
}

async function askFor(worker: Worker, seed: number): Promise<Outcome> {
  const answered = once(worker, 'message');
  worker.postMessage(seed);
  const [outcome] = (await answered) as [Outcome];
  return outcome;
}
