import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

import { ServerProcess } from '@argosy/testkit/server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { bundleServer } from './bundle-server.ts';
import { isBundled } from './inputs.mjs';

const root = join(import.meta.dirname, '../..');
let folder: string;
let out: string;
beforeAll(async () => {
  // Where packages are found from, as from the folder that it is built to.
  folder = mkdtempSync(join(root, 'node_modules/.cache-bundle-'));
  out = join(folder, 'server');
  await bundleServer({ root, out, of: 'src' });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a bundle alone makes a whole server: network, tables, strategies in a process of their own', async () => {
  const command = ['--conditions=source', join(out, 'start.js')];
  const server = await ServerProcess.start({}, [], {}, command);
  try {
    const states = async (): Promise<readonly string[]> => {
      const { body } = await server.ask('/strategies');
      const strategies = body['strategies'] as readonly { readonly state: string }[];
      return strategies.map(({ state }) => state);
    };
    await expect.poll(states, { timeout: 60_000 }).toEqual(['running', 'running', 'running']);
    expect((await fetch(`${server.address}/health/ready`)).status).toBe(200);
    expect((await server.ask('/orders')).status).toBe(200);
    expect(await server.stop()).toBe(0);
  } finally {
    await server.end();
  }
});

test('a bundle is ASCII, so that V8 holds it with a byte a character, and says the same', () => {
  const files = readdirSync(out).filter((name) => name.endsWith('.js'));
  expect(files).toEqual(expect.arrayContaining(['edge.js', 'start.js', 'work.js']));
  const others = files.filter((name) =>
    /[^\p{ASCII}]/u.test(readFileSync(join(out, name), 'utf8')),
  );
  expect(others).toEqual([]);
  expect(readFileSync(join(out, 'start.js'), 'utf8')).toContain('\\u03b1\\u00b7x\\u2080');
});

test('a bundle is fresh until a file changes that it was made of', async () => {
  const made = join(import.meta.dirname, 'inputs.mjs');
  expect(isBundled(out)).toBe(true);
  expect(isBundled(join(folder, 'nowhere'))).toBe(false);
  // A copy of all of it may lie beside files that are others by now.
  cpSync(out, join(folder, 'copy'), { recursive: true });
  expect(isBundled(join(folder, 'copy'))).toBe(false);
  utimesSync(made, new Date(), new Date());
  expect(isBundled(out)).toBe(false);
});
