import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileJournal } from '@argosy/journal';
import { openRecords } from '@argosy/storage';
import { selfSigned } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { checkClock, checkMemory, checkNode, checkOpenFiles } from './check-machine.ts';
import { checkCertificate } from './check-network.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

const DAY = 86_400_000;
const GIB = 1024 ** 3;
let folder: string;
let server: Server | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-doctor-'));
  server = null;
});

afterEach(async () => {
  const open = server;
  if (open !== null) await new Promise((done) => open.close(done));
  rmSync(folder, { recursive: true });
});

function aMachine(changes: Partial<Machine> = {}): Machine {
  return {
    nodeVersion: '24.7.0',
    openFilesMax: 65_536,
    memory: { total: 8 * GIB, free: 4 * GIB },
    wall: Date.now,
    elapsed: () => performance.now(),
    ...changes,
  };
}

/** Each thing that was looked at, by how it is. */
async function states(env: Record<string, string> = {}): Promise<Record<string, string>> {
  const given = { ARGOSY_DATA: join(folder, 'data'), ARGOSY_PORT: '0', ...env };
  const findings = await examine({ folder: null, env: given, base: folder, machine: aMachine() });
  return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
}

const stateOf = ({ state }: Finding): string => state;

describe('a machine', () => {
  test.each([
    ['24.7.0', 'ok'],
    ['24.21.0', 'ok'],
    ['26.0.0', 'ok'],
    ['24.6.9', 'fail'],
    ['20.20.2', 'fail'],
  ])('with Node %s is %s', (nodeVersion, expected) => {
    expect(stateOf(checkNode(aMachine({ nodeVersion })))).toBe(expected);
  });

  test.each([
    [8, 4, 'ok'],
    [8, 0.2, 'warn'],
    [0.5, 0.5, 'fail'],
  ])('with %s GiB, %s of them free, is %s', (total, free, expected) => {
    const memory = { total: total * GIB, free: free * GIB };
    expect(stateOf(checkMemory(aMachine({ memory })))).toBe(expected);
  });

  test.each([
    [null, 'ok'],
    [4096, 'ok'],
    [1024, 'warn'],
  ])('that lets %s files be open is %s', (openFilesMax, expected) => {
    expect(stateOf(checkOpenFiles(aMachine({ openFilesMax })))).toBe(expected);
  });

  test.each([
    ['that is right', [1.8e12, 1.8e12 + 100], 'ok'],
    ['that is being set', [1.8e12, 1.8e12 + 5_000], 'warn'],
    ['of before this was written', [1e12, 1e12 + 100], 'fail'],
  ])('with a clock %s is told', async (_, told, expected) => {
    const walls = [...told];
    const counts = [0, 100];
    const machine = aMachine({
      wall: () => walls.shift() ?? 0,
      elapsed: () => counts.shift() ?? 0,
    });
    expect(stateOf(await checkClock(machine, () => Promise.resolve()))).toBe(expected);
  });
});

