import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { checkStrategy, type CheckOptions } from './check-strategy.ts';
import { checkCodes, type CheckCode } from './codes.ts';
import type { CheckReport } from './report.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-bad-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A strategy that listens to the quotes of one instrument, with more in its class. */
function strategyWith(body: string, top = ''): string {
  return `import { parameter, Strategy } from 'argosy/engine';
const parameters = { instrument: parameter.instrument() };
${top}
export class Bad extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  override onStart(): void {
    this.data.subscribeQuotes(this.parameters.instrument);
  }
  ${body}
}
`;
}

/** A check in which TypeScript, the larger half of it, looks only where that is what is shown. */
function check(text: string, options: CheckOptions = {}): Promise<CheckReport> {
  return checkStrategy(write('bad.ts', text), { checksTypes: false, ...options });
}

const typed = { checksTypes: true } as const;

function codesOf({ findings }: CheckReport): readonly CheckCode[] {
  return findings.map(({ code }) => code);
}

const out = 'this.constructor.constructor';

/** The smallest strategy for each code that comes of loading, of parameters and of the run. */
const trials: Readonly<Partial<Record<CheckCode, readonly [text: string, line: number]>>> = {
  LOAD_FAILED: [strategyWith('', 'enum Side { Buy }'), 3],
  NO_STRATEGY: ['export class Strategy {}\nexport const two = 2;\n', 1],
  SEVERAL_STRATEGIES: [`${strategyWith('')}export class Worse extends Bad {}\n`, 4],
  TYPE: [strategyWith("readonly wrong: number = 'text';"), 9],
  PARAMETER_SCHEMA: [
    "import { Strategy } from 'argosy/engine';\nexport class Bad extends Strategy {\n" +
      "  static override readonly parameters = { size: { kind: 'sise' } } as never;\n}\n",
    3,
  ],
  PARAMETER_DEFAULT: [
    "import { parameter, Strategy } from 'argosy/engine';\nexport class Bad extends Strategy {\n" +
      '  static override readonly parameters = { n: parameter.integer({ default: 1, min: 2 }) };\n}\n',
    3,
  ],
  CONSTRUCTOR_FAILED: [
    strategyWith(
      'readonly own = fail();',
      "function fail(): number {\n  throw new Error('no');\n}",
    ),
    4,
  ],
  START_FAILED: [
    "import { Strategy } from 'argosy/engine';\nexport class Bad extends Strategy {\n" +
      "  override onStart(): void {\n    throw new Error('no');\n  }\n}\n",
    4,
  ],
  CALLBACK_FAILED: [
    strategyWith("override onQuote(): void {\n    throw new Error('no');\n  }"),
    10,
  ],
  PROMISE_REJECTED: [
    strategyWith(
      `override onStop(): void {\n    ${out}('return Promise')().reject(new Error('no'));\n  }`,
    ),
    10,
  ],
  NOT_DETERMINISTIC: [
    strategyWith(
      'override onQuote(): void {\n    if (++runs === 3) this.orders.close(this.parameters.instrument);\n    if (runs === 5) this.data.unsubscribeQuotes(this.parameters.instrument);\n  }',
      'let runs = 0;',
    ),
    4,
  ],
  OUT_OF_TIME: [strategyWith('override onQuote(): void {\n    for (;;);\n  }'), 9],
  OUT_OF_MEMORY: [
    strategyWith(
      'override onQuote(): void {\n    const all: object[] = [];\n    for (;;) all.push({ at: all.length });\n  }',
    ),
    9,
  ],
  PROCESS_ENDED: [
    strategyWith(`override onQuote(): void {\n    ${out}('return process')().exit(3);\n  }`),
    9,
  ],
};

/** Bounds that are met sooner than the usual ones, and late enough for a machine that is busy. */
const bounds: Readonly<Record<string, CheckOptions>> = {
  OUT_OF_TIME: { trialMsMax: 6_000 },
  OUT_OF_MEMORY: { memoryMbMax: 64 },
};
/** What is told of a strategy that never comes back from where it is. */
const endings: Readonly<Record<string, string>> = {
  OUT_OF_TIME: 'onQuote, after 6.0 s',
  OUT_OF_MEMORY: 'onQuote, at 64 MB',
  PROCESS_ENDED: 'onQuote, exit code 3',
};
describe('the smallest strategy for a code', () => {
  it.each(Object.entries(trials))('%s', async (code, [text, line]) => {
    const report = await check(text, { ...bounds[code], checksTypes: code === 'TYPE' });
    const found = report.findings.filter((finding) => finding.code === code);
    expect(found).toMatchObject([{ file: join(folder, 'bad.ts'), line }]);
    expect(found[0]?.column).toBeGreaterThan(0);
    expect(found[0]?.message).toContain(endings[code] ?? '');
    expect(report.ok).toBe(false);
  });
});

