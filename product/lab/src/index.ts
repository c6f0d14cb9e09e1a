export { labErrors, type LabErrorCode } from './errors.ts';
export type { SweepMaker } from './sweep/sweep-job.ts';
export { openSweep, SweepPool, type SweepRun } from './sweep/sweep-pool.ts';
