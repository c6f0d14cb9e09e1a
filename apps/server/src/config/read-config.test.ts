import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ledgerScales, toInstrumentId } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { envExample } from './env-example.ts';
import { variableOf, type Environment } from './environment.ts';
import { mistakeLine } from './mistakes.ts';
import { paperAccounts } from './paper-accounts.ts';
import { configFiles, knownSettings, readConfig, type Configuration } from './read-config.ts';
import { riskLimitsOf } from './read-risk.ts';
import type { SettingNote } from './settings.ts';

const shipped = join(import.meta.dirname, '../../../../config');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-config-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Files = Partial<Record<(typeof configFiles)[number], string>>;

function read(files: Files, env: Environment = {}) {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.yaml`), text);
  }
  return readConfig({ folder, env, base: '/base' });
}

/** What is wrong, without the folder in front. */
function mistakesOf(files: Files, env: Environment = {}): readonly string[] {
  const found = read(files, env);
  if (found.ok) return [];
  return found.mistakes.map((one) => mistakeLine(one).replace(`${folder}/`, ''));
}

function valueOf(files: Files, env: Environment = {}): Configuration {
  return found(read(files, env));
}

function found(of: ReturnType<typeof readConfig>): Configuration {
  if (of.ok) return of.value;
  throw new Error(of.mistakes.map(mistakeLine).join('\n'));
}

const plain = (): Configuration => found(readConfig({ folder: null, env: {}, base: '/base' }));

test('what is shipped says what holds unless told', () => {
  const { risk, ...config } = plain().config;
  expect(found(readConfig({ folder: shipped, env: {}, base: '/base' })).config).toMatchObject(
    config,
  );
  expect(risk.text).toBe('');
});

test('what is shipped names every setting but those of the limits', () => {
  const missing = knownSettings()
    .filter(([file]) => file !== 'risk')
    .flatMap(([file, notes]) => {
      const text = readFileSync(join(shipped, `${file}.yaml`), 'utf8');
      return notes.filter(({ place }) => !text.includes(`${place.split('.').at(-1)}:`));
    });
  expect(missing).toEqual([]);
});

test('.env.example names every variable', () => {
  const example = readFileSync(join(shipped, '../.env.example'), 'utf8');
  expect(example).toBe(envExample(knownSettings()));
});

test('a configuration can go to another thread', () => {
  const { config } = plain();
  expect(structuredClone(config)).toEqual(config);
});

/** Two values of settings that do not take the one that holds unless told and one more. */
const values: Readonly<Record<string, readonly [string, string]>> = {
  ARGOSY_DATA: ['one', 'other'],
  ARGOSY_HOST: ['localhost', '::1'],
  ARGOSY_TLS_CERTIFICATE: ['one.pem', 'other.pem'],
  ARGOSY_TLS_KEY: ['one.pem', 'other.pem'],
  ARGOSY_PUBLIC_ORIGIN: ['https://desk.example', 'https://other.example:8443'],
  ARGOSY_CORS_ORIGINS: ['https://desk.example,http://127.0.0.1:3000', 'https://desk.example'],
  ARGOSY_TRUSTED_PROXIES: ['10.0.0.0/8,::1', '10.0.0.1'],
  ARGOSY_STORAGE_ENGINE: ['sqlite', 'postgres'],
  ARGOSY_STORAGE_SCHEMA: ['one', 'other'],
  ARGOSY_MARKET_KIND: ['replay', 'demo'],
  ARGOSY_MARKET_INSTRUMENTS: ['one.yaml', 'other.yaml'],
  ARGOSY_MARKET_REPLAY_TAPE: ['one', 'other'],
  ARGOSY_MARKET_REPLAY_HISTORY: ['one', 'other'],
  ARGOSY_MARKET_REPLAY_FROM: ['2026-11-20T09:15:00+05:30', '2026-11-20T09:16:00+05:30'],
  ARGOSY_MARKET_FEED_AT: ['one.sock', '127.0.0.1:9100'],
  ARGOSY_DEMO_HOURS: ['15', 'market'],
  ARGOSY_PAPER_CASH: ['5.00 INR', '6.00 INR'],
  ARGOSY_PAPER_KIND: ['margin', 'cash'],
  ARGOSY_PAPER_PRODUCTS: ['delivery', 'delivery,margin'],
  ARGOSY_PAPER_SHORT_SALES: ['delivery', 'delivery,intraday'],
  ARGOSY_PAPER_CHARGES: ['none', 'zerodha'],
  ARGOSY_JOBS_INSTRUMENT_REFRESH_AT: ['07:15', '08:15'],
  ARGOSY_JOBS_COMPACTION_AT: ['07:15', '08:15'],
  ARGOSY_RISK_UNSUPPORTED: ['emulate', 'refuse'],
  ARGOSY_RISK_OUTSIDE_SESSION: ['allow', 'refuse'],
  ARGOSY_RISK_SELF_TRADE: ['allow', 'refuse'],
  ARGOSY_RISK_FLIP_FREES: ['atOnce', 'whenFilled'],
  ARGOSY_RISK_MAX_ORDER_NOTIONAL: ['5.00 INR', '6.00 INR'],
  ARGOSY_RISK_MAX_MARKET_NOTIONAL: ['5.00 INR', '6.00 INR'],
  ARGOSY_RISK_MAX_OPEN_NOTIONAL: ['5.00 INR', '6.00 INR'],
  ARGOSY_RISK_MAX_DAILY_LOSS: ['5.00 INR', '6.00 INR'],
  ARGOSY_RISK_MAX_DRAWDOWN: ['5.00 INR', '6.00 INR'],
  ARGOSY_LOGGING_LEVEL: ['debug', 'error'],
  ARGOSY_LOGGING_CONSOLE: ['json', 'none'],
  ARGOSY_LOGGING_FILE_LEVEL: ['debug', 'error'],
  ARGOSY_LOGGING_FILE_FOLDER: ['one', 'other'],
  ARGOSY_BACKTEST_FOLDER: ['one', 'other'],
  ARGOSY_BACKTEST_FILES: ['one', 'other'],
};

/** What a setting needs to stand beside. */
const beside: Readonly<Record<string, Environment>> = {
  ARGOSY_TLS_CERTIFICATE: { ARGOSY_TLS_KEY: 'k.pem' },
  ARGOSY_TLS_KEY: { ARGOSY_TLS_CERTIFICATE: 'c.pem' },
  ARGOSY_STORAGE_ENGINE: { ARGOSY_POSTGRES: 'postgres://x@y/z' },
  ARGOSY_MARKET_KIND: { ARGOSY_MARKET_REPLAY_TAPE: 'tape' },
  ARGOSY_RISK_ACCOUNT_RATE_COUNT: { ARGOSY_RISK_ACCOUNT_RATE_WITHIN: '9' },
  ARGOSY_RISK_ACCOUNT_RATE_WITHIN: { ARGOSY_RISK_ACCOUNT_RATE_COUNT: '9' },
  ARGOSY_RISK_STRATEGY_RATE_COUNT: { ARGOSY_RISK_STRATEGY_RATE_WITHIN: '9' },
  ARGOSY_RISK_STRATEGY_RATE_WITHIN: { ARGOSY_RISK_STRATEGY_RATE_COUNT: '9' },
  ARGOSY_RISK_MAX_REPEATS_COUNT: { ARGOSY_RISK_MAX_REPEATS_WITHIN: '9' },
  ARGOSY_RISK_MAX_REPEATS_WITHIN: { ARGOSY_RISK_MAX_REPEATS_COUNT: '9' },
  ARGOSY_RISK_MAX_MESSAGES_PER_TRADE_RATIO: { ARGOSY_RISK_MAX_MESSAGES_PER_TRADE_AFTER: '9' },
  ARGOSY_RISK_MAX_MESSAGES_PER_TRADE_AFTER: { ARGOSY_RISK_MAX_MESSAGES_PER_TRADE_RATIO: '9' },
  ARGOSY_RISK_MAX_SIZE_OVER_MEDIAN_TIMES: { ARGOSY_RISK_MAX_SIZE_OVER_MEDIAN_LEAST: '9' },
  ARGOSY_RISK_MAX_SIZE_OVER_MEDIAN_LEAST: { ARGOSY_RISK_MAX_SIZE_OVER_MEDIAN_TIMES: '9' },
};

function valuesOf({ kind, otherwise }: SettingNote, variable: string): readonly [string, string] {
  const usual = kind === 'flag' ? (['true', 'false'] as const) : numbersAfter(otherwise);
  return values[variable] ?? usual;
}

function numbersAfter(otherwise: string): readonly [string, string] {
  return [String(Number(otherwise) + 1), String(Number(otherwise) + 2)];
}

const cases = knownSettings().flatMap(([file, notes]) =>
  notes.map((note) => {
    const variable = variableOf(file, note.place);
    return { file, note, variable, given: valuesOf(note, variable), other: beside[variable] ?? {} };
  }),
);
/** One node has one value of it in this version. */
const changeable = cases.filter(({ variable }) => variable !== 'ARGOSY_ROLES');

/** Everything a configuration comes to, limits included. */
function wholeOf(files: Files, env: Environment): object {
  const { config } = valueOf({ strategies: 'strategies: []', ...files }, env);
  const instruments = [anInstrument({ id: toInstrumentId('BANK01.DEMO') })];
  const accounts = paperAccounts(config.node.paper);
  const limits = riskLimitsOf(config.risk, { instruments, accounts, scales: ledgerScales({}) });
  if (!limits.ok) throw new Error(limits.mistakes.map(mistakeLine).join('\n'));
  const { risk: _, ...rest } = config;
  return { ...rest, limits: limits.value };
}

/** A file with one setting. */
function fileWith({ place, kind }: SettingNote, value: string): string {
  const written = kind === 'list' ? `[${value}]` : value;
  const lines = place.split('.').map((name, depth) => `${'  '.repeat(depth)}${name}:`);
  return `${lines.join('\n')} ${written}\n`;
}

describe('each setting', () => {
  test.each(changeable)('arrives from the environment: $variable', (one) => {
    const { variable, given, other } = one;
    const [first, second] = given.map((value) => wholeOf({}, { ...other, [variable]: value }));
    expect(first).not.toEqual(second);
  });

  test.each(changeable)('arrives from its file as from $variable', (one) => {
    const { file, note, variable, given, other } = one;
    const [, value] = given;
    const text = fileWith(note, value);
    const rest = file === 'strategies' ? 'strategies: []' : '';
    const fromFile = wholeOf({ [file]: `${text}${rest}` }, other);
    expect(fromFile).toEqual(wholeOf({}, { ...other, [variable]: value }));
  });

  test('has a variable of its own', () => {
    const variables = cases.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
  });
});

describe('paths', () => {
  test('start from the folder that the node is started in, and from its data', () => {
    const { config } = valueOf({ node: 'data: d' });
    expect([config.node.data, config.logging.file.folder, config.backtest.folder]).toEqual([
      '/base/d',
      '/base/d/logs',
      '/base/d/backtests',
    ]);
  });

  test('stay as they are when they are whole', () => {
    expect(valueOf({ node: 'data: /var/argosy' }).config.node.data).toBe('/var/argosy');
  });
});

describe('the environment', () => {
  test('wins over a file', () => {
    expect(valueOf({ node: 'port: 81' }, { ARGOSY_PORT: '82' }).config.node.port).toBe(82);
  });

  test('says nothing with an empty variable', () => {
    expect(valueOf({ node: 'port: 81' }, { ARGOSY_PORT: '' }).config.node.port).toBe(81);
  });

  test('is told of its own mistakes under its own names', () => {
    expect(mistakesOf({}, { ARGOSY_PORT: 'x', ARGOSY_PROT: '1', OTHER: '1' })).toEqual([
      'ARGOSY_PROT: unknown key ARGOSY_PROT, perhaps ARGOSY_PORT',
      'ARGOSY_PORT: expected a whole number from 0 to 65535, got "x"',
    ]);
  });

  test('has the secrets, which nothing prints', () => {
    const key = `2026:${Buffer.alloc(32, 7).toString('base64')}`;
    const { secrets } = valueOf({}, { ARGOSY_SECRET_KEY: key });
    expect(secrets.secretKey?.reveal()).toBe(key);
    expect(JSON.stringify(secrets)).toBe(
      '{"secretKey":"***","namesKey":null,"postgres":null,"feed":null}',
    );
  });

  test('is told of a secret that is too short, without it', () => {
    expect(mistakesOf({}, { ARGOSY_SECRET_KEY: 'hunter2' })).toEqual([
      expect.stringMatching(
        /^ARGOSY_SECRET_KEY: .*entry 1 is not a new id, a colon and 32 bytes in base 64$/u,
      ),
    ]);
  });
});

describe('mistakes', () => {
  test('of all files are told at once, each with its line and column', () => {
    const found = mistakesOf({
      node: 'port: 70000\ndemo:\n  ticksPerSecnd: 5\n  hours: never\n',
      strategies: 'strategies:\n  - id: a\n    code: abc\n    strategy: EmaCros\n    account: X\n',
      logging: 'level: loud\n',
      backtest: 'concurrency: 0\n',
      risk: 'maxDailyLoss: much\nselfTrade: perhaps\n',
    });
    expect(found).toEqual([
      'node.yaml:1:7: port: expected a whole number from 0 to 65535, got "70000"',
      'node.yaml:3:18: demo.ticksPerSecnd: unknown key ticksPerSecnd, perhaps ticksPerSecond',
      'node.yaml:4:10: demo.hours: expected always, market, or how many minutes a day takes, from 0.1 to 375; got "never"',
      'strategies.yaml:3:11: strategies[0].code: the text cannot be an id: origin "abc", expected four of 0-9A-Z',
      expect.stringContaining(
        'strategies.yaml:4:15: strategies[0].strategy: no strategy "EmaCros"',
      ),
      'logging.yaml:1:8: level: expected one of debug, info, warn, error, got "loud"',
      'backtest.yaml:1:14: concurrency: expected a whole number from 1 to 64, got "0"',
      expect.stringContaining('risk.yaml:1:15: maxDailyLoss: '),
      'risk.yaml:2:12: selfTrade: expected refuse, allow, got "perhaps"',
      'strategies.yaml:5:14: strategies[0].account: there is no account X; there are PAPER01 to PAPER16',
    ]);
  });

  test.each([
    ['host: 0.0.0.0', 'host: 0.0.0.0 is reached from other machines'],
    ['tls: { key: k.pem }', 'tls.key: there is no certificate to it'],
    ['tls: { certificate: c.pem }', 'tls.certificate: there is no key to it'],
    ['roles: [gateway]', 'roles: one node does all there is in this version'],
    ['roles: [cooking]', 'roles: 1: expected one of ingest'],
    ['corsOrigins: [desk.example]', 'corsOrigins: 1: expected an origin'],
    ['publicOrigin: http://desk.example', 'publicOrigin: expected an origin such as https://'],
    ['publicOrigin: https://desk.example/x', 'publicOrigin: expected an origin such as https://'],
    ['paper: { kind: cash, leverage: { intraday: 5 } }', 'intraday: a cash account pays in full'],
    ['paper: { cash: 0 INR }', 'paper.cash: expected an amount above zero'],
    ['paper: { cash: 12 rupees }', 'paper.cash: expected an amount and the code of its currency'],
    ['storage: { engine: postgres }', 'ARGOSY_POSTGRES: is missing'],
    ['secretKey: x', 'secretKey: looks like a secret'],
    ['storage: { password: x }', 'storage.password: looks like a secret'],
    ['port: [1]', 'port: expected a whole number from 0 to 65535, got a list'],
    ['demo: 5', 'demo: expected an object'],
    ['- 1', 'expected an object'],
    ['a: 1\na: 2', 'node.yaml:2:1: Map keys must be unique'],
  ])('%j is one: %s', (node, expected) => {
    expect(mistakesOf({ node }).join('\n')).toContain(expected);
  });

  test.each([
    ['- { id: a, code: AAAA, account: PAPER01 }', 'strategy: expected a text, got nothing'],
    ['- { id: a, code: AAAA, account: PAPER01, strategy: Grid, file: a.ts }', 'file: either this'],
    [
      '- { id: a, code: AAAA, account: PAPER01, strategy: Grid }\n- { id: a, code: BBBB, account: PAPER01, strategy: Grid }',
      'strategies[1].id: a is there twice',
    ],
    [
      '- { id: a, code: AAAA, account: PAPER01, strategy: Grid }\n- { id: b, code: AAAA, account: PAPER01, strategy: Grid }',
      "strategies[1].code: AAAA is another strategy's of PAPER01",
    ],
    [
      '- { id: a, code: AAAA, account: PAPER01, strategy: Grid, product: margin }',
      'margin is none',
    ],
    ['- { id: a, code: AAAA, account: PAPER01, strategy: Grid, parameters: 5 }', 'expected a map'],
  ])('of a strategy: %j', (strategies, expected) => {
    expect(mistakesOf({ strategies: `strategies:\n${strategies}` }).join('\n')).toContain(expected);
  });

  test('of files that are none of ours are told', () => {
    writeFileSync(join(folder, 'nodes.yaml'), '');
    mkdirSync(join(folder, 'risk.yaml'));
    expect(mistakesOf({})).toEqual([
      'nodes.yaml: no file of ours; there are node.yaml, strategies.yaml, risk.yaml, logging.yaml, backtest.yaml',
      'risk.yaml: EISDIR: illegal operation on a directory, read',
    ]);
  });

  test('of limits on what nobody trades are told once it is known what is traded', () => {
    const { config } = valueOf({ risk: 'maxOrderQty:\n  byInstrument:\n    NONE.DEMO: 5\n' });
    const instruments = [anInstrument({ id: toInstrumentId('BANK01.DEMO') })];
    const limits = riskLimitsOf(config.risk, {
      instruments,
      accounts: [],
      scales: ledgerScales({}),
    });
    const found = limits.ok ? [] : limits.mistakes;
    expect(found.map(({ line, detail }) => [line, detail.slice(0, 21)])).toEqual([
      [3, 'unknown key NONE.DEMO'],
    ]);
  });
});

test('strategies of files keep their parameters as they are written', () => {
  const entry = 'id: a, code: AAAA, account: PAPER02, file: mine/a.ts, export: A, starts: false';
  const strategies = `strategies:\n  - { ${entry}, allotment: 5.00 INR, parameters: { size: 1.10 } }`;
  expect(valueOf({ strategies }).config.strategies.strategies).toMatchObject([
    {
      id: 'a',
      code: 'AAAA',
      account: 'PAPER02',
      book: 'a',
      source: { kind: 'file', file: '/base/mine/a.ts', name: 'A' },
      parameters: { size: '1.10' },
      allotment: { amount: 500n, currency: 'INR' },
      starts: false,
      sees: 'all',
    },
  ]);
});

test('a strategy may say that it sees what it listens to', () => {
  const strategies = (sees: string): string =>
    `strategies:\n  - { id: a, code: AAAA, account: PAPER01, strategy: EmaCross, sees: ${sees} }`;
  const [entry] = valueOf({ strategies: strategies('listened') }).config.strategies.strategies;
  expect(entry?.sees).toBe('listened');
  const refused = read({ strategies: strategies('some') });
  const found = refused.ok ? [] : refused.mistakes;
  expect(found.map(({ place }) => place)).toEqual(['strategies[0].sees']);
});

test('no text in any file throws', () => {
  const names = knownSettings().flatMap(([, notes]) => notes.map(({ place }) => place));
  const words = fc.constantFrom(
    '[',
    '{',
    '- ',
    '5',
    'x',
    '""',
    'true',
    '\n',
    '  ',
    '}',
    ']',
    '&a ',
  );
  const line = fc.tuple(fc.constantFrom(...names), fc.array(words, { maxLength: 4 }));
  const lines = fc.array(
    line.map(([name, all]) => `${name.replace('.', ':\n  ')}: ${all.join('')}`),
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    lines.map((all) => all.join('\n')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...configFiles), text, (name, given) => {
      expect(typeof read({ [name]: given }).ok).toBe('boolean');
    }),
  );
});
