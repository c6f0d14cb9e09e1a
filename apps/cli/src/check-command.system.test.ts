import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { runCheckCommand, type CheckCommandOptions } from './check-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-check-command-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const good = `import { parameter, Strategy } from 'argosy/engine';
const parameters = { fast: parameter.integer({ default: 10, min: 1 }) };
export class Mine extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
}
`;

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function check(
  path: string,
  options: Partial<CheckCommandOptions> = {},
): Promise<{ readonly code: number; readonly text: string }> {
  let text = '';
  const out = (more: string): void => {
    text += `${more}\n`;
  };
  const asked = { parameters: null, isJson: false, runs: true, out, ...options };
  return { code: await runCheckCommand(path, asked), text };
}

it('says what was looked at in a good file, and ends with 0', async () => {
  const { code, text } = await check(write('mine.ts', good));
  expect(code).toBe(0);
  expect(text).toMatch(
    /^source +ok: .*mine\.ts\ntypes +ok: .*\ncode +ok: .*\nparameters +ok: fast 10\n/,
  );
  expect(text).toContain('run         ok: twice on made-up data, alike');
  expect(text.trimEnd().split('\n').at(-1)).toBe('ok: Mine, nothing found');
});

it('tells every mistake with its place and what to do, and ends with 1', async () => {
  const text = `import { arch } from 'node:os';\n${good}export const at: number = arch();\nDate.now();\n`;
  const { code, text: told } = await check(write('bad.ts', text));
  expect(code).toBe(1);
  expect(told).toContain(
    'bad.ts:1:22: error IMPORT_FORBIDDEN: this import is not allowed: "node:os"',
  );
  expect(told).toContain(
    'bad.ts:8:1: error USES_CLOCK: the machine’s clock is not the run’s: Date.now',
  );
  expect(told).toContain('    what to do: use this.clock.now');
  expect(told).toContain('run         skipped: it was not loaded, for what it imports or uses');
});

it('ends with 2 where there is no such file', async () => {
  expect((await check(join(folder, 'none.ts'))).code).toBe(2);
  expect((await check(join(folder, 'none.txt'))).code).toBe(2);
});

it('gives the same as data', async () => {
  const { code, text } = await check(write('mine.ts', good), { isJson: true });
  const report: unknown = JSON.parse(text);
  expect(code).toBe(0);
  expect(report).toMatchObject({ ok: true, findings: [], strategy: { name: 'Mine' } });
});

it('takes values for parameters as JSON and from a file of it', async () => {
  const path = write('mine.ts', good);
  const values = write('values.json', '{ "fast": 3 }');
  expect((await check(path, { parameters: values })).text).toContain('fast 3');
  const wrong = await check(path, { parameters: '{ "fast": 0 }' });
  expect(wrong.code).toBe(1);
  expect(wrong.text).toContain('mine.ts:2:22: error PARAMETER_VALUE');
});

it.each(['nonsense', '[1]', '3'])('cannot take %s for parameters', async (parameters) => {
  const { code, text } = await check(write('mine.ts', good), { parameters });
  expect(code).toBe(2);
  expect(text).toContain('--parameters: expected a JSON object or a file with one');
});

it('leaves the run out where it is asked to', async () => {
  const { code, text } = await check(write('mine.ts', good), { runs: false });
  expect(code).toBe(0);
  expect(text).toContain('run         skipped: not asked for');
});
