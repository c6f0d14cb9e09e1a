import { join } from 'node:path';

/** Where the calls of the typed client stand. */
export const clientPath: string = join(
  import.meta.dirname,
  '../../../contract/src/client/api-calls.ts',
);

/** The page of the API. */
export const apiPagePath: string = join(import.meta.dirname, '../../../../docs/api.md');
