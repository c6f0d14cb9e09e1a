export { BackfillJob, jobLines, viewOf, type BackfillPlan } from './backfill/backfill-job.ts';
export { csvVendor } from './backfill/csv-vendor.ts';
export { runBackfill } from './backfill/run-backfill.ts';
export type { BackfillClock, RateLimit, Vendor } from './backfill/vendor.ts';
export { timeFormats } from './cell-time.ts';

export {
  importFile,
  previewImport,
  type ImportOptions,
  type ImportReport,
  type Preview,
} from './import-file.ts';
export { intakeErrors, type IntakeErrorCode } from './intake-errors.ts';
export { loadMapping, parseMapping, type Mapping } from './mapping.ts';
export type { Hints } from './sample.ts';
export { previewLines } from './show-preview.ts';
export {
  reportQuality,
  type QualityOptions,
  type QualityReport,
} from './quality/quality-report.ts';
export { qualityLines } from './quality/show-quality.ts';
export { tradedDays } from './quality/traded-days.ts';
