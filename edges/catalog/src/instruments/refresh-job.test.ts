import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { angelFileOf } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { fetchOverHttp } from './fetch-port.ts';
import { RefreshJob, type RefreshOptions, type RefreshState } from './refresh-job.ts';
import { loadRefreshResult } from './refresh-result.ts';
import { SnapshotStore } from './snapshot-store.ts';

const day = 20_778;
const angel = Buffer.from([...angelFileOf({ rows: 3000, day, seed: 'refresh' })].join(''));

/** A server of one file that may hang up after some bytes, and notes what it is asked. */
class FileServer {
  content: Buffer = angel;
  tag: string | null = '"v1"';
  status = 200;
  /** Bytes of an answer after which it says nothing more; all where it is null. */
  stallsAfter: number | null = null;
  /** Answers that whole files come to, whatever range is asked for. */
  knowsRanges = true;
  readonly asked: (string | undefined)[] = [];
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request, response);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  hangUp(): void {
    this.#server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ headers }: IncomingMessage, response: ServerResponse): void {
    this.asked.push(headers.range);
    const [, first = '0'] = /^bytes=(\d+)-$/u.exec(headers.range ?? '') ?? [];
    const isRest =
      this.knowsRanges && headers.range !== undefined && headers['if-range'] === this.tag;
    const from = isRest ? Number(first) : 0;
    const body = this.content.subarray(from);
    const total = this.content.length;
    response.writeHead(isRest ? 206 : this.status, {
      'content-length': body.length,
      ...(this.tag === null ? {} : { etag: this.tag }),
      ...(isRest ? { 'content-range': `bytes ${from}-${total - 1}/${total}` } : {}),
    });
    if (this.stallsAfter === null) response.end(body);
    else response.write(body.subarray(0, this.stallsAfter));
  }
}

let folder = '';
let store = new SnapshotStore('');
let server = new FileServer();
let base = '';

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-refresh-'));
  store = new SnapshotStore(join(folder, 'days'));
  server = new FileServer();
  base = await server.start();
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function aJob(changes: Partial<RefreshOptions> = {}): RefreshJob {
  const sources = [{ source: 'angel', from: `${base}/scrips.json` }] as const;
  return new RefreshJob({ store, sources, fetch: fetchOverHttp, ...changes });
}

/** A run whose server hangs up once the beginning of the file has come. */
async function breakOff(): Promise<RefreshState> {
  server.stallsAfter = 100_000;
  const onChange = ({ phase, bytes }: RefreshState): void => {
    if (phase === 'fetching' && bytes > 0) server.hangUp();
  };
  const state = await aJob({ onChange }).run(day);
  server.stallsAfter = null;
  return state;
}

