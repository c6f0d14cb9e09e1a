import { LearningSweep, TrialTable, type SearchWork } from 'argosy/vector';

import { makeWork } from './make-work.ts';
import type { LearnTerms, MadeSweep, SweepJob } from './sweep-job.ts';
import type { SharedParts } from './shared-parts.ts';

/** What of a job a thread does parts of. */
export type Share = Pick<SweepJob, 'task' | 'cells' | 'size' | 'atOnce'> & {
  /** Is told where it is, in words. */
  readonly onPlace: (place: string) => void;
};

/** Does a thread's share of a job. */
export function doShare(made: MadeSweep, share: Share, parts: SharedParts): void {
  const { task, cells } = share;
  if (task.kind !== 'learn') {
    doParts(makeWork(made, task, cells), share, parts);
    return;
  }
  const { trials, blocks, terms } = task;
  learn(learningOf(made, new TrialTable(trials, blocks, cells), terms), share, parts);
}

/** A sweep that learns, by what the module of the sweep calls fine. */
export function learningOf(
  { isFine, ...made }: MadeSweep,
  table: TrialTable,
  terms: LearnTerms,
): LearningSweep<LearnTerms['space']> {
  const fine = isFine === undefined ? {} : { isFine };
  return new LearningSweep({ ...made, table }, { ...terms, ...fine });
}

function doParts(work: SearchWork, { size, atOnce, onPlace }: Share, parts: SharedParts): void {
  for (;;) {
    const from = parts.take(atOnce, size);
    if (from === null) return;
    const until = Math.min(from + atOnce, size);
    onPlace(`in parts ${from} to ${until - 1}`);
    work.run(from, until);
    parts.finish(until - from);
  }
}

/**
 * Every thread draws the same batches, from the same rows, and runs what of each no other has taken. None goes on to
 * the next before all of it has run.
 */
function learn(
  learning: LearningSweep<LearnTerms['space']>,
  { onPlace }: Share,
  parts: SharedParts,
): void {
  while (learning.draw()) {
    const { until } = learning.batch;
    for (let trial = parts.take(1, until); trial !== null; trial = parts.take(1, until)) {
      onPlace(`in trial ${trial}`);
      learning.run(trial);
      parts.finish(1);
    }
    if (!parts.waitFor(until)) return;
  }
}
