export { examine, type Examination } from './examine.ts';
export type { Finding, FindingState } from './finding.ts';
