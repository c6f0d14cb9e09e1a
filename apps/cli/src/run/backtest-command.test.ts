import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { runStart } from '../start-command.ts';
import { runBacktestCommand, type BacktestOptions } from './backtest-command.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** What the command prints, and with which code it ends. */
async function run(
  path: string,
  options: Partial<BacktestOptions> = {},
): Promise<{ readonly code: number; readonly said: string }> {
  let said = '';
  const terminal = { write: (text: string) => void (said += text) };
  const code = await runBacktestCommand(path, { out: null, proves: false, terminal, ...options });
  return { code, said };
}

/** Writes a file into the folder of the test and gives its path. */
function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const hashIn = (said: string): string | undefined => /hash\s+([0-9a-f]{32})/.exec(said)?.[1];

describe('a run file', () => {
  test('comes to the same as the sample that it writes down', async () => {
    let started = '';
    const terminal = { write: (text: string) => void (started += text) };
    await runStart({ out: folder, terminal });
    const { code, said } = await run(join(examples, 'sp500.yaml'));
    expect([code, hashIn(said)]).toEqual([0, hashIn(started)]);
  });

  test('leaves its results where it is told', async () => {
    const out = join(folder, 'results');
    await run(join(examples, 'margin-brackets.yaml'), { out });
    const files = ['result.json', 'fills.csv', 'equity.csv'].map((name) => join(out, name));
    expect(files.map((file) => existsSync(file))).toEqual([true, true, true]);
  });

  test('is proved to depend on its data alone', async () => {
    const { code, said } = await run(join(examples, 'two-currencies.yaml'), { proves: true });
    expect([code, said]).toEqual([0, expect.stringMatching(/holds: 26 runs, hash [0-9a-f]{32}/)]);
  });

  test('with mistakes tells all of them, each with its line and place', async () => {
    const path = write(
      'bad.yaml',
      `title: many mistakes
instruments:
  - { id: SP500.SAMPLE, tick: 0.001, calender: 24x7 }
  - { id: "a b", kind: bond }
accounts:
  - id: DEMO
    kind: margin
    balance: 100000.123 USD
    leverage: { margin: 2, intrday: 5 }
venue: { fees: { model: percnt } }
limits: { maxDailyLoss: 1000 }
unitl: 2020-01-01T00:00:00Z
`,
    );
    const { code, said } = await run(path);
    const places = [...said.matchAll(/bad\.yaml:(\d+): ([^:]*): /g)].map(
      ([, line, place]) => `${line} ${place}`,
    );
    expect([code, places]).toEqual([
      2,
      [
        '3 instruments[0].tick',
        '3 instruments[0].calender',
        '4 instruments[1].kind',
        '4 instruments[1].id',
        '8 accounts[0].balance',
        '9 accounts[0].leverage.intrday',
        '10 venue.fees.model',
        '11 limits.maxDailyLoss',
        '12 unitl',
      ],
    ]);
  });

  test('tells what its data and strategies lack, with the place', async () => {
    const path = write(
      'lacks.yaml',
      `instruments: [{ id: X.Y }]
sources: [{ file: nowhere.csv }]
accounts: [{ id: A, balance: 1.00 INR }]
strategies:
  - { id: one, strategy: EmaCros, account: A }
  - { id: two, module: ./nowhere.ts, account: A }
`,
    );
    const { said } = await run(path);
    expect(said).toMatch(/:2: sources\[0\]: .*nowhere\.csv/);
    expect(said).toMatch(/:5: strategies\[0\]: no sample strategy EmaCros; ours are/);
    expect(said).toMatch(/:6: strategies\[1\]: .*nowhere\.ts/);
  });

  test('that is no YAML names the line', async () => {
    const { code, said } = await run(write('no.yaml', 'a: 1\nb: [1, 2\nc: 3\n'));
    expect([code, said]).toEqual([2, expect.stringMatching(/no\.yaml:[23]: /)]);
  });
});

describe('a strategy of one’s own', () => {
  const runFile = `instruments: [{ id: X.Y, calendar: 24x7 }]
sources: [{ file: quotes.csv }]
accounts: [{ id: A, balance: 1000.00 INR }]
strategies: [{ id: mine, module: ./mine.ts, account: A }]
`;
  const quotes = `instrument,time,bid,ask,bid_qty,ask_qty
X.Y,2026-01-05T10:00:00Z,100.00,100.05,10,10
X.Y,2026-01-05T10:00:01Z,100.05,100.10,10,10
`;
  const strategyOf = (body: string): string => `import { Strategy } from 'argosy/engine';
import { toInstrumentId, toQuantity } from 'argosy/core';
export class Mine extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(toInstrumentId('X.Y'));
  }
  override onQuote(): void {
    ${body}
  }
}
`;

  test('may stand in any folder, and finds the platform that loads it', async () => {
    write('quotes.csv', quotes);
    write(
      'mine.ts',
      strategyOf(`const instrument = toInstrumentId('X.Y');
    this.orders.submit(this.orders.market({ instrument, side: 'buy', qty: toQuantity(1) }));`),
    );
    const { code, said } = await run(write('run.yaml', runFile));
    expect([code, said]).toEqual([0, expect.stringMatching(/orders, fills\s+2, 2/)]);
  });

  test.each([
    ['Date.now()', 'this.clock.now'],
    ['new Date()', 'this.clock.now'],
    ['Math.random()', 'this.random'],
    ['setTimeout(() => {}, 1)', 'this.clock.setTimer'],
    ['void fetch("http://localhost")', 'this.context.ask'],
  ])('that reaches for %s is stopped and told of %s', async (body, instead) => {
    write('quotes.csv', quotes);
    write('mine.ts', strategyOf(body));
    const { code, said } = await run(write('run.yaml', runFile));
    expect([code, said]).toEqual([1, expect.stringContaining(`use ${instead}`)]);
  });

  test('leaves the world as it was', async () => {
    write('quotes.csv', quotes);
    write('mine.ts', strategyOf('Date.now();'));
    await run(write('run.yaml', runFile));
    expect([Date.now() > 0, new Date().getTime() > 0, Math.random() < 1]).toEqual([
      true,
      true,
      true,
    ]);
  });
});
