import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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
  return {
    strategy: one,
    readTo: 7,
    at: toTimestamp(70),
    state: { seen: 1 },
    heard: { number: 6, index: 2 },
    held: [],
    sent: ['AAEC'],
    from: 3,
    fromEvent: { number: 2, index: 0 },
    ...changes,
  };
}

describe('the states of strategies', () => {
  test('are there for the next start, in their order', async () => {
    const before = new StateFiles(folder);
    expect(await before.load()).toEqual([]);
    await before.save([aState(), aState({ strategy: two, state: [1, null] })]);
    await Promise.all([8, 9, 10].map((readTo) => before.save([aState({ readTo })])));
    const found = await new StateFiles(folder).load();
    const of = (strategy: typeof one) => found.filter((kept) => kept.strategy === strategy);
    expect(of(one)).toEqual([7, 8, 9, 10].map((readTo) => aState({ readTo })));
    expect(of(two)).toEqual([aState({ strategy: two, state: [1, null] })]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('are there when the call returns, whatever becomes of the process', async () => {
    const states = new StateFiles(folder);
    await states.load();
    const saving = states.save([aState()]);
    expect(readFileSync(join(folder, 'one.json'), 'utf8')).toContain('"readTo":7');
    await saving;
  });

  test('go on behind a line that was under way when all ended', async () => {
    const states = new StateFiles(folder);
    await states.load();
    await states.save([aState()]);
    appendFileSync(join(folder, 'one.json'), '{"strategy":"one","rea');
    const next = new StateFiles(folder);
    expect(await next.load()).toEqual([aState()]);
    await next.save([aState({ readTo: 8 })]);
    expect(await new StateFiles(folder).load()).toEqual([aState(), aState({ readTo: 8 })]);
  });

  test('are as many as fit, the last of them', async () => {
    const states = new StateFiles(folder);
    await states.load();
    const state = 'x'.repeat(1 << 19);
    for (let readTo = 1; readTo <= 20; readTo += 1) await states.save([aState({ readTo, state })]);
    const found = await new StateFiles(folder).load();
    expect([found.length < 12, found.at(-1)?.readTo]).toEqual([true, 20]);
    expect(found.map(({ readTo }) => readTo)).toEqual(
      found.map((_, at) => 20 - found.length + 1 + at),
    );
  });

  test('that were kept before anybody noted what they knew are read too', async () => {
    mkdirSync(folder);
    const old = '{"strategy":"one","readTo":7,"at":70,"state":{"seen":1}}\n';
    writeFileSync(join(folder, 'one.json'), old);
    const [found] = await new StateFiles(folder).load();
    expect(found).toMatchObject({ readTo: 7, state: { seen: 1 }, heard: null, sent: [] });
  });

  test('that are too large are refused, the others are kept', async () => {
    const states = new StateFiles(folder, 300);
    await states.load();
    const large = aState({ strategy: two, state: 'x'.repeat(300) });
    await expect(states.save([large, aState()])).rejects.toThrow('two/2 keeps');
    expect(await states.load()).toEqual([aState()]);
  });

  test.each(['{\n', '{}\n', 'null\n', '{"strategy":"one","readTo":1.5,"state":1}\n'])(
    'stand in files of their own: %s is refused with its name',
    async (text) => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'one.json'), text);
      await expect(async () => new StateFiles(folder).load()).rejects.toThrow('one.json');
    },
  );
});
