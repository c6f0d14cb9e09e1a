import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import type { Outcome } from './simulate.ts';

const THREADS_MAX = 16;

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
function work(take: () => number | null, onOutcome: (outcome: Outcome) => void): Promise<void> {
  const worker = new Worker(new URL('seed-worker.ts', import.meta.url));
  return new Promise<void>((resolve, reject) => {
    const goOn = (): void => {
      const seed = take();
      if (seed === null) resolve();
      else worker.postMessage(seed);
    };
    worker.on('message', (outcome: Outcome) => {
      onOutcome(outcome);
      goOn();
    });
    worker.on('error', reject);
    goOn();
  }).finally(async () => {
    await worker.terminate();
  });
}
