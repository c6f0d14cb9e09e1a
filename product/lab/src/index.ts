export { labErrors, type LabErrorCode } from './errors.ts';
export type { SweepMaker } from './sweep/sweep-job.ts';
export {
  openSweep,
  SweepPool,
  type ForwardRun,
  type SearchRun,
  type SweepRun,
  type ValidationRun,
} from './sweep/sweep-pool.ts';
