export { labErrors, type LabErrorCode } from './errors.ts';
export type { LearnTerms, MadeSweep, SweepMaker } from './sweep/sweep-job.ts';
export {
  openSweep,
  SweepPool,
  type ForwardRun,
  type LearnRun,
  type SearchRun,
  type SweepRun,
  type ValidationRun,
} from './sweep/sweep-pool.ts';
