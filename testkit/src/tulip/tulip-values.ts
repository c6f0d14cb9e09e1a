import { readFileSync } from 'node:fs';

/** What Tulip gave when it was called once: each of its lines ends with the series. */
export type TulipCall = {
  readonly function: string;
  readonly options: readonly number[];
  readonly lines: Readonly<Record<string, readonly number[]>>;
};
/** What `testkit/tulip/write_values.py` wrote, by which version of Tulip and when. */
export type TulipValues = {
  readonly version: string;
  readonly written: string;
  /** How many bars were read. */
  readonly rows: number;
  /** Every function of that version. */
  readonly functions: readonly string[];
  readonly calls: readonly TulipCall[];
};

const FILE = new URL('../../tulip/fixtures/values.json', import.meta.url);

/** Reads what Tulip gave. */
export function readTulipValues(): TulipValues {
  return JSON.parse(readFileSync(FILE, 'utf8')) as TulipValues;
}
