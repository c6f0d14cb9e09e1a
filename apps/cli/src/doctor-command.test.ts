import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runDoctorCommand } from './doctor-command.ts';

let folder: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-doctor-'));
  lines = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function obey(words: readonly string[], environment: Record<string, string>): Promise<number> {
  const say = (line: string): void => void lines.push(line);
  return runDoctorCommand(['--config', folder, ...words], { say, environment, base: folder });
}

test('tells each thing in a line, and ends with 0 where nothing fails', async () => {
  const code = await obey([], { ARGOSY_PORT: '0' });
  expect(code).toBe(0);
  expect(lines).toContain(`ok    configuration: ${folder}`);
});

test('says what to do, and ends with 1, where something fails', async () => {
  writeFileSync(join(folder, 'node.yaml'), 'prot: 5\n');
  expect(await obey([], {})).toBe(1);
  const place = lines.findIndex((line) => line.startsWith('FAIL'));
  expect(lines[place]).toContain('node.yaml:1:7: prot: unknown key prot, perhaps port');
  expect(lines[place + 1]).toBe('      correct it; docs stand beside it');
});

test('gives the same as data', async () => {
  await obey(['--json'], { ARGOSY_PORT: 'x' });
  expect(JSON.parse(lines.join('\n'))).toContainEqual(
    expect.objectContaining({ check: 'configuration', state: 'fail' }),
  );
});

test('takes no other words', async () => {
  await expect(obey(['everything'], {})).rejects.toThrow('cannot do anything with "everything"');
});
