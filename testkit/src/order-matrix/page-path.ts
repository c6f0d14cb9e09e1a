import { fileURLToPath } from 'node:url';

/** The root of the project. */
export const projectRoot: string = fileURLToPath(new URL('../../../', import.meta.url));
/** Where the page of the matrix stands. */
export const pagePath: string = `${projectRoot}docs/order-matrix.md`;
