import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { formatDay, parseDay, type ArgosyError } from 'argosy/core';

import { fileError } from '../errors.ts';
import { putFile } from '../put-file.ts';
import type { InstrumentColumns } from './columns.ts';
import { InstrumentMaster } from './instrument-master.ts';
import { decodeSnapshot, encodeSnapshot } from './snapshot-format.ts';

const ENDING = '.instruments';
/** The largest snapshot that is read. */
const SNAPSHOT_BYTES_MAX = 1024 * 1024 * 1024;

/** A folder with a snapshot for each day; a day is there whole or not at all. */
export class SnapshotStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The days that are there, oldest first. */
  days(): readonly number[] {
    if (statSync(this.folder, { throwIfNoEntry: false }) === undefined) return [];
    return readdirSync(this.folder)
      .flatMap((name) => {
        const day = name.endsWith(ENDING) ? parseDay(name.slice(0, -ENDING.length)) : null;
        return day?.ok === true ? [day.value] : [];
      })
      .sort((a, b) => a - b);
  }

  /** The last day that is there and not after another; null where there is none. */
  latest(upTo: number = Number.POSITIVE_INFINITY): number | null {
    return this.days().findLast((day) => day <= upTo) ?? null;
  }

  /** The instruments of a day. */
  load(day: number): InstrumentMaster {
    const path = this.#path(day);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) throw missing(path, this.days());
    if (stat.size > SNAPSHOT_BYTES_MAX) {
      const found = `${stat.size} bytes`;
      const at = { file: path, line: null, field: null };
      throw fileError('INSTRUMENTS_BAD_SNAPSHOT', {
        ...at,
        expected: `at most ${SNAPSHOT_BYTES_MAX} bytes`,
        found,
      });
    }
    return new InstrumentMaster(decodeSnapshot(readFileSync(path), path));
  }

  /** Writes a day aside, down to the disk, and puts it into its place; one that was there is replaced. */
  save(columns: InstrumentColumns): string {
    mkdirSync(this.folder, { recursive: true });
    const path = this.#path(columns.day);
    putFile(path, encodeSnapshot(columns));
    return path;
  }

  #path(day: number): string {
    return join(this.folder, `${formatDay(day)}${ENDING}`);
  }
}

function missing(file: string, days: readonly number[]): ArgosyError {
  const [first, last] = [days[0], days.at(-1)];
  const isEmpty = first === undefined || last === undefined;
  const found = isEmpty ? 'none' : `days from ${formatDay(first)} to ${formatDay(last)}`;
  const expected = 'a snapshot of that day';
  return fileError('INSTRUMENTS_NO_SNAPSHOT', { file, line: null, field: null, expected, found });
}