describe('a new node', () => {
  test('has all it needs, and nothing is left of the look', async () => {
    const found = await states();
    expect(new Set(Object.values(found))).toEqual(new Set(['ok']));
    expect(Object.keys(found)).toContain('strategy macd-trend');
    expect(statSync(join(folder, 'data'), { throwIfNoEntry: false })).toBeUndefined();
  });

  test('is told every mistake of its configuration', async () => {
    const env = { ARGOSY_PORT: 'x', ARGOSY_DEMO_HOURS: 'never' };
    const findings = await examine({ folder: null, env, base: folder, machine: aMachine() });
    const failed = findings.filter(({ state }) => state === 'fail');
    expect(failed.map(({ detail }) => detail.split(':')[0])).toEqual([
      'ARGOSY_PORT',
      'ARGOSY_DEMO_HOURS',
    ]);
  });

  test('cannot keep its data where a file is', async () => {
    writeFileSync(join(folder, 'data'), '');
    expect((await states())['data folder']).toBe('fail');
  });

  test('cannot listen where somebody does', async () => {
    const taken = createServer();
    server = taken;
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await states({ ARGOSY_PORT: String(port) }))['port']).toBe('fail');
  });

  test('is told of a strategy’s file that may not be used', async () => {
    writeFileSync(join(folder, 'bad.ts'), 'export const nothing = 1;');
    mkdirSync(join(folder, 'config'));
    const entry = 'id: mine, code: MINE, account: PAPER01, file: bad.ts';
    writeFileSync(join(folder, 'config/strategies.yaml'), `strategies:\n  - { ${entry} }\n`);
    const env = { ARGOSY_DATA: 'data', ARGOSY_PORT: '0' };
    const place = { folder: join(folder, 'config'), env, base: folder, machine: aMachine() };
    const found = (await examine(place)).find(({ check }) => check === 'strategy mine');
    expect([found?.state, found?.detail]).toEqual(['fail', expect.stringMatching(/NO_STRATEGY/u)]);
  });

  test('is told of values that a strategy of ours cannot have, all at once', async () => {
    mkdirSync(join(folder, 'config'));
    const entry = 'id: mine, code: MINE, account: PAPER01, strategy: EmaCross';
    const parameters = 'parameters: { fast: none, pace: 5 }';
    const text = `strategies:\n  - { ${entry}, ${parameters} }\n`;
    writeFileSync(join(folder, 'config/strategies.yaml'), text);
    const env = { ARGOSY_DATA: 'data', ARGOSY_PORT: '0' };
    const place = { folder: join(folder, 'config'), env, base: folder, machine: aMachine() };
    const found = (await examine(place)).find(({ check }) => check === 'strategy mine');
    expect(found?.state).toBe('fail');
    expect(found?.detail).toMatch(/^EmaCross: .*pace: no such.*instrument: .*fast: /u);
  });
});

describe('a node that has run', () => {
  test('is told of the process that runs on its data, whose port is its own', async () => {
    const journal = await FileJournal.open({
      folder: join(folder, 'data/journal'),
      shard: 'main',
      region: 'local',
      accountOf: () => null,
      onFatal: () => {},
    });
    const running = await states();
    await journal.close();
    expect([running['journal'], running['port']]).toEqual(['warn', undefined]);
    expect((await states())['journal']).toBe('ok');
  });

  test('is told of tables that a newer version has written, or that are none', async () => {
    mkdirSync(join(folder, 'data'));
    const store = await openRecords({ engine: 'sqlite', file: join(folder, 'data/records.db') });
    expect((await states())['schema of records']).toBe('ok');
    const row = { version: 999n, name: 'later', checksum: '', applied_at: 0n };
    await store.db.insertInto('schema_migrations').values(row).execute();
    await store.close();
    writeFileSync(join(folder, 'data/projections.db'), 'no database at all'.repeat(100));
    const found = await states();
    expect([found['schema of records'], found['schema of projections']]).toEqual(['fail', 'fail']);
  });
});

describe('a certificate', () => {
  const now = Date.UTC(2026, 10, 20);
  const made = (from: number, to: number, name = 'desk.example') =>
    selfSigned({ name, validFrom: new Date(now + from * DAY), validTo: new Date(now + to * DAY) });
  const look = ({ certificate, key }: ReturnType<typeof made>, host = 'desk.example') => {
    const tls = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    writeFileSync(tls.certificate, certificate);
    writeFileSync(tls.key, key);
    return stateOf(checkCertificate({ tls, host }, now));
  };

  test.each([
    [-1, 90, 'ok'],
    [-1, 13, 'warn'],
    [-90, -1, 'fail'],
    [1, 90, 'fail'],
  ])('valid from day %i to day %i is %s', (from, to, expected) => {
    expect(look(made(from, to))).toBe(expected);
  });

  test('of another host is told, and one for every address is not', () => {
    expect(look(made(-1, 90), 'other.example')).toBe('warn');
    expect(look(made(-1, 90), '0.0.0.0')).toBe('ok');
  });

  test('with another’s key, or that is none, fails', () => {
    const { certificate } = made(-1, 90);
    expect(look({ certificate, key: made(-1, 90).key })).toBe('fail');
    expect(look({ certificate: 'nothing', key: 'nothing' })).toBe('fail');
  });

  test('is not needed on this machine', () => {
    expect(stateOf(checkCertificate({ tls: null, host: '127.0.0.1' }, now))).toBe('ok');
  });
});
