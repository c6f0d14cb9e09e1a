import { closeSync, openSync, readSync } from 'node:fs';

import type { RunProgress } from 'argosy/backtest';
import type { Timestamp } from 'argosy/core';

/** What of a run says how long it is. */
export type RunLength = {
  readonly from: Timestamp | undefined;
  readonly until: Timestamp | undefined;
  /** Its files of rows. */
  readonly files: readonly string[];
};

const CHUNK_BYTES = 1 << 20;
const LINE_END = 10;

/**
 * Says how much of a run is done, from 0 to 1: of its time, where the run file says from when until when it is; else
 * of the rows in its files. Null where neither is known.
 */
export function progressShare(length: RunLength): (progress: RunProgress) => number | null {
  const { from, until, files } = length;
  if (from !== undefined && until !== undefined && until > from) {
    return ({ at }) => (at === null ? 0 : within((at - from) / (until - from)));
  }
  const rows = files.reduce((sum, file) => sum + countLines(file), 0);
  return ({ inputs }) => (rows === 0 ? null : within(inputs / rows));
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function countLines(path: string): number {
  const handle = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  try {
    let lines = 0;
    for (;;) {
      const read = readSync(handle, chunk, 0, CHUNK_BYTES, null);
      if (read === 0) return lines;
      lines += linesIn(chunk.subarray(0, read));
    }
  } finally {
    closeSync(handle);
  }
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, at + 1)) {
    lines += 1;
  }
  return lines;
}
