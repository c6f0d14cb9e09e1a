import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import type { Held } from './long-run.ts';

const MEGABYTE = 2 ** 20;

function hold(mode: 'quoting' | 'repeating'): Held {
  const script = join(import.meta.dirname, 'long-run.ts');
  const words = ['--expose-gc', '--conditions=source', script, mode];
  const text = execFileSync(process.execPath, words, { encoding: 'utf8' });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as Held;
}

/** From the first quarter on everything that is kept has come to its bound. */
function growth({ bytes }: Held): number {
  return (bytes.at(-1) ?? Infinity) - (bytes[0] ?? 0);
}

test('a long run that quotes all the time holds no more at its end than after a quarter', () => {
  const held = hold('quoting');
  // Sixty thousand orders more: 35 bytes of each would be seen.
  expect(held.orders).toBe(80_000);
  expect(growth(held)).toBeLessThan(2 * MEGABYTE);
}, 300_000);

test('a process that makes the same run again and again holds nothing of those that are over', () => {
  const held = hold('repeating');
  // Thirty runs more: 34 kB of each would be seen.
  expect(held.orders).toBe(80_000);
  expect(growth(held)).toBeLessThan(MEGABYTE);
}, 300_000);
