import { parentPort } from 'node:worker_threads';

import { loadMaker } from './load-maker.ts';
import { makeWork } from './make-work.ts';
import { places, type SweepEnd, type SweepJob } from './sweep-job.ts';

// Ends with the pool that has started it; until then one job comes after another.
parentPort?.on('message', (job: SweepJob) => {
  void run(job).then((end) => parentPort?.postMessage(end));
});

async function run(job: SweepJob): Promise<SweepEnd> {
  const { number, module, given, size, atOnce, shared } = job;
  let at = 'as the sweep was made';
  try {
    const makeSweep = await loadMaker(module);
    const work = makeWork(await makeSweep(given), job.task, job.cells);
    while (Atomics.load(shared, places.isCancelled) === 0) {
      const from = Atomics.add(shared, places.next, atOnce);
      if (from >= size) break;
      const until = Math.min(from + atOnce, size);
      at = `in parts ${from} to ${until - 1}`;
      work.run(from, until);
      Atomics.add(shared, places.done, until - from);
    }
    return { number, failed: null };
  } catch (error) {
    Atomics.store(shared, places.isCancelled, 1);
    return { number, failed: `${at}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
