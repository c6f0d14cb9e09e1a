import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toStrategyId, toTimestamp } from 'argosy/core';
import type { KeptState } from '@argosy/fleet';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { StateFiles } from './state-files.ts';

const [one, two] = [toStrategyId('one'), toStrategyId('two/2')];
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'argosy-states-')), 'states');
});

afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function aState(changes: Partial<KeptState> = {}): KeptState {
  return { strategy: one, readTo: 7, at: toTimestamp(70), state: { seen: 1 }, ...changes };
}

describe('the states of strategies', () => {
  test('are there for the next start, the last of each', async () => {
    const before = new StateFiles(folder);
    expect(await before.load()).toEqual([]);
    await before.save([aState(), aState({ strategy: two, state: [1, null] })]);
    await Promise.all([8, 9, 10].map((readTo) => before.save([aState({ readTo })])));
    const found = await new StateFiles(folder).load();
    expect(found.toSorted((a, b) => (a.strategy < b.strategy ? -1 : 1))).toEqual([
      aState({ readTo: 10 }),
      aState({ strategy: two, state: [1, null] }),
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('that are too large are refused, the others are kept', async () => {
    const states = new StateFiles(folder, 200);
    await states.load();
    const large = aState({ strategy: two, state: 'x'.repeat(200) });
    await expect(states.save([large, aState()])).rejects.toThrow('two/2 keeps');
    expect(await states.load()).toEqual([aState()]);
  });

  test.each(['{', '{}', 'null', '{"strategy":"one","readTo":1.5,"state":1}'])(
    'stand in files of their own: %s is refused with its name',
    async (text) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'one.json'), text);
      await expect(async () => new StateFiles(folder).load()).rejects.toThrow('one.json');
    },
  );
});
