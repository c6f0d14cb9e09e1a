import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

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
  test('comes to the same hash each time', async () => {
    const hashes = new Set<string | undefined>();
    for (let left = 3; left > 0; left -= 1) {
      const { code, said } = await run(join(examples, 'sp500.yaml'));
      expect(code).toBe(0);
      hashes.add(hashIn(said));
    }
    expect([hashes.size, hashes.has(undefined)]).toEqual([1, false]);
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

  test('that is not there, or is a folder, is told in one line', async () => {
    const missing = join(folder, 'missing.yaml');
    expect(await run(missing)).toEqual({ code: 2, said: `${missing}: no such file\n` });
    const said = `${folder}: a folder, expected a run file\n`;
    expect(await run(folder)).toEqual({ code: 2, said });
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
        '1 sources',
        '1 strategies',
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

  test('with mistakes tells those of its data and strategies with the others', async () => {
    write('quotes.csv', 'instrument,time,bid,ask\n');
    const path = write(
      'whole.yaml',
      `title: what depends on what is wrong is not told, all else is
instruments: [{ id: X.Y, calendar: LSE }]
sources:
  - { file: nowhere.csv, layout: { kind: bra, spec: 1-DAY-LAST-EXTERNAL } }
  - { file: quotes.csv, layout: { kind: quote, bid: bidd } }
accounts: [{ id: A, balance: 1e5 INR, leverage: { margin: 2 } }]
strategies:
  - { id: one, strategy: EmaCross, account: A, parameters: { instrument: X.Y, fats: 3, slow: 1e2 } }
  - { id: two, strategy: EmaCross, module: ./mine.ts, account: B }
  - { id: two, strategy: EmaCross, account: B, parameters: { instrument: Z.Z } }
warmUpBars: { spec: X.Y-1-MINUTE-LAST-EXTERNAL, count: 1 }
`,
    );
    const { code, said } = await run(path);
    const places = [...said.matchAll(/whole\.yaml:(\d+): ([^:]*): (.*)/g)].map(
      ([, line, place, detail]) => `${line} ${place}: ${detail?.replace(folder, '.').slice(0, 46)}`,
    );
    expect([code, places]).toEqual([
      2,
      [
        '2 instruments[0].calendar: unknown LSE; there are NSE, NSE-CAS, 24x7',
        '4 sources[0].layout.kind: expected quote, trade, book, queue, bar, mark,',
        '4 sources[0]: the file cannot be read: ./nowhere.csv: expect',
        '5 sources[1]: a column is missing: ./quotes.csv, line 1, fie',
        '6 accounts[0].balance: expected an amount and the code of its currenc',
        '6 accounts[0].leverage.margin: a cash account has none',
        '8 strategies[0].parameters.fats: no such parameter',
        '8 strategies[0].parameters.slow: expected a whole number, found "1e2"',
        '9 strategies[1].strategy: either strategy or module, found both',
        '9 strategies[1].account: unknown B; the run has A',
        '10 strategies[2].account: unknown B; the run has A',
        '10 strategies[2].parameters.instrument: unknown instrument Z.Z; the run has X.Y',
        '10 strategies[2].id: two is taken already',
      ],
    ]);
  });

  test('with mistakes of every kind tells those of a strategy that cannot be made among them', async () => {
    write('quotes.csv', 'instrument,time,bid,ask\nX.Y,2026-01-05T10:00:00Z,100.00,100.05\n');
    write(
      'fails.ts',
      `import { Strategy } from 'argosy/engine';
export class Fails extends Strategy {
  readonly own: number = fail();
}
function fail(): number {
  throw new Error('no such thing');
}
`,
    );
    const path = write(
      'rounds.yaml',
      `instruments: [{ id: X.Y }]
sources: [{ file: quotes.csv, layout: { kind: quote } }]
accounts: [{ id: A, balance: 1.00 INR }]
strategies:
  - { id: one, strategy: EmaCross, account: A, parameters: { instrument: BBB.X, fast: 1.5 } }
  - { id: two, module: ./fails.ts, account: A }
`,
    );
    const { code, said } = await run(path);
    const places = [...said.matchAll(/rounds\.yaml:(\d+): ([^:]*): /g)].map(([, , place]) => place);
    expect([code, places]).toEqual([
      2,
      ['strategies[0].parameters.fast', 'strategies[0].parameters.instrument', 'strategies[1]'],
    ]);
    expect(said).toContain('no such thing');
  });

  test('with mistakes of format tells what beside them is unknown, in one round', async () => {
    const path = write(
      'both.yaml',
      `title: 5
instruments: [{ id: X.Y, tick: 0.001, calendar: 24x8 }]
sources: [{ file: nowhere.csv }]
accounts: [{ id: A, balance: 1.234 INR }]
strategies: [{ id: one, strategy: EmaCros, account: DEMX }]
venue: { fills: { model: probabilistic, limit: 2, slip: -1 } }
`,
    );
    const { said } = await run(path);
    const places = [...said.matchAll(/both\.yaml:(\d+): ([^:]*): (.{0,20})/g)].map(
      ([, line, place, detail]) => `${line} ${place}: ${detail}`,
    );
    expect(places).toEqual([
      '1 title: expected a text',
      '2 instruments[0].tick: the number has more ',
      '2 instruments[0].calendar: unknown 24x8; there ',
      '3 sources[0]: the file cannot be r',
      '4 accounts[0].balance: the number has more ',
      '5 strategies[0].strategy: no sample strategy E',
      '5 strategies[0].account: unknown DEMX; the ru',
      '6 venue.fills.limit: expected a probabili',
      '6 venue.fills.slip: expected a probabili',
    ]);
  });

  test('of a title alone tells what else it needs', async () => {
    const { code, said } = await run(write('title.yaml', 'title: nothing else\n'));
    expect(code).toBe(2);
    for (const name of ['instruments', 'accounts', 'sources', 'strategies']) {
      expect(said).toContain(`title.yaml:1: ${name}: at least one is needed`);
    }
  });

  test('of nothing is told once', async () => {
    const { said } = await run(write('empty.yaml', ''));
    expect(said.split('\n').slice(1)).toEqual([
      expect.stringMatching(/empty\.yaml:1: expected an object, got null/),
      '',
    ]);
  });

  test.each([
    ['from: 2030-01-01T00:00:00Z', /:7: from: no row in the run: .* the last row is known at 2026/],
    ['until: 2020-01-01T00:00:00Z', /:7: until: no row in the run: .* the first row of the run/],
  ])('with a period that no row lies in, %s, is told its line', async (period, mistake) => {
    write('quotes.csv', 'instrument,time,bid,ask\nX.Y,2026-01-05T10:00:00Z,100.00,100.05\n');
    const path = write(
      'period.yaml',
      `instruments: [{ id: X.Y }]
sources:
  - { file: quotes.csv, layout: { kind: quote } }
accounts: [{ id: A, balance: 1.00 INR }]
strategies:
  - { id: one, strategy: EmaCross, account: A, parameters: { instrument: X.Y } }
${period}
`,
    );
    const { code, said } = await run(path);
    expect([code, said]).toEqual([2, expect.stringMatching(mistake)]);
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
    expect(said).toMatch(/:5: strategies\[0\]\.strategy: no sample strategy EmaCros; ours are/);
    expect(said).toMatch(/:6: strategies\[1\]\.module: .*nowhere\.ts/);
  });

  test('tells one mistake of a strategy whose name is no text, of a command of no known type', async () => {
    write('quotes.csv', 'instrument,time,bid,ask\nX.Y,2026-01-05T10:00:00Z,100.00,100.05\n');
    const path = write(
      'once.yaml',
      `instruments: [{ id: X.Y }]
sources: [{ file: quotes.csv, layout: { kind: quote } }]
accounts: [{ id: A, balance: 1.00 INR }]
strategies:
  - { id: one, strategy: { a: 1 }, account: A }
commands:
  - { type: sell, at: 2026-01-05T10:00:00Z, account: A, amount: 1.00 INR }
`,
    );
    const { said } = await run(path);
    const places = [...said.matchAll(/once\.yaml:(\d+): ([^:]*): /g)].map(([, , place]) => place);
    expect(places).toEqual(['strategies[0].strategy', 'commands[0].type']);
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

  test.each([
    ['const chance = Math.random;', 'chance()', 'this.random'],
    ['const { now } = Date;', 'now()', 'this.clock.now'],
    ['const Then = Date;', 'new Then()', 'this.clock.now'],
    ['const later = setTimeout;', 'later(() => {}, 1)', 'this.clock.setTimer'],
    ['const { hrtime } = process;', 'hrtime.bigint()', 'this.clock.now'],
    ['', '(1234).toLocaleString()', 'plain code'],
    ['', 'new Intl.DateTimeFormat("en").format()', 'plain code'],
  ])('that keeps "%s" as it is loaded is stopped at %s', async (head, body, instead) => {
    write('quotes.csv', quotes);
    write('mine.ts', `${head}\n${strategyOf(`${body};`)}`);
    const { code, said } = await run(write('run.yaml', runFile));
    expect([code, said]).toEqual([1, expect.stringContaining(`use ${instead}`)]);
  });

  test.each([
    ['const began = Date.now();', 'this.clock.now'],
    ['const draw = Math.random();', 'this.random'],
    ['const format = new Intl.NumberFormat();', 'plain code'],
  ])('that has "%s" at its top is a mistake of the run file', async (head, instead) => {
    write('mine.ts', `${head}\n${strategyOf('')}`);
    write('quotes.csv', quotes);
    const { code, said } = await run(write('run.yaml', runFile));
    expect([code, said]).toEqual([
      2,
      expect.stringMatching(new RegExp(`run.yaml:4: strategies.0..module: .*use ${instead}`)),
    ]);
  });

  test('that draws as it is made is stopped', async () => {
    write('quotes.csv', quotes);
    const text = strategyOf('').replace(
      'override onStart',
      'draw = Math.random();\n  override onStart',
    );
    write('mine.ts', text);
    const { code, said } = await run(write('run.yaml', runFile));
    expect([code, said]).toEqual([2, expect.stringContaining('use this.random')]);
  });

  test('that reads a file fails the proof, with code and place', async () => {
    write('quotes.csv', quotes);
    const reads = "readFileSync(new URL('./quotes.csv', import.meta.url));";
    write('mine.ts', `import { readFileSync } from 'node:fs';\n${strategyOf(reads)}`);
    const { code, said } = await run(write('run.yaml', runFile), { proves: true });
    const line = /IMPORT_FORBIDDEN: .*mine\.ts:1:30: this import is not allowed: "node:fs"\n/;
    expect(said).toMatch(line);
    expect([code, said]).toEqual([1, expect.stringContaining('\ndoes not hold: ')]);
  });

  test('that only writes to the console is proved', async () => {
    write('quotes.csv', quotes);
    write('mine.ts', strategyOf('if (this.clock.now < 0) console.log(1);'));
    const { code, said } = await run(write('run.yaml', runFile), { proves: true });
    expect([code, said]).toEqual([0, expect.stringContaining('\nholds: ')]);
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
