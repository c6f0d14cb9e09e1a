import { fileURLToPath } from 'node:url';

/** Where the page of the metrics stands. */
export const pagePath: string = fileURLToPath(new URL('../../../docs/metrics.md', import.meta.url));
