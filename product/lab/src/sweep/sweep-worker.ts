import { parentPort } from 'node:worker_threads';

import { Sweep, TrialTable } from 'argosy/vector';

import { loadMaker } from './load-maker.ts';
import { places, TRIALS_AT_ONCE, type SweepEnd, type SweepJob } from './sweep-job.ts';

// Ends with the pool that has started it; until then one job comes after another.
parentPort?.on('message', (job: SweepJob) => {
  void run(job).then((end) => parentPort?.postMessage(end));
});

async function run({ module, given, trials, blocks, cells, shared }: SweepJob): Promise<SweepEnd> {
  try {
    const makeSweep = await loadMaker(module);
    const table = new TrialTable(trials, blocks, cells);
    const sweep = new Sweep({ ...(await makeSweep(given)), table });
    while (Atomics.load(shared, places.isCancelled) === 0) {
      const from = Atomics.add(shared, places.next, TRIALS_AT_ONCE);
      if (from >= trials) break;
      const until = Math.min(from + TRIALS_AT_ONCE, trials);
      sweep.run(from, until);
      Atomics.add(shared, places.done, until - from);
    }
    return { failed: null };
  } catch (error) {
    Atomics.store(shared, places.isCancelled, 1);
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