it('tells a throw in onStop', async () => {
  const report = await check(
    strategyWith("override onStop(): void {\n    throw new Error('end');\n  }"),
  );
  expect(report.findings).toMatchObject([{ code: 'CALLBACK_FAILED', line: 10 }]);
  expect(report.findings[0]?.message).toContain('onStop: Error: end');
});

it('is not held up by a file that never comes to an end of loading', async () => {
  const report = await check(strategyWith('', 'for (;;);'), { trialMsMax: 1_000 });
  expect(codesOf(report)).toContain('OUT_OF_TIME');
  expect(report.findings.at(-1)?.message).toContain('loading');
});

it('finds an async callback before and while it is run', async () => {
  const report = await check(strategyWith('override async onQuote(): Promise<void> {}'));
  expect(codesOf(report)).toEqual(['USES_ASYNC', 'CALLBACK_FAILED']);
});

it('finds a clock that hides from the reader', async () => {
  const report = await check(
    strategyWith(`override onQuote(): void {\n    ${out}('return Date')().now();\n  }`),
  );
  expect(report.findings).toMatchObject([{ code: 'CALLBACK_FAILED', line: 10 }]);
  expect(report.findings[0]?.message).toContain('this.clock.now');
});

it('finds a strategy that writes into a quote that others are given too', async () => {
  const report = await check(
    strategyWith(
      'override onQuote(quote: object): void {\n    Object.assign(quote, { bid: 1 });\n  }',
    ),
  );
  expect(report.findings).toMatchObject([{ code: 'CALLBACK_FAILED', line: 10 }]);
  expect(report.findings[0]?.message).toContain('read only property');
});

it('reports findings of all stages at once, in their order', async () => {
  const text = strategyWith(
    "readonly wrong: number = 'text';\n  override onQuote(): void {\n    if (Math.random() < 2) throw new Error('no');\n  }",
  );
  const report = await check(text, typed);
  expect(codesOf(report)).toEqual(['TYPE', 'USES_CHANCE', 'CALLBACK_FAILED']);
});

it('does not load what reaches out of the run', async () => {
  const marker = join(folder, 'was-run');
  const top = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker)}, '');`;
  const report = await check(strategyWith('', top), typed);
  expect(codesOf(report)).toContain('IMPORT_FORBIDDEN');
  expect(report.skipped.map(({ stage }) => stage)).toEqual(['parameters', 'run']);
  expect(report.strategy).toBeNull();
  expect(existsSync(marker)).toBe(false);
});

it('lets packages be imported that the caller allows', async () => {
  const report = await check(strategyWith('', "import { sep } from 'node:path';\nvoid sep;"), {
    allowedImports: ['node:path'],
    runs: false,
  });
  expect(codesOf(report)).not.toContain('IMPORT_FORBIDDEN');
  expect(report.strategy?.name).toBe('Bad');
});

it('names the line of a parameter that is given a wrong value', async () => {
  const report = await check(strategyWith(''), { parameters: { instrument: 3 } });
  expect(report.findings).toMatchObject([{ code: 'PARAMETER_VALUE', line: 2, column: 22 }]);
});

it('looks into the files beside, and tells their mistakes with their own lines', async () => {
  write(
    'rules/size.ts',
    "import type { Bar } from 'argosy/domain';\nexport const size = (bar: Bar): number => bar.price;\nexport const now = (): number => Date.now();\n",
  );
  const report = await check(
    strategyWith('', "import { now, size } from './rules/size.ts';\nvoid [now, size];"),
    typed,
  );
  const file = join(folder, 'rules/size.ts');
  expect(report.findings).toMatchObject([
    { code: 'TYPE', file, line: 2, column: 47 },
    { code: 'USES_CLOCK', file, line: 3, column: 34 },
  ]);
  expect(report.files).toEqual([join(folder, 'bad.ts'), file]);
});

it('counts what a report has no room for, and refuses for it all the same', async () => {
  const calls = 'console.log(1);\n'.repeat(200);
  const { ok, findings, leftOut } = await check(
    strategyWith('', `${calls}setTimeout(() => 1, 1);`),
    { runs: false },
  );
  expect([ok, findings.length, leftOut]).toEqual([false, 200, 1]);
});

it('cannot write files or start processes even where it hides that', async () => {
  const marker = join(folder, 'was-written');
  const write = `${out}('return process')().getBuiltinModule('node:fs').writeFileSync('${marker}', '')`;
  const report = await check(strategyWith(`override onQuote(): void {\n    ${write};\n  }`));
  expect(report.findings).toMatchObject([{ code: 'CALLBACK_FAILED', line: 10 }]);
  expect(existsSync(marker)).toBe(false);
});

it('tells once what TypeScript says of the same place', async () => {
  const top = "import { sep } from 'node:path';\nconst mine = fetch;\nvoid [sep, mine];";
  const report = await check(strategyWith('', top), typed);
  expect(codesOf(report)).toEqual(['IMPORT_FORBIDDEN', 'USES_NETWORK']);
});

it('only warns of a console', async () => {
  const report = await check(strategyWith('', "console.log('loaded');"), { runs: false });
  expect(report).toMatchObject({ ok: true, findings: [{ code: 'USES_CONSOLE', line: 3 }] });
});

it('tells every mistake in the values for parameters at once', async () => {
  const report = await check(strategyWith(''), {
    ...typed,
    parameters: { instrument: 3, speed: 1 },
  });
  expect(codesOf(report)).toEqual(['PARAMETER_UNKNOWN', 'PARAMETER_VALUE']);
  expect(report.skipped).toMatchObject([{ stage: 'run' }]);
});

it.each([
  ['none.ts', 'FILE_MISSING'],
  ['none.txt', 'FILE_KIND'],
])('says what is wrong with a path: %s', async (name, code) => {
  const report = await checkStrategy(join(folder, name));
  expect(codesOf(report)).toEqual([code]);
  expect(report.skipped).toHaveLength(4);
  expect(report.sourceHash).toBeNull();
});

it('says what is wrong with a file that is too large or cannot be read', async () => {
  expect(codesOf(await check(' '.repeat(500_001)))).toEqual(['FILE_TOO_LARGE']);
  const report = await check('export class {');
  expect(report.findings).toMatchObject([{ code: 'SYNTAX', line: 1 }]);
});

it('chooses one of several strategies by name', async () => {
  const path = write('two.ts', `${strategyWith('')}export class Worse extends Bad {}\n`);
  expect((await checkStrategy(`${path}#Worse`, { runs: false })).strategy?.name).toBe('Worse');
  const none = await checkStrategy(`${path}#Best`, { runs: false });
  expect(codesOf(none)).toEqual(['UNKNOWN_STRATEGY']);
  expect(none.findings[0]?.message).toContain('found Bad, Worse');
});