describe('a refresh of instruments', () => {
  it('fetches, reads and keeps a day, and leaves nothing else', async () => {
    const job = aJob();
    expect(job.state.phase).toBe('idle');
    expect(await job.run(day)).toMatchObject({ phase: 'done', day, rows: 3000, reason: null });
    expect(job.last?.master.size).toBe(3000);
    expect(readdirSync(store.folder)).toEqual(['2026-11-21.instruments', 'refresh.json']);
  });

  it('says how far it is', async () => {
    const states: RefreshState[] = [];
    await aJob({ onChange: (state) => states.push(state) }).run(day);
    const phases = [...new Set(states.map(({ phase }) => phase))];
    expect(phases).toEqual(['fetching', 'reading', 'done']);
    const fetched = states.findLast(({ phase }) => phase === 'fetching');
    expect([fetched?.bytes, fetched?.totalBytes]).toEqual([angel.length, angel.length]);
  });

  it('takes up a fetch where it broke off', async () => {
    expect(await breakOff()).toMatchObject({ phase: 'failed' });
    expect(store.days()).toEqual([]);
    expect(await aJob().run(day)).toMatchObject({ phase: 'done', rows: 3000 });
    expect(server.asked[0]).toBeUndefined();
    expect(server.asked[1]).toMatch(/^bytes=[1-9]\d*-$/u);
  });

  it('begins anew where the file has become another since', async () => {
    await breakOff();
    server.tag = '"v2"';
    server.content = Buffer.from([...angelFileOf({ rows: 2500, day, seed: 'other' })].join(''));
    expect(await aJob().run(day)).toMatchObject({ phase: 'done', rows: 2500 });
  });

  it('begins anew where the server knows no ranges, or names no version', async () => {
    for (const change of [{ knowsRanges: false }, { tag: null }]) {
      Object.assign(server, change);
      expect((await breakOff()).phase).toBe('failed');
      expect(await aJob().run(day)).toMatchObject({ phase: 'done', rows: 3000 });
      rmSync(store.folder, { recursive: true });
    }
  });

  it('begins anew where the file is to come from another address', async () => {
    await breakOff();
    const sources = [{ source: 'angel', from: `${base}/other.json` }] as const;
    expect(await aJob({ sources }).run(day)).toMatchObject({ phase: 'done', rows: 3000 });
    expect(server.asked).toEqual([undefined, undefined]);
  });

  it('fails where less comes than was announced, and goes on there', async () => {
    const asked: number[] = [];
    const fetch: RefreshOptions['fetch'] = ({ from }) => {
      asked.push(from);
      const pieces = ReadableStream.from([angel.subarray(from, from === 0 ? 70_000 : undefined)]);
      return Promise.resolve({ from, total: angel.length, validator: '"v1"', pieces });
    };
    const state = await aJob({ fetch }).run(day);
    expect(state.reason).toContain(`70000 of ${angel.length} bytes: the rest did not come`);
    expect(await aJob({ fetch }).run(day)).toMatchObject({ phase: 'done', rows: 3000 });
    expect(asked).toEqual([0, 70_000]);
  });

  it('does not fetch a file again that has come whole while another failed', async () => {
    const sources = [
      { source: 'angel', from: `${base}/scrips.json` },
      { source: 'zerodha', from: 'http://127.0.0.1:9/instruments' },
    ] as const;
    expect(await aJob({ sources }).run(day)).toMatchObject({ phase: 'failed' });
    expect(await aJob({ sources }).run(day)).toMatchObject({ phase: 'failed' });
    expect(server.asked).toEqual([undefined]);
  });

  it('refuses a file that is no good, keeps the day before, and fetches it anew', async () => {
    await aJob().run(day);
    server.content = angel.subarray(0, angel.length - 10);
    const state = await aJob().run(day + 1);
    expect(state).toMatchObject({ phase: 'refused' });
    expect(state.reason).toContain('the file is cut off');
    expect(store.days()).toEqual([day]);
    server.content = angel;
    expect(await aJob().run(day + 1)).toMatchObject({ phase: 'done' });
    expect(server.asked).toEqual([undefined, undefined, undefined]);
  });

  it.each([404, 403, 500])('fails where the server answers %s', async (status) => {
    server.status = status;
    const state = await aJob().run(day);
    expect(state).toMatchObject({ phase: 'failed' });
    expect(state.reason).toContain(`${base}/scrips.json: status ${status}`);
  });

  it('fails where nobody answers', async () => {
    const sources = [{ source: 'angel', from: 'http://127.0.0.1:9/scrips.json' }] as const;
    const state = await aJob({ sources }).run(day);
    expect(state).toMatchObject({ phase: 'failed' });
    expect(state.reason).toContain('http://127.0.0.1:9/scrips.json');
  });

  it('is known afterwards, without what could be a secret', async () => {
    expect(loadRefreshResult(store.folder)).toBeNull();
    const from = 'http://me:pass@127.0.0.1:9/scrips.json?token=secret';
    await aJob({ sources: [{ source: 'angel', from }] }).run(day);
    const text = readFileSync(join(store.folder, 'refresh.json'), 'utf8');
    expect(text).not.toMatch(/pass|secret/u);
    expect(loadRefreshResult(store.folder)).toMatchObject({
      day,
      phase: 'failed',
      rows: null,
      from: ['angel=http://127.0.0.1:9/scrips.json'],
    });
    await aJob().run(day + 1);
    expect(loadRefreshResult(store.folder)).toMatchObject({
      day: day + 1,
      phase: 'done',
      rows: 3000,
    });
  });

  it.each([
    '',
    'null',
    '{}',
    '{"day":"2026-11-21","phase":"lost","reason":null,"rows":1,"from":[]}',
  ])('is told where what was kept of it is %j', (text) => {
    mkdirSync(store.folder, { recursive: true });
    writeFileSync(join(store.folder, 'refresh.json'), text);
    expect(() => loadRefreshResult(store.folder)).toThrow('expected how a refresh ended');
  });

  it('unpacks what its address says is packed', async () => {
    server.content = gzipSync(angel);
    const sources = [{ source: 'angel', from: `${base}/scrips.json.gz?x=1` }] as const;
    expect(await aJob({ sources }).run(day)).toMatchObject({ phase: 'done', rows: 3000 });
  });

  it('puts nothing elsewhere, whatever the address says', async () => {
    const sources = [{ source: 'angel', from: `${base}/..%2f..%2fevil/../../x.gz%00` }] as const;
    await aJob({ sources }).run(day);
    expect(readdirSync(folder)).toEqual(['days']);
  });

  it('reads a file that is here without fetching it, and leaves it there', async () => {
    const path = join(folder, 'scrips.json');
    writeFileSync(path, angel);
    expect(await aJob({ sources: [{ source: 'angel', from: path }] }).run(day)).toMatchObject({
      phase: 'done',
    });
    expect(existsSync(path)).toBe(true);
    expect(server.asked).toEqual([]);
  });

  it('stops where it is told to, and goes on at its next run', async () => {
    const job: RefreshJob = aJob({
      onChange: ({ phase, bytes }) => {
        if (phase === 'fetching' && bytes > 0) job.stop();
      },
    });
    expect(await job.run(day)).toMatchObject({ phase: 'stopped' });
    expect(store.days()).toEqual([]);
    expect(await aJob().run(day)).toMatchObject({ phase: 'done' });
    job.stop();
  });

  it('runs once at a time', async () => {
    const job = aJob();
    const [one, other] = await Promise.all([job.run(day), job.run(day)]);
    expect([one.phase, other.phase]).toEqual(['done', 'fetching']);
    expect(server.asked.length).toBe(1);
  });

  it('gives a file up that takes too long', async () => {
    const fetch: RefreshOptions['fetch'] = ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('it took too long'));
        });
      });
    expect(await aJob({ fetch, timeoutMillis: 5 }).run(day)).toMatchObject({
      phase: 'failed',
      reason: 'it took too long',
    });
  });
});
