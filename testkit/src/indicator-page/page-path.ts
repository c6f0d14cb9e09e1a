import { fileURLToPath } from 'node:url';

/** Where the page of the indicators lies. */
export const pagePath: string = fileURLToPath(
  new URL('../../../docs/indicators.md', import.meta.url),
);
