import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import { fileError } from './errors.ts';

/**
 * Puts a file in its place, whole: written aside, synced, renamed, and the names of its folder synced too. A
 * kill leaves the old or the new; a disk that is full leaves the old, and nothing aside.
 */
export function putFile(path: string, content: string | Uint8Array): void {
  const aside = `${path}.${process.pid}.partial`;
  try {
    write(aside, typeof content === 'string' ? Buffer.from(content) : content);
    renameSync(aside, path);
    syncFolder(dirname(path));
  } catch (error) {
    if (existsSync(aside)) rmSync(aside);
    const found = error instanceof Error ? error.message : String(error);
    const fault = {
      file: path,
      line: null,
      field: null,
      expected: 'room and leave to write',
      found,
    };
    throw fileError('FILE_UNWRITABLE', fault);
  }
}

function write(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'w');
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** So that the new name is there after a loss of power. */
function syncFolder(folder: string): void {
  const file = openSync(folder, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
