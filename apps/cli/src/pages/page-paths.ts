import { fileURLToPath } from 'node:url';

const root = new URL('../../../../', import.meta.url);

/** Where the run files lie. */
export const examplesPath: string = fileURLToPath(new URL('examples', root));

/** The page of a strategy. */
export function pagePath(name: string): string {
  return fileURLToPath(new URL(`docs/strategies/${name}.md`, root));
}

/** The picture on it. */
export function picturePath(name: string): string {
  return fileURLToPath(new URL(`docs/strategies/${name}.svg`, root));
}
