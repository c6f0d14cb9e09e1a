import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { storageError } from '../errors.ts';
import { FileLock } from '../sqlite/file-lock.ts';
import { openProjections, type ProjectionStore } from '../store.ts';
import type { RebuildSite } from './rebuild-site.ts';

/** What a file of SQLite has beside it while it is open. */
const SIDES = ['-wal', '-shm'] as const;
/** SQLite's codes of a file that is damaged, and of one that is none of its own. */
const unreadable: readonly number[] = [11, 26];

/** The site of a file of SQLite. */
export function fileSite(file: string): RebuildSite {
  const fresh = `${file}.rebuilt`;
  const lock = FileLock.take(file);
  removeFile(fresh);
  return {
    openLive: () => openIfReadable(file),
    openFresh: () => openProjections({ engine: 'sqlite', file: fresh }),
    swap: () => {
      requireClosed(fresh);
      // Pages that a dead writer left beside the live file must not meet the fresh one under its name.
      for (const side of SIDES) rmSync(`${file}${side}`, { force: true });
      renameSync(fresh, file);
      syncFolder(dirname(file));
      return Promise.resolve();
    },
    leave: () => {
      removeFile(fresh);
      lock.release();
      return Promise.resolve();
    },
  };
}

async function openIfReadable(file: string): Promise<ProjectionStore | null> {
  if (!existsSync(file)) return null;
  try {
    return await openProjections({ engine: 'sqlite', file });
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
    if (unreadable.includes(code)) return null;
    throw error;
  }
}

function requireClosed(file: string): void {
  if (existsSync(`${file}-wal`)) throw storageError('IN_USE', file, { file });
}

function removeFile(file: string): void {
  for (const side of ['', ...SIDES]) rmSync(`${file}${side}`, { force: true });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
