import { formatDay, formatTimestamp, MICROS_PER_DAY } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { intakeError } from '../intake-errors.ts';
import type { Mapping } from '../mapping.ts';
import { RowReader } from '../row-reader.ts';
import { LINE_LENGTH_MAX } from '../table-row.ts';
import { splitLine } from '../../csv/split-line.ts';
import type { RateLimit, Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

/** A vendor whose answers are CSV over HTTP. */
export type CsvVendorTerms = {
  readonly name: string;
  /**
   * An address with places for `{instrument}`, `{symbol}`, `{exchange}`, `{from}` and `{until}` (ISO 8601),
   * `{fromMs}` and `{untilMs}`, `{fromDay}` and `{lastDay}` (UTC, both belong to it).
   */
  readonly url: string;
  /** What the columns of an answer mean; of its instrument, the request decides. */
  readonly mapping: Mapping;
  readonly limits: readonly RateLimit[];
  /** Headers, as of a token; never written down. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
};

/** The largest answer. */
const ANSWER_BYTES_MAX = 64 * 2 ** 20;
const TIMEOUT_MS_DEFAULT = 30_000;

/** Makes a vendor of an address and a mapping. */
export function csvVendor(terms: CsvVendorTerms): Vendor {
  const { name, url, limits } = terms;
  const isWeb = /^https?:\/\//u.test(url);
  if (!isWeb) throw intakeError('INTAKE_BAD_JOB', `address ${url}, expected http:// or https://`);
  return {
    name,
    limits,
    ask: async (request, signal) => {
      const timeout = AbortSignal.timeout(terms.timeoutMs ?? TIMEOUT_MS_DEFAULT);
      // A redirect may lead anywhere, and would take the headers along.
      const response = await fetch(addressOf(url, request), {
        headers: terms.headers ?? {},
        redirect: 'error',
        signal: AbortSignal.any([signal, timeout]),
      });
      if (response.status === 200) return toAnswer(await bodyOf(response), terms.mapping, request);
      await response.body?.cancel();
      return answerOf(response);
    },
  };
}

/** The address of a request. */
function addressOf(url: string, { series, from, until }: VendorRequest): string {
  const { instrument } = series;
  const dot = instrument.lastIndexOf('.');
  const places: Readonly<Record<string, string>> = {
    instrument,
    symbol: instrument.slice(0, dot),
    exchange: instrument.slice(dot + 1),
    from: formatTimestamp(from),
    until: formatTimestamp(until),
    fromMs: String(Math.floor(from / 1000)),
    untilMs: String(Math.floor(until / 1000)),
    fromDay: formatDay(Math.floor(from / MICROS_PER_DAY)),
    lastDay: formatDay(Math.floor((until - 1) / MICROS_PER_DAY)),
  };
  return url.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
    const value = places[name];
    if (value === undefined) throw intakeError('INTAKE_BAD_JOB', `address with ${whole}`);
    return encodeURIComponent(value);
  });
}

function answerOf({ status, headers }: Response): VendorAnswer {
  if (status === 204) return { kind: 'rows', rows: [] };
  if (status === 429) {
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    return { kind: 'wait', afterMs: seconds >= 0 ? seconds * 1000 : null };
  }
  const reason = `answered ${status}`;
  return status >= 500 ? { kind: 'failed', reason } : { kind: 'refused', reason };
}

/** The text of an answer, as far as it is bounded. */
async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const part of response.body ?? []) {
    const chunk: unknown = part;
    if (!(chunk instanceof Uint8Array)) throw new Error('an answer that is no bytes');
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX)
      throw new Error(`an answer of more than ${ANSWER_BYTES_MAX} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** What is asked for, of what came: vendors often answer with whole days. */
function toAnswer(text: string, mapping: Mapping, request: VendorRequest): VendorAnswer {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const width = cellsOf(lines[0] ?? '', mapping).length;
  const reader = new RowReader({ ...mapping, instrument: request.series.instrument }, width);
  const rows: MarketData[] = [];
  for (const [place, line] of lines.entries()) {
    if (line.trim() === '' || (place === 0 && mapping.hasHeader)) continue;
    const cells = cellsOf(line, mapping);
    const row = typeof cells === 'string' ? cells : reader.read({ line: place + 1, cells });
    if (typeof row === 'string') return { kind: 'failed', reason: `line ${place + 1}: ${row}` };
    const at = row.kind === 'bar' ? row.opensAt : row.eventAt;
    if (at >= request.from && at < request.until) rows.push(row);
  }
  return { kind: 'rows', rows };
}

/** The cells of a line, or why it has none. */
function cellsOf(line: string, { delimiter }: Mapping): readonly string[] | string {
  return line.length > LINE_LENGTH_MAX ? 'too long a line' : splitLine(line, delimiter ?? ',');
}
