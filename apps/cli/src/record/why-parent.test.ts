import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { runBacktestCommand } from '../run/backtest-command.ts';
import { runWhyCommand } from './why-command.ts';

vi.setConfig({ testTimeout: 30_000 });
const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));
let root = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'argosy-why-parent-'));
  const of = { out: null, proves: false, terminal: { write: () => true } };
  await runBacktestCommand(join(examples, 'two-listings.yaml'), {
    ...of,
    journal: join(root, 'routed'),
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

function why(order: string, record: string, ...more: readonly string[]): [number, string] {
  const lines: string[] = [];
  const code = runWhyCommand([order, join(root, record), ...more], (line) => lines.push(line));
  return [code, lines.join('\n')];
}

test('of a parent it tells who asked for it, each child, and what all of them came to', () => {
  const [code, said] = why('00000MAN000001', 'routed');
  expect(code).toBe(0);
  expect(said).toContain('asked        sell 300 BANK.NSE market, DAY, delivery');
  expect(said).toMatch(/command +execute by origin 0000 at 2026-11-20T04:50:00Z/u);
  expect(said).toContain('child        00000MAN0000010: sell 60 BANK.NSE market, DAY, delivery');
  expect(said.match(/^ +child /gmu)).toHaveLength(5);
  expect(said).toMatch(/^ +end +filled, 300 for 240098\.15$/mu);
});

test('of a parent it tells its plan, its parts and its end, with their places', () => {
  const steps = why('00000MAN000001', 'routed')[1].split('\n\n')[1] ?? '';
  expect(steps).toContain('began: iceberg of 60 until 2026-11-20T05:05:00Z; bid');
  expect(steps.match(/part of 60$/gmu)).toHaveLength(5);
  expect(steps).toMatch(/ended, filled$/u);
});

test('of one that is routed it says where else, and each child where it went', () => {
  const [, said] = why('00000MAN000000', 'routed');
  expect(said).toMatch(/began: twap until .*Z, the rest taken at once then, or on BANK\.BSE; bid/u);
  expect(said).toMatch(/child +00000MAN000000\w+: buy \d+ BANK\.NSE limit 801\.00/u);
  expect(said).toMatch(/child +00000MAN000000\w+: buy \d+ BANK\.BSE limit 801\.00/u);
});

test('of a child it tells the command of its parent, and how that stands', () => {
  const [code, said] = why('00000MAN0000011', 'routed');
  expect(code).toBe(0);
  expect(said).toContain('asked        sell 60 BANK.NSE market, DAY, delivery');
  expect(said).toMatch(/command +execute by origin 0000/u);
  expect(said).toMatch(/parent +00000MAN000001: sell 300 BANK\.NSE .*: filled, 300 for 240098/u);
  expect(said).not.toMatch(/sibling|child/u);
});

test('gives the same as data', () => {
  const story: unknown = JSON.parse(why('00000MAN000001', 'routed', '--json')[1]);
  expect(story).toMatchObject({
    order: '00000MAN000001',
    command: { value: { body: { type: 'execute' } } },
    relatives: Array.from({ length: 5 }, () => ({ relation: 'child', end: { filled: 60 } })),
    end: { last: 'filled', filled: 300 },
  });
});

test('finds a part by its trade', () => {
  expect(why('00000MAN0000011-1', 'routed')).toEqual(why('00000MAN0000011', 'routed'));
});

test('a parent is among the nearest of what is not there', () => {
  expect(why('00000MAN000001-9', 'routed')).toEqual([
    1,
    expect.stringContaining('nearest: 00000MAN000001, '),
  ]);
});
