export { timeFormats } from './cell-time.ts';

export {
  importFile,
  previewImport,
  type ImportOptions,
  type ImportReport,
  type Preview,
} from './import-file.ts';
export { intakeErrors, type IntakeErrorCode } from './intake-errors.ts';
export { loadMapping, type Mapping } from './mapping.ts';
export type { Hints } from './sample.ts';
export { previewLines } from './show-preview.ts';
export {
  reportQuality,
  type QualityOptions,
  type QualityReport,
} from './quality/quality-report.ts';
export { qualityLines } from './quality/show-quality.ts';
