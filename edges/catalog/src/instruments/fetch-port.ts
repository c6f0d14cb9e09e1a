import { ArgosyError } from 'argosy/core';

import { catalogErrors } from '../errors.ts';

/** What is asked for: a file, or the rest of one of which the beginning is there. */
export type FetchRequest = {
  readonly url: string;
  /** How many bytes are there already. */
  readonly from: number;
  /** What the server called the version they are of; null where it said nothing. */
  readonly validator: string | null;
  readonly signal: AbortSignal;
};

/** What comes: the rest where the server has the same version still, else the whole. */
export type FetchAnswer = {
  /** The place of the first byte that comes: what was asked for, or 0. */
  readonly from: number;
  /** The bytes of the whole file; null where the server does not say. */
  readonly total: number | null;
  readonly validator: string | null;
  readonly pieces: AsyncIterable<Uint8Array>;
};

/** Fetches files from elsewhere. */
export type FetchPort = (request: FetchRequest) => Promise<FetchAnswer>;

const PARTIAL = 206;
const WHOLE = 200;
const UNSATISFIED = 416;
const rangePattern = /^bytes (\d+)-\d+\/(\d+|\*)$/u;

/** Fetches over HTTP or HTTPS; a beginning that is there is not fetched again. */
export async function fetchOverHttp(request: FetchRequest): Promise<FetchAnswer> {
  const { url, from, validator, signal } = request;
  const headers = new Headers({ 'accept-encoding': 'identity' });
  const resumes = from > 0 && validator !== null;
  if (resumes) {
    headers.set('range', `bytes=${from}-`);
    headers.set('if-range', validator);
  }
  const response = await get(url, headers, signal);
  if (resumes && response.status === UNSATISFIED) {
    await response.body?.cancel();
    return fetchOverHttp({ ...request, from: 0, validator: null });
  }
  if (response.status !== WHOLE && response.status !== PARTIAL) {
    await response.body?.cancel();
    throw notFetched(url, `status ${response.status}`);
  }
  if (response.body === null) throw notFetched(url, 'an answer without a body');
  return {
    ...extentOf(url, response, from),
    validator: validatorOf(response),
    pieces: response.body,
  };
}

/** A file that could not be fetched; what has come of it is kept, and the next attempt goes on there. */
export function notFetched(url: string, found: string, cause?: unknown): ArgosyError {
  const { message } = catalogErrors.INSTRUMENTS_NOT_FETCHED;
  const error = new ArgosyError('INSTRUMENTS_NOT_FETCHED', `${message}: ${url}: ${found}`, { url });
  if (cause !== undefined) error.cause = cause;
  return error;
}

async function get(url: string, headers: Headers, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw notFetched(url, reasonOf(error), error);
  }
}

/** A network's reason is what `fetch` wraps. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function extentOf(
  url: string,
  { status, headers }: Response,
  from: number,
): Pick<FetchAnswer, 'from' | 'total'> {
  if (status === WHOLE) {
    const length = headers.get('content-length');
    return { from: 0, total: length === null ? null : Number(length) };
  }
  const range = headers.get('content-range') ?? '';
  const [, first, total] = rangePattern.exec(range) ?? [];
  if (Number(first) !== from)
    throw notFetched(url, `the range "${range}" where bytes=${from}- was asked for`);
  return { from, total: total === undefined || total === '*' ? null : Number(total) };
}

/** A weak tag does not promise the same bytes. */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : headers.get('last-modified');
}
