import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchOverHttp } from './fetch-port.ts';

type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string };

let answers: Answer[] = [];
let asked: IncomingHttpHeaders[] = [];
let server: Server = createServer();
let url = '';

function reply(headers: IncomingHttpHeaders, response: ServerResponse): void {
  asked.push(headers);
  const answer = answers.shift() ?? { status: 500, headers: {}, body: '' };
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer(({ headers }, response) => reply(headers, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/f`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function ask(from: number, validator: string | null) {
  const { signal } = new AbortController();
  const answer = await fetchOverHttp({ url, from, validator, signal });
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.pieces) pieces.push(piece);
  return { ...answer, pieces: Buffer.concat(pieces).toString() };
}

describe('fetching over HTTP', () => {
  it('asks for the whole where nothing is there, and never for a packed form of it', async () => {
    answers = [{ status: 200, headers: { etag: '"a"', 'content-length': '5' }, body: 'whole' }];
    expect(await ask(0, '"a"')).toMatchObject({
      from: 0,
      total: 5,
      validator: '"a"',
      pieces: 'whole',
    });
    expect([asked[0]?.range, asked[0]?.['accept-encoding']]).toEqual([undefined, 'identity']);
  });

  it('asks for the rest of a version that it has a name for', async () => {
    answers = [
      { status: 206, headers: { etag: '"a"', 'content-range': 'bytes 2-4/5' }, body: 'ole' },
    ];
    expect(await ask(2, '"a"')).toMatchObject({ from: 2, total: 5, pieces: 'ole' });
    expect([asked[0]?.range, asked[0]?.['if-range']]).toEqual(['bytes=2-', '"a"']);
  });

  it('takes the whole where the version has become another', async () => {
    answers = [{ status: 200, headers: { etag: '"b"' }, body: 'other' }];
    expect(await ask(2, '"a"')).toMatchObject({ from: 0, validator: '"b"', pieces: 'other' });
  });

  it('asks anew where there is no such rest', async () => {
    answers = [
      { status: 416, headers: {}, body: '' },
      { status: 200, headers: {}, body: 'short' },
    ];
    expect(await ask(99, '"a"')).toMatchObject({ from: 0, pieces: 'short' });
    expect(asked[1]?.range).toBeUndefined();
  });

  it('goes by the day of a file where it has no tag, or a weak one', async () => {
    const day = 'Sat, 21 Nov 2026 03:00:00 GMT';
    answers = [{ status: 200, headers: { etag: 'W/"a"', 'last-modified': day }, body: '' }];
    expect((await ask(0, null)).validator).toBe(day);
  });

  it('does not know how long a file is that says it not', async () => {
    answers = [{ status: 206, headers: { 'content-range': 'bytes 2-4/*' }, body: 'ole' }];
    expect((await ask(2, '"a"')).total).toBeNull();
  });

  it.each([
    [
      206,
      { 'content-range': 'bytes 1-4/5' },
      'the range "bytes 1-4/5" where bytes=2- was asked for',
    ],
    [206, {}, 'the range "" where bytes=2- was asked for'],
    [204, {}, 'status 204'],
    [503, {}, 'status 503'],
  ])('refuses the answer %s %j', async (status, headers, message) => {
    answers = [{ status, headers, body: '' }];
    await expect(ask(2, '"a"')).rejects.toThrow(`${url}: ${message}`);
  });
});
