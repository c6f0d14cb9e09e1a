import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { SweepReport } from './sweep-run.ts';

const root = join(import.meta.dirname, '..');

/** The words that let the rivals of a sweep run, where they are installed. */
export function vectorbt(): readonly string[] {
  const python = join(root, '.cache/vectorbt/bin/python');
  return existsSync(python) ? [python, join(root, 'rivals/vectorbt/sweep.py')] : [];
}

/** What a run of sweeps has to say, by name. */
export function figuresOfSweep(report: SweepReport): Readonly<Record<string, number | string>> {
  const { pairs, bars, oneThread, twoThreads, checked, rival } = report;
  const figures = {
    sweep: `${pairs} pairs over ${bars} bars`,
    'two threads, pairs/s': twoThreads,
    'one thread, pairs/s': oneThread,
    'one thread, CPU µs a pair': report.cpuMicrosecondsAPair,
    'first sweep of a new pool of two, ms': report.firstSweepMs,
    'equal to the event engine': `${checked.equal} of ${checked.pairs}, ${checked.fills} fills`,
  };
  if (rival === null)
    return { ...figures, 'numba, vectorbt': 'skipped: run benches/rivals/setup.sh' };
  const { numba, numbaPairsPerSecond, vectorbtPairsPerSecond } = rival;
  return {
    ...figures,
    [`numba ${numba}, a loop on one thread, pairs a second of CPU`]:
      Math.round(numbaPairsPerSecond),
    [`vectorbt ${rival.vectorbt}, pairs a second of CPU`]: Math.round(vectorbtPairsPerSecond),
    'gains of the first pair, ours and theirs': `${report.firstGain}, ${rival.firstGain}`,
    'ratio to numba, a thread each, by CPU time in turns': Number(rival.ratioToNumba.toFixed(2)),
    'ratio to vectorbt': Math.round(twoThreads / vectorbtPairsPerSecond),
  };
}
