import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

import { notFetched, type FetchAnswer, type FetchPort } from './fetch-port.ts';
import { FILE_BYTES_MAX } from './read-pieces.ts';

/** What a beginning of a file is of; it stands beside it. */
type Note = { readonly url: string; readonly validator: string | null };

/** What a file is fetched with. */
export type DownloadOptions = {
  readonly url: string;
  /** Where it is put once it is whole. */
  readonly path: string;
  readonly fetch: FetchPort;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number, total: number | null) => void;
};

/** Fetches a file; what has come stays when it fails, and the next call goes on from there. */
export async function download(options: DownloadOptions): Promise<void> {
  const { url, path, fetch, signal } = options;
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const known = beginningOf(part, url);
  const answer = await fetch({ url, ...known, signal });
  const isRest = answer.from === known.from && known.from > 0;
  if (!isRest && answer.from !== 0) throw notFetched(url, `bytes from ${answer.from} on`);
  if (!isRest) begin(part, { url, validator: answer.validator });
  const bytes = await append(part, answer, options);
  if (answer.total !== null && bytes !== answer.total) {
    throw notFetched(url, `${bytes} of ${answer.total} bytes: the rest did not come`);
  }
  renameSync(part, path);
  rmSync(`${part}.json`, { force: true });
}

/** How much of a file is there, if it is of this address and the server named its version. */
function beginningOf(
  part: string,
  url: string,
): { readonly from: number; readonly validator: string | null } {
  const none = { from: 0, validator: null };
  const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0 || !existsSync(`${part}.json`)) return none;
  const note = parseNote(readFileSync(`${part}.json`, 'utf8'));
  if (note === null || note.url !== url || note.validator === null) return none;
  return { from: size, validator: note.validator };
}

function begin(part: string, note: Note): void {
  writeFileSync(part, '');
  writeFileSync(`${part}.json`, JSON.stringify(note));
}

async function append(
  part: string,
  { pieces, total, from }: FetchAnswer,
  { url, signal, onBytes }: DownloadOptions,
): Promise<number> {
  const file = await open(part, 'a');
  let bytes = from;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > FILE_BYTES_MAX) throw tooLarge(part, url);
      await file.appendFile(piece);
      onBytes(bytes, total);
    }
    await file.sync();
    return bytes;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
    throw notFetched(url, `${bytes} bytes, then ${error.message}`, error);
  } finally {
    await file.close();
  }
}

/** What is beyond the bound is of no use: nothing of it is kept. */
function tooLarge(part: string, url: string): Error {
  truncateSync(part, 0);
  return notFetched(url, `more than ${FILE_BYTES_MAX} bytes`);
}

/** A note that was cut off when the power went says nothing. */
function parseNote(text: string): Note | null {
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note !== 'object' || note === null) return null;
    const url = 'url' in note ? note.url : null;
    const validator = 'validator' in note ? note.validator : null;
    if (typeof url !== 'string') return null;
    return { url, validator: typeof validator === 'string' ? validator : null };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
