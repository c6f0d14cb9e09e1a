import { statfsSync } from 'node:fs';

import { serverError } from './errors.ts';

/** What a first start takes of a disk at most: a segment of the journal, one of the tape, tables, and room for the audit. */
const START_ROOM_MIB = 64;
const MIB = 1024 * 1024;
const full = /ENOSPC|STORAGE_FULL|SQLITE_FULL|disk is full|no space left/iu;

/** What ended a start: of a full disk its folder, what is free there and what is needed; anything else as it was. */
export function nameFullDisk(error: unknown, data: string): unknown {
  const text = textOf(error);
  if (!full.test(text)) return error;
  const { bavail, bsize } = statfsSync(data);
  const free = Math.floor((bavail * bsize) / MIB);
  const detail = `${data}: ${free} MiB are free, a start takes up to ${START_ROOM_MIB} MiB; what is there stays as it is. Make room, or name another folder with ARGOSY_DATA (${text})`;
  return serverError('NO_ROOM', detail);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? `${String(error.code)}: ` : '';
  return code + error.message;
}
