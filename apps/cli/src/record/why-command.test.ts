import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { runBacktestCommand } from '../run/backtest-command.ts';
import { runReplayCommand } from './replay-command.ts';
import { runWhyCommand } from './why-command.ts';

vi.setConfig({ testTimeout: 30_000 });
const runFile = fileURLToPath(
  new URL('../../../../examples/margin-brackets.yaml', import.meta.url),
);
let root = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'argosy-why-'));
  const of = { out: null, proves: false, terminal: { write: () => true } };
  await runBacktestCommand(runFile, { ...of, journal: join(root, 'record') });
  await runBacktestCommand(runFile, { ...of, journal: join(root, 'bare'), hasTape: false });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function why(order: string, record = 'record', ...more: readonly string[]): [number, string] {
  const lines: string[] = [];
  const code = runWhyCommand([order, join(root, record), ...more], (line) => lines.push(line));
  return [code, lines.join('\n')];
}

test('tells the command, what its sender had read, the market then and the orders beside it', () => {
  const [code, said] = why('00000001000003');
  expect(code).toBe(0);
  expect(said).toContain('asked        buy 75 SP500.SAMPLE market, GTC, margin');
  expect(said).toContain('submitList by strategy dips at 1999-03-24T00:00:00Z, input 63');
  expect(said).toContain('to input 62: {"kind":"bar"');
  expect(said).toContain('market then  bid -, ask -, mid 1262.140 at 1999-03-24T00:00:00Z');
  expect(said).toContain('child        00000001000004: sell 75 SP500.SAMPLE limit 1300.00');
  expect(said).toContain('child        00000001000005: sell 75 SP500.SAMPLE stopMarket 1224.28');
  expect(said).toContain('end          filled, 75 for 94662.00');
});

test('tells each change, hold, fill, leg and position with its place and time', () => {
  const [, said] = why('00000001000003');
  const steps = said
    .split('\n\n')[1]
    ?.split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '));
  const at = '1999-03-24T00:00:00Z input';
  expect(steps?.slice(0, 4)).toEqual([
    `89 ${at} 63 initialized`,
    `92 ${at} 63 hold placed: 47339.72 USD, 0 to sell remain set aside`,
    `93 ${at} 63 submitted; bid -, ask -, mid 1262.140 at 1999-03-24T00:00:00Z`,
    `94 ${at} 64 <- report accepted`,
  ]);
  expect(steps).toContain('DEMO/inventory 94662.00 USD');
  expect(steps?.at(-1)).toBe(
    `100 ${at} 65 position of dips: 75 at a cost of 94662.00, realised 2661.58 USD, charges 27.49 USD`,
  );
});

test('finds an order by its trade and by the broker’s id of it, as by its own', () => {
  const story = why('00000001000003');
  expect(why('00000001000003-1')).toEqual(story);
  expect(why('V-00000001000003')).toEqual(story);
});

test('gives the same as data, with the parent of a child', () => {
  const [code, said] = why('00000001000004', 'record', '--json');
  const story: unknown = JSON.parse(said);
  expect(code).toBe(0);
  expect(story).toMatchObject({
    order: '00000001000004',
    command: { number: 63, position: 88 },
    read: { number: 62, log: 'tape' },
    relatives: [{ relation: 'parent' }, { relation: 'sibling' }],
    end: { last: 'filled', filled: 75, value: '9750000' },
  });
});

test('does without a tape, and so does a replay', async () => {
  const [code, said] = why('00000001000003', 'bare');
  expect([code, said]).toEqual([0, expect.stringMatching(/had read +to input 62$/m)]);
  const lines: string[] = [];
  const again = await runReplayCommand([join(root, 'bare')], (line) => lines.push(line));
  expect([again, lines]).toEqual([
    0,
    [expect.stringContaining('no tape was kept'), expect.stringContaining('the same, hash ')],
  ]);
});

test('says that there is no such order, with the nearest', () => {
  const [code, said] = why('00000001000003-9');
  expect(code).toBe(1);
  expect(said).toMatch(
    /no order 00000001000003-9 in .*; nearest: 00000001000003, 00000001000002, /,
  );
});

test('of a shard’s own record tells the same, where a run file says how fine amounts are', () => {
  const own = join(root, 'own');
  cpSync(join(root, 'record'), own, { recursive: true });
  rmSync(join(own, 'run.json'));
  const story = why('00000001000003');
  expect(why('00000001000003', 'own')).toEqual(story);
  expect(why('00000001000003', 'own/journal', '--run', runFile)[0]).toBe(0);
  rmSync(join(own, 'run.yaml'));
  expect(why('00000001000003', 'own', '--run', runFile)).toEqual(story);
  const [code, said] = why('00000001000003', 'own');
  expect(code).toBe(0);
  expect(said).toMatch(/end +filled, 75 for 9466200$/mu);
  expect(said).toMatch(/amounts +in units of the journal: no run file says/u);
});

test('says that a folder holds no record', () => {
  expect(why('00000001000003', 'nothing')).toEqual([
    2,
    expect.stringMatching(/no run\.json.*and no journal/u),
  ]);
});
