export type { FillCause } from './fill-causes.ts';
export { examineParity, type ParityOptions, type ParityReport } from './parity.ts';
