import { parentPort } from 'node:worker_threads';

import { doShare } from './do-share.ts';
import { loadMaker } from './load-maker.ts';
import { SharedParts } from './shared-parts.ts';
import type { SweepEnd, SweepJob } from './sweep-job.ts';

// Ends with the pool that has started it; until then one job comes after another.
parentPort?.on('message', (job: SweepJob) => {
  void run(job).then((end) => parentPort?.postMessage(end));
});

async function run(job: SweepJob): Promise<SweepEnd> {
  const { number, module, given } = job;
  const parts = new SharedParts(job.shared);
  let at = 'as the sweep was made';
  const onPlace = (place: string): void => {
    at = place;
  };
  try {
    const makeSweep = await loadMaker(module);
    doShare(await makeSweep(given), { ...job, onPlace }, parts);
    return { number, failed: null };
  } catch (error) {
    parts.cancel();
    return { number, failed: `${at}: ${error instanceof Error ? error.message : String(error)}` };
  }
}
