import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UsageError } from '../words.ts';
import { runDataCommand } from './data-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-backfill-'));
const history = join(folder, 'history');
const mapping = join(folder, 'mapping.json');
let answered = 0;
let isDown = false;
/** Daily bars of every day that is asked for. */
const vendor: Server = createServer((incoming, response) => {
  answered += 1;
  if (isDown) return void response.writeHead(403).end();
  const { searchParams } = new URL(incoming.url ?? '', 'http://vendor');
  const [first = 0, last = 0] = ['first', 'last'].map((name) => {
    return Date.parse(`${searchParams.get(name)}T00:00:00Z`);
  });
  const days = Array.from({ length: (last - first) / 86_400_000 + 1 }, (_, day) => {
    return new Date(first + day * 86_400_000).toISOString().slice(0, 10);
  });
  response.end(`d,o,h,l,c,v\n${days.map((day) => `${day},1.00,2.00,1.00,1.50,10\n`).join('')}`);
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const { port } = vendor.address() as AddressInfo;
  url = `http://127.0.0.1:${port}/{symbol}?first={fromDay}&last={lastDay}`;
  const sample = join(folder, 'sample.csv');
  writeFileSync(sample, 'd,o,h,l,c,v\n2026-11-02,1.00,2.00,1.00,1.25,10\n2026-11-03,1,2,1,1.5,9\n');
  const hints = ['--instrument', 'SBIN.NSE', '--spec', '1-DAY-LAST-EXTERNAL'];
  await run('import', sample, ...hints, '--time-format', 'YYYY-MM-DD', '--write-mapping', mapping);
});
afterAll(() => {
  vendor.closeAllConnections();
  vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const { signal } = new AbortController();
  const code = await runDataCommand(words, { say, signal });
  return [...lines, `ends with ${code}`];
}

const span = ['--from', '2026-11-02', '--until', '2026-11-12', '--span-days', '4'] as const;
const terms = ['--rate', '100/1', '--history', history] as const;

function start(job: string, ...more: readonly string[]): Promise<readonly string[]> {
  const what = ['--url', url, '--mapping', mapping, '--instrument', 'SBIN.NSE,TCS.NSE'] as const;
  return run('backfill', 'start', join(folder, job), ...what, ...span, ...terms, ...more);
}

describe('argosy data backfill', () => {
  it('brings the past window by window, and tells how far it is', async () => {
    const lines = await start('job');
    expect(lines).toContain('  6 of 6 windows (100.0 %), 20 rows, 6 requests, 0 of them again');
    expect(lines.at(-1)).toBe('ends with 0');
    expect(answered).toBe(6);
    const [json = ''] = await run('backfill', 'status', join(folder, 'job'), '--json');
    expect(JSON.parse(json)).toMatchObject({ progress: { status: 'done', rows: 20 }, windows: 6 });
    expect((await run('list', '--history', history))[0]).toMatch(/^bar SBIN\.NSE .*: 10 rows/u);
  });

  it('ends with 1 where the vendor refuses, and goes on when it is resumed', async () => {
    isDown = true;
    const lines = await start('down');
    expect(lines[0]).toContain('failed, answered 403');
    expect(lines.at(-1)).toBe('ends with 1');
    isDown = false;
    expect((await run('backfill', 'resume', join(folder, 'down'))).at(-1)).toBe('ends with 0');
  });

  it('keeps a token out of the job', async () => {
    process.env['ARGOSY_TEST_TOKEN'] = 'very-secret';
    await start('token', '--token-env', 'ARGOSY_TEST_TOKEN');
    const job = readFileSync(join(folder, 'token', 'job.json'), 'utf8');
    expect(job).toContain('ARGOSY_TEST_TOKEN');
    expect(job).not.toContain('very-secret');
    delete process.env['ARGOSY_TEST_TOKEN'];
    await expect(run('backfill', 'resume', join(folder, 'token'))).rejects.toThrow('is not set');
  });

  it.each([
    [[], /argosy data backfill: the past/u],
    [['start', 'x'], /--url is needed/u],
    [['wait', 'x'], /argosy data backfill: the past/u],
  ])('refuses %j', async (words, message) => {
    await expect(run('backfill', ...words)).rejects.toThrow(UsageError);
    await expect(run('backfill', ...words)).rejects.toThrow(message);
  });

  it.each([
    [['--rate', 'fast'], '--rate fast, expected such as'],
    [['--span-days', 'all'], '--span-days all, expected a whole number'],
    [['--from', 'soon'], '--from soon'],
  ])('refuses to start with %j', async (words, message) => {
    await expect(start('wrong', ...words)).rejects.toThrow(message);
  });
});
