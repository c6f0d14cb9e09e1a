export type { FillCause } from './fill-causes.ts';
export { examineParity, type ParityOptions, type ParityReport } from './parity.ts';
export { HOST_BOOK_FILE, HostBook } from './host-book.ts';
export { nodeTermsOf, type NodeStrategy, type NodeTerms } from './node-terms.ts';
