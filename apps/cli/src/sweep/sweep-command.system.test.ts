import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runForwardCommand } from './forward-command.ts';
import { runSweepCommand } from './sweep-command.ts';
import { runValidateCommand } from './validate-command.ts';

const examples = join(import.meta.dirname, '../../../../examples');
let folder: string;
let said: string[];
const aNumber: unknown = expect.any(Number);
const terminal = { write: (text: string): unknown => said.push(text) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-sweep-'));
  said = [];
  for (const name of ['bollinger-bounce.yaml', 'data/sp500-daily.csv', 'sweeps']) {
    cpSync(join(examples, name), join(folder, name), { recursive: true });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The example with lines of its own, by the key they begin with. */
function write(changes: Readonly<Record<string, string>>): string {
  const path = join(folder, 'sweeps/ema-cross.yaml');
  const lines = readFileSync(path, 'utf8').split('\n');
  const own = lines.map((line) => {
    const key = /^ *(\w+):/u.exec(line)?.[1] ?? '';
    return changes[key] === undefined ? line : line.replace(/:.*/u, `: ${changes[key]}`);
  });
  const added = Object.entries(changes).filter(
    ([key]) => !own.some((line) => line.trim().startsWith(`${key}:`)),
  );
  writeFileSync(path, [...own, ...added.map(([key, value]) => `${key}: ${value}`), ''].join('\n'));
  return path;
}

const small = { fast: '[5, 10]', slow: '100..200 by 50' };
const sweep = (path: string, out: string | null = null): Promise<number> =>
  runSweepCommand(path, { out, threads: 2, terminal });

describe('argosy sweep', () => {
  test('tells the best trials and what the best of so many is worth, and keeps them', async () => {
    const out = join(folder, 'out');
    expect(await sweep(write(small), out)).toBe(0);
    expect(said.join('')).toMatch(
      /6 trials over 5031 bars[^]*fast 1?[05], slow \d+: sharpe[^]*best of 6;[^]*by chance only[^]*in one of twenty beyond/u,
    );
    const rows = readFileSync(join(out, 'trials.csv'), 'utf8').trim().split('\n');
    expect(rows[0]).toBe(
      'trial,fast,slow,worth,gain,deepestFall,mean,deviation,fills,charges,error',
    );
    expect(rows).toHaveLength(7);
    const report: unknown = JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8'));
    expect(report).toMatchObject({
      schema: 'argosy-sweep/1',
      bars: 5031,
      verdict: { trials: 6, minimumBars: aNumber },
      drawn: { paths: 2000 },
      shuffled: { paths: 2000, trips: aNumber },
      jittered: { share: 0.1, combinations: aNumber },
    });
  });

  test('goes on behind what was kept, and refuses what another sweep has kept', async () => {
    const out = join(folder, 'out');
    const path = write(small);
    await sweep(path, out);
    const first = readFileSync(join(out, 'trials.csv'), 'utf8');
    said = [];
    expect(await sweep(path, out)).toBe(0);
    expect(said.join('')).toContain('goes on behind 6 trials');
    expect(readFileSync(join(out, 'trials.csv'), 'utf8')).toBe(first);
    said = [];
    expect(await sweep(write({ size: '50%' }), out)).toBe(2);
    expect(said.join('')).toContain(
      'is of another sweep, not the same are: ema-cross.yaml; give another --out',
    );
  });

  test('refuses what was kept before a file changed that its signals import, or by another version', async () => {
    const out = join(folder, 'out');
    const path = write(small);
    const [signals, helper] = ['ema-cross.ts', 'helper.ts'].map((name) =>
      join(folder, 'sweeps', name),
    );
    const text = readFileSync(signals ?? '', 'utf8');
    writeFileSync(signals ?? '', `import './helper.ts';\n${text}`);
    writeFileSync(helper ?? '', 'export const flip = false;');
    expect(await sweep(path, out)).toBe(0);
    writeFileSync(helper ?? '', 'export const flip = true;');
    said = [];
    expect(await sweep(path, out)).toBe(2);
    expect(said.join('')).toContain('not the same are: helper.ts; give another --out');
    const kept = join(out, 'trials.bin');
    const bytes = readFileSync(kept, 'latin1').replace(/("the version of Argosy":")/u, '$10.0.9, ');
    writeFileSync(helper ?? '', 'export const flip = false;');
    writeFileSync(kept, bytes, 'latin1');
    said = [];
    expect(await sweep(path, out)).toBe(2);
    expect(said.join('')).toMatch(
      /not the same are: the version of Argosy \(0\.0\.9, \d.* there, \d.* here\); give another/u,
    );
  });

  test('names the trials that fail, of which no other is lost, in all three commands', async () => {
    const [out, sheet] = [join(folder, 'out'), join(folder, 'sheet.html')];
    const path = write({ fast: '[0, 5]', slow: '[100, 150]' });
    const options = { out, threads: 1, terminal };
    expect(await runSweepCommand(path, { ...options, reports: [sheet] })).toBe(0);
    const note = '2 of 4 combinations failed: they count as tried, and are never the best';
    const lines =
      /:\n {2}fast 0, slow 100: a parameter must be .*\n {2}fast 0, slow 150: a parameter/u;
    expect(said.join('')).toMatch(new RegExp(`${note}${lines.source}`, 'u'));
    const rows = readFileSync(join(out, 'trials.csv'), 'utf8').split('\n');
    expect(rows[1]).toMatch(
      /^0,0,100,,,,,,,,"a parameter must be one.*0, expected a whole number.*"$/u,
    );
    expect(rows[3]).toMatch(/^2,5,100,\d.*,$/u);
    const found: unknown = JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8'));
    expect(found).toMatchObject({ verdict: { trials: 4 }, failed: { count: 2 } });
    expect(readFileSync(sheet, 'utf8')).toContain(note);
    said = [];
    const windows = { train: 2_000, test: 1_000, gap: 0, isAnchored: false };
    expect(await runForwardCommand(path, { ...windows, ...options })).toBe(0);
    expect(await runValidateCommand(path, { terms: { groups: 4 }, ...options })).toBe(0);
    expect(said.join('').split(note)).toHaveLength(3);
    for (const name of ['walk-forward.json', 'cross-validate.json']) {
      const kept: unknown = JSON.parse(readFileSync(join(out, name), 'utf8'));
      expect(kept).toMatchObject({ trials: 4, failed: { count: 2 } });
    }
  });

  test('lets a stop follow the price', async () => {
    const [still, follows] = [join(folder, 'still'), join(folder, 'follows')];
    await sweep(write(small), still);
    expect(await sweep(write({ ...small, trail: '5%' }), follows)).toBe(0);
    const fillsOf = (out: string): string[] => {
      const rows = readFileSync(join(out, 'trials.csv'), 'utf8').trim().split('\n').slice(1);
      return rows.map((row) => row.split(',')[8] ?? '');
    };
    const [plain, trailed] = [fillsOf(still), fillsOf(follows)];
    expect(trailed).toHaveLength(6);
    expect(trailed).not.toEqual(plain);
  });

  test('searches by chance from a seed', async () => {
    const search = '{ model: random, count: 4, seed: a }';
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    await sweep(write({ search }), one);
    await sweep(join(folder, 'sweeps/ema-cross.yaml'), other);
    const trials = readFileSync(join(one, 'trials.csv'), 'utf8');
    expect(trials.trim().split('\n')).toHaveLength(5);
    expect(readFileSync(join(other, 'trials.csv'), 'utf8')).toBe(trials);
  });

  test.each(['random', 'tpe'])('tries no combination twice: %s', async (model) => {
    const out = join(folder, 'out');
    const search = `{ model: ${model}, count: 500, seed: a }`;
    expect(await sweep(write({ fast: '5..8', slow: '[20, 30]', search }), out)).toBe(0);
    expect(said.join('')).toContain(
      'the space has 8 combinations, so each is tried once; 500 were asked for',
    );
    const rows = readFileSync(join(out, 'trials.csv'), 'utf8').trim().split('\n').slice(1);
    const tried = rows.map((row) => row.split(',').slice(1, 3).join());
    expect(new Set(tried).size).toBe(8);
    const report: unknown = JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: { trials: 8 } });
  });

  test('learns from what it has tried', async () => {
    const path = write({ search: '{ model: tpe, count: 30, seed: a }' });
    const out = join(folder, 'out');
    expect(await sweep(path, out)).toBe(0);
    expect(said.join('')).toMatch(
      /28 trials over 5031 bars, each from those before[^]*2 of 30 combinations were not fine/u,
    );
    const trials = readFileSync(join(out, 'trials.csv'), 'utf8');
    said = [];
    expect(await runSweepCommand(path, { out, threads: 3, terminal })).toBe(0);
    expect(said.join('')).toContain('goes on behind 28 trials');
    expect(readFileSync(join(out, 'trials.csv'), 'utf8')).toBe(trials);
    expect(readFileSync(join(out, 'trials.csv'), 'utf8')).toMatch(/^trial,fast,slow,/u);
    const windows = { train: 2_000, test: 1_000, gap: 0, isAnchored: false, threads: 2, terminal };
    expect(await runForwardCommand(path, windows)).toBe(2);
    expect(said.at(-1)).toContain('not tpe');
  });

  test('tells every mistake of its file with its line, and leaves nothing behind', async () => {
    const out = join(folder, 'out');
    expect(await sweep(write({ fast: 'many', size: 'all', stop: 'far', by: 'luck' }), out)).toBe(2);
    const told = said.join('');
    expect(told).toContain('ema-cross.yaml has 4 mistakes');
    expect(told).toMatch(
      /:6: space\.fast: expected a list, or a range such as 5\.\.60 by 5, got "many"/u,
    );
    expect(told).toMatch(/:8: size: expected a quantity, or a part of the equity/u);
    expect(told).toMatch(/:9: stop: expected 2% or 10 ticks/u);
    expect(told).toMatch(/:10: by: expected sharpe, gain, gainOverFall/u);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    [{ search: '{ model: tpe, count: 9, batch: 0 }' }, 'search.batch: expected at least 1, got 0'],
    [{ search: '{ model: random, count: 9, batch: 8 }' }, 'search.batch'],
    [{ run: '../nowhere.yaml' }, 'nowhere.yaml: no such file'],
    [{ signals: 'nowhere.ts' }, 'nowhere.ts'],
    [{ signals: '../bollinger-bounce.yaml' }, 'bollinger-bounce.yaml'],
    [{ size: '300%' }, 'a share of 3, expected above 0 up to the leverage, 1'],
    [{ color: 'red' }, 'color'],
    [{ fast: '[5, 5, 5]', slow: '60..5' }, 'space.fast: 5 stands twice in the list'],
    [{ fast: '[5, 5, 5]', slow: '60..5' }, 'space.slow: expected a range that rises'],
    [{ fast: '5..60 by 0' }, 'space.fast: expected a step of at least 1'],
    [{ size: '950%', by: 'luck', slow: '9..5' }, 'has 3 mistakes'],
    [{ size: '950%', by: 'luck' }, 'size: a share of 9.5, expected above 0 up to the leverage, 1'],
    [{ fast: '[]' }, 'space.fast: expected a value'],
  ])('is refused with %o', async (changes, message) => {
    expect(await sweep(write({ ...small, ...changes }))).toBe(2);
    expect(said.join('')).toContain(message);
  });
});

test('argosy walk-forward tells what was chosen, and what came of it where it had not been seen', async () => {
  const path = write(small);
  const windows = {
    train: 2_000,
    test: 1_000,
    gap: 10,
    isAnchored: true,
    threads: 2,
    terminal,
  };
  const out = join(folder, 'out');
  expect(await runForwardCommand(path, { ...windows, out })).toBe(0);
  const results = readFileSync(join(out, 'walk-forward.json'), 'utf8');
  const found: unknown = JSON.parse(results);
  expect(found).toMatchObject({ trials: 6, verdict: { deflatedSharpe: aNumber } });
  const gain = /"verdict": \{\s*"gain": ([-\d.]+)/u.exec(results)?.[1];
  expect(said.join('')).toContain(`in one account: ${(Number(gain) * 100).toFixed(2)} %`);
  expect(said.join('')).toMatch(
    /bars 2010 to 3009: fast \d+, slow \d+: sharpe [^]*bars 4010 to 5009[^]*was left[^]*each of 3 steps chose among 6;[^]*above 0: [\d.]+ %[^]*as many[^]*lower half/u,
  );
  said = [];
  expect(await runForwardCommand(path, { ...windows, out })).toBe(0);
  expect(said.join('')).toContain('goes on behind 18 trials');
  expect(readFileSync(join(out, 'walk-forward.json'), 'utf8')).toBe(results);
  said = [];
  expect(await runForwardCommand(path, { ...windows, out, gap: 5 })).toBe(2);
  expect(said.join('')).toMatch(
    /not the same are: windows \(.*"gap":10,.* there, .*"gap":5,.* here\); give another --out/u,
  );
  said = [];
  expect(await runForwardCommand(path, { ...windows, test: 9_000 })).toBe(2);
  expect(said.join('')).toContain('2000 bars to choose on');
});

test('argosy cross-validate tells how often what was chosen did badly where it had not been seen', async () => {
  const path = write(small);
  const terms = { groups: 5, tested: 2, purge: 20, embargo: 5 };
  const validate = (threads: number, by: Partial<typeof terms> = {}): Promise<number> =>
    runValidateCommand(path, { terms: { ...terms, ...by }, threads, out: folder, terminal });
  expect(await validate(1)).toBe(0);
  const results = readFileSync(join(folder, 'cross-validate.json'), 'utf8');
  expect(JSON.parse(results)).toMatchObject({
    trials: 6,
    verdict: { bars: 5031, deflatedSharpe: aNumber },
  });
  const told = said.join('');
  expect(told).toMatch(
    /6 trials over 5031 bars in 10 splits[^]*fast 1?[05], slow \d+: chosen in \d[^]*lower half where it was tried: [\d.]+ %[^]*gain of 4 paths[^]*chose among 6[^]*as the best of as many/u,
  );
  said = [];
  expect(await validate(3)).toBe(0);
  expect(said.join('')).toBe(`goes on behind 6 trials that were kept\n${told}`);
  expect(readFileSync(join(folder, 'cross-validate.json'), 'utf8')).toBe(results);
  said = [];
  expect(await validate(1, { purge: 10 })).toBe(2);
  expect(said.join('')).toMatch(/not the same are: terms \(.*"purge":20,.* there, .*"purge":10,/u);
  rmSync(join(folder, 'cross-validate.bin'));
  expect(await validate(3)).toBe(0);
  expect(readFileSync(join(folder, 'cross-validate.json'), 'utf8')).toBe(results);
  said = [];
  const reports = ['cv.html', 'cv.json'].map((name) => join(folder, name));
  expect(await runValidateCommand(path, { terms, threads: 1, reports, terminal })).toBe(0);
  const [page = '', document = ''] = reports.map((name) => readFileSync(name, 'utf8'));
  expect(page).toContain('10 splits of 5 groups of bars, 2 tried on at a time, 20 bars');
  expect(JSON.parse(document)).toMatchObject({
    source: { kind: 'crossValidation' },
    validation: { count: 4, paths: [{ rank: 1 }, { rank: 2 }, { rank: 3 }, { rank: 4 }] },
    robustness: { trials: 6, overfitting: { blocks: 10 } },
    card: { command: `argosy cross-validate ${path} --groups 5 --tested 2 --purge 20 --embargo 5` },
  });
  said = [];
  const few = { terms: { ...terms, tested: 5 }, threads: 1, terminal };
  expect(await runValidateCommand(path, few)).toBe(2);
  expect(said.join('')).toContain('5 of 5 groups');
});