it('takes a strategy that is exported as default, with files beside it', async () => {
  write('rules/size.ts', 'export const size = 3;\n');
  const path = write(
    'main.ts',
    "import { Strategy } from 'argosy/engine';\nimport { size } from './rules/size.ts';\n" +
      'export default class Main extends Strategy {\n  readonly size: number = size;\n}\n',
  );
  const report = await checkStrategy(path);
  expect(report.findings).toEqual([]);
  expect(report.strategy?.name).toBe('Main');
});

it('makes data for instruments and bars that only the code names', async () => {
  const text = `import { toInstrumentId } from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
const id = toInstrumentId('GOLD.MCX');
export class Named extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(toBarSpecText(\`\${id}-1-DAY-LAST-EXTERNAL\`));
    this.data.subscribeBars(toBarSpecText(\`\${id}-1-HOUR-LAST-INTERNAL\`));
    this.data.subscribeTrades(id);
  }
  override onBar(): void {}
  override onTrade(): void {}
}
`;
  const { findings, strategy } = await check(text);
  expect(findings).toEqual([]);
  expect(strategy?.subscriptions).toEqual([
    { kind: 'bar', of: 'GOLD.MCX-1-DAY-LAST-EXTERNAL' },
    { kind: 'bar', of: 'GOLD.MCX-1-HOUR-LAST-INTERNAL' },
    { kind: 'trade', of: 'GOLD.MCX' },
  ]);
  expect(strategy?.dataKinds).toEqual(['bar', 'trade']);
  expect(strategy?.trial?.callbacks['onTrade']).toBe(1_200);
  expect(strategy?.trial?.callbacks['onBar']).toBeGreaterThan(1_300);
});

it('leaves the types out where that is asked for', async () => {
  const report = await check(strategyWith("readonly wrong: number = 'text';"));
  expect(report).toMatchObject({ ok: true, findings: [] });
  expect(report.skipped).toEqual([{ stage: 'types', reason: 'not asked for' }]);
});

it('only looks where no run is asked for', async () => {
  const report = await check(strategyWith(''), { runs: false, ...typed });
  expect(report.skipped).toEqual([{ stage: 'run', reason: 'not asked for' }]);
  expect(report).toMatchObject({ ok: true, strategy: { name: 'Bad', trial: null } });
});

it('comes back at once when it is interrupted', async () => {
  const report = await check(strategyWith(''), { signal: AbortSignal.abort() });
  expect(report.ok).toBe(false);
  expect(report.findings.at(-1)?.message).toContain('interrupted');
});

it('gives the same report for the same file, wherever it lies', async () => {
  const text = strategyWith('override onQuote(): void {}');
  const one = await checkStrategy(write('a/one.ts', text));
  const two = await checkStrategy(write('b/two.ts', text));
  expect({ ...two, file: '', files: [] }).toEqual({ ...one, file: '', files: [] });
});

it('has a hint and a message for every code', () => {
  for (const { message, hint } of Object.values(checkCodes)) {
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
  }
});

it('names every code in its README, in the row of its stage or below it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const named = [...readme.matchAll(/`([A-Z]+_?[A-Z_]*)`/g)].map(([, code]) => code);
  expect([...new Set(named)]).toEqual(Object.keys(checkCodes));
});
