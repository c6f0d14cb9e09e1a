import { expect, test } from 'vitest';

import { runParityCommand } from './parity-command.ts';

const say = (): void => {};

test('a folder without a record is told', async () => {
  const told = runParityCommand(['/nowhere/at/all'], say);
  await expect(told).rejects.toThrow('parity: there is no record to look at: /nowhere/at/all');
});

test('one folder is needed', async () => {
  await expect(runParityCommand([], say)).rejects.toThrow('expected one folder');
  await expect(runParityCommand(['a', 'b'], say)).rejects.toThrow('expected one folder');
});

test('its own help says what it does', async () => {
  const lines: string[] = [];
  expect(await runParityCommand(['--help'], (line) => void lines.push(line))).toBe(0);
  expect(lines.join()).toContain('argosy parity DATA');
});
