import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { parseTimestamp, unwrap } from 'argosy/core';
import { afterEach, describe, expect, it } from 'vitest';

import { toSeries } from '../../history/series.ts';
import type { Mapping } from '../mapping.ts';
import { csvVendor, type CsvVendorTerms } from './csv-vendor.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const mapping: Mapping = {
  version: 1,
  kind: 'bar',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  instrument: 'ANY.NSE',
  exchange: null,
  timeFormat: 'ms',
  place: '24x7',
  spec: '1-HOUR-LAST-EXTERNAL',
  moment: 'open',
  pricePrecision: 2,
  sizePrecision: 0,
};
const from = unwrap(parseTimestamp('2026-11-02T00:00:00Z')).at;
const until = unwrap(parseTimestamp('2026-11-02T06:00:00Z')).at;
const request: VendorRequest = {
  series: toSeries('bar', 'M&M.NSE', '1-HOUR-LAST-EXTERNAL'),
  from,
  until,
};

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

type Asked = { url: string; token: string | undefined };

/** A vendor on this machine that answers as it is told. */
async function loopback(
  answer: (response: ServerResponse, asked: Asked) => void,
  changes: Partial<CsvVendorTerms> = {},
): Promise<Vendor> {
  const made = createServer((incoming, response) => {
    answer(response, { url: incoming.url ?? '', token: incoming.headers.authorization });
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const { port } = made.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/{symbol}/{exchange}?from={fromMs}&to={untilMs}&day={fromDay}&last={lastDay}`;
  return csvVendor({ name: 'loopback', url, mapping, limits: [], ...changes });
}

const { signal } = new AbortController();
const rows = (times: readonly number[]): string =>
  ['t,o,h,l,c,v', ...times.map((at) => `${at / 1000},1.00,2.00,1.00,1.50,7`), ''].join('\r\n');

describe('a vendor of CSV over HTTP', () => {
  it('asks for what the request says, and answers with the rows of it', async () => {
    const seen: Asked[] = [];
    const vendor = await loopback(
      (response, asked) => {
        seen.push(asked);
        response.end(rows([from - 3_600_000_000, from, from + 3_600_000_000, until]));
      },
      { headers: { authorization: 'Bearer secret' } },
    );
    const answer = await vendor.ask(request, signal);
    expect(seen).toEqual([
      {
        url: `/M%26M/NSE?from=${from / 1000}&to=${until / 1000}&day=2026-11-02&last=2026-11-02`,
        token: 'Bearer secret',
      },
    ]);
    expect(answer).toMatchObject({
      kind: 'rows',
      rows: [
        { instrument: 'M&M.NSE', opensAt: from, close: 150 },
        { opensAt: from + 3_600_000_000, volume: 7 },
      ],
    });
  });

  it.each<[number, Record<string, string>, VendorAnswer]>([
    [204, {}, { kind: 'rows', rows: [] }],
    [429, { 'retry-after': '3' }, { kind: 'wait', afterMs: 3000 }],
    [429, {}, { kind: 'wait', afterMs: null }],
    [503, {}, { kind: 'failed', reason: 'answered 503' }],
    [401, {}, { kind: 'refused', reason: 'answered 401' }],
  ])('understands %i with %j', async (status, headers, expected) => {
    const vendor = await loopback((response) => response.writeHead(status, headers).end());
    expect(await vendor.ask(request, signal)).toEqual(expected);
  });

  it('tells the line that is none, as of an answer that was cut off', async () => {
    const vendor = await loopback((response) => response.end(rows([from]).slice(0, -8)));
    const answer = await vendor.ask(request, signal);
    expect(answer.kind === 'failed' ? answer.reason : answer).toMatch(
      /^line 2: \d cells, expected 6/u,
    );
  });

  it('follows no redirect, and waits for no longer than it is told to', async () => {
    const moved = await loopback((response) =>
      response.writeHead(302, { location: '/else' }).end(),
    );
    await expect(moved.ask(request, signal)).rejects.toThrow('fetch failed');
    server?.close();
    const silent = await loopback(() => {}, { timeoutMs: 50 });
    await expect(silent.ask(request, signal)).rejects.toThrow('timeout');
  });

  it('reads no more than an answer may have', async () => {
    const block = Buffer.alloc(1 << 20, 'x');
    const vendor = await loopback((response) => {
      const pump = (): void => {
        while (!response.destroyed && response.write(block));
        if (!response.destroyed) response.once('drain', pump);
      };
      pump();
    });
    await expect(vendor.ask(request, signal)).rejects.toThrow('an answer of more than');
  });

  it('is refused with an address that is none', async () => {
    const terms = { name: 'x', mapping, limits: [] };
    expect(() => csvVendor({ ...terms, url: 'file:///etc/passwd' })).toThrow('expected http://');
    const odd = csvVendor({ ...terms, url: 'http://127.0.0.1/{password}' });
    await expect(odd.ask(request, signal)).rejects.toThrow('address with {password}');
  });
});
