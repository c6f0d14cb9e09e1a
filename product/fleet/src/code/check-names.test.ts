import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkNames } from './check-names.ts';
import { ModuleFile } from './module-file.ts';

function codesIn(text: string): readonly string[] {
  const file = new ModuleFile('/a/strategy.ts', text);
  expect(file.mistakes).toEqual([]);
  return checkNames(file).map(({ code }) => code);
}

const uses: readonly (readonly [text: string, code: string])[] = [
  ['Date.now()', 'USES_CLOCK'],
  ['new Date()', 'USES_CLOCK'],
  ['new Date', 'USES_CLOCK'],
  ['Date()', 'USES_CLOCK'],
  ['const D = Date;', 'USES_CLOCK'],
  ["Date['now']()", 'USES_CLOCK'],
  ['performance.now()', 'USES_CLOCK'],
  ['Math.random()', 'USES_CHANCE'],
  ["Math['random']()", 'USES_CHANCE'],
  ['Math[key]()', 'USES_CHANCE'],
  ['const { random } = Math;', 'USES_CHANCE'],
  ['const { ...all } = Math;', 'USES_CHANCE'],
  ["const { 'random': chance } = Math;", 'USES_CHANCE'],
  ['const { [key]: chance } = Math;', 'USES_CHANCE'],
  ['const M = Math;', 'USES_CHANCE'],
  ["Reflect.get(Math, 'random')", 'USES_CHANCE'],
  ['class Mine extends Date {}', 'USES_CLOCK'],
  ["globalThis['Date']", 'USES_GLOBAL_OBJECT'],
  ['const { Date: D } = globalThis;', 'USES_GLOBAL_OBJECT'],
  ['const every = [Date];', 'USES_CLOCK'],
  ['new Date(2024, 0, 1)', 'USES_MACHINE'],
  ['new Intl.NumberFormat()', 'USES_MACHINE'],
  ['(1).toLocaleString()', 'USES_MACHINE'],
  ['new Date(0).toLocaleDateString()', 'USES_MACHINE'],
  ["new Date(0)['toLocaleTimeString']()", 'USES_MACHINE'],
  ['names.sort((a, b) => a.localeCompare(b))', 'USES_MACHINE'],
  ["'I'.toLocaleLowerCase()", 'USES_MACHINE'],
  ["'i'?.toLocaleUpperCase()", 'USES_MACHINE'],
  ['new Date(0).getTimezoneOffset()', 'USES_MACHINE'],
  ["const { localeCompare: compare } = '';", 'USES_MACHINE'],
  ['const { toLocaleString } = 1;', 'USES_MACHINE'],
  ['String.prototype.localeCompare.call(a, b)', 'USES_MACHINE'],
  ['new WeakRef({})', 'USES_MACHINE'],
  ['AbortSignal.timeout(1)', 'USES_TIMER'],
  ['crypto.randomUUID()', 'USES_CHANCE'],
  ['setTimeout(() => 1, 1)', 'USES_TIMER'],
  ['setInterval(() => 1, 1)', 'USES_TIMER'],
  ['setImmediate(() => 1)', 'USES_TIMER'],
  ['queueMicrotask(() => 1)', 'USES_TIMER'],
  ["fetch('x')", 'USES_NETWORK'],
  ["new WebSocket('x')", 'USES_NETWORK'],
  ['process.exit()', 'USES_PROCESS'],
  ["require('x')", 'USES_REQUIRE'],
  ["eval('1')", 'USES_EVAL'],
  ["new Function('1')", 'USES_EVAL'],
  ["globalThis['x']", 'USES_GLOBAL_OBJECT'],
  ['global.x', 'USES_GLOBAL_OBJECT'],
  ['console.log(1)', 'USES_CONSOLE'],
  ['Promise.resolve()', 'USES_ASYNC'],
  ['await 1;', 'USES_ASYNC'],
  ['class A { async onBar() { await 1; } }', 'USES_ASYNC'],
  ['const f = async () => 1;', 'USES_ASYNC'],
  ['for await (const one of []) one;', 'USES_ASYNC'],
  ["import('./x.ts')", 'IMPORT_DYNAMIC'],
  ['import(name)', 'IMPORT_DYNAMIC'],
  ['fetch satisfies unknown', 'USES_NETWORK'],
  ['(fetch as unknown)', 'USES_NETWORK'],
  ['const box = { fetch };', 'USES_NETWORK'],
  ['function f(get = fetch) {}', 'USES_NETWORK'],
  ['class A { [fetch] = 1; }', 'USES_NETWORK'],
  ['{ const fetch = 1; } fetch', 'USES_NETWORK'],
];

it.each(uses)('finds in %j: %s', (text, code) => {
  expect(codesIn(text)).toEqual([code]);
});

const own: readonly string[] = [
  'function f(fetch: () => void) { fetch(); }',
  'const f = (fetch: () => void) => fetch();',
  'const f = ({ fetch }: Box) => fetch();',
  'const f = ([fetch]: Box) => fetch();',
  'const f = (...fetch: Box) => fetch;',
  'const f = ({ get: { fetch = 1 } }: Box) => fetch;',
  "import { fetch } from './mine.ts'; fetch();",
  'function fetch() {} fetch();',
  'f(); function f() { process(); } function process() {}',
  'class Worker {} new Worker();',
  'const A = class Worker { make() { return new Worker(); } };',
  'try { f(); } catch (process) { process; }',
  'for (const process of []) process;',
  'for (let self = 0; self < 3; self += 1) self;',
  'function f() { { var fetch = 1; } return fetch; }',
  'switch (1) { case 1: { const global = 1; global; } }',
  'switch (1) { case 1: const global = 1; global; }',
  'const box = { fetch: 1, process() {} }; box.fetch; box.process();',
  'class A { fetch = 1; process() { return this.fetch; } }',
  'type Fetch = typeof fetch; let at: Date | null = null;',
  'const f = (at: Promise<Date>): at is Date => true;',
  'new Date(0).getTime(); Date.UTC(2024); x instanceof Date;',
  'new Date(0).getUTCHours(); 1..toString(); a < b; "toLocaleString";',
  'Math.max(1, 2); const { max } = Math;',
  'self: for (;;) break self;',
  "export { fetch } from './mine.ts';",
];

it.each(own)('lets %j be', (text) => {
  expect(codesIn(text)).toEqual([]);
});

describe('for any place to declare and any name', () => {
  const names = fc.constantFrom('fetch', 'process', 'setTimeout', 'Date', 'crypto', 'self');
  const declarations: readonly ((name: string) => string)[] = [
    (name) => `function f(${name}) { % }`,
    (name) => `{ const ${name} = 1; % }`,
    (name) => `function f() { % var ${name}; }`,
    (name) => `{ % function ${name}() {} }`,
    (name) => `for (const ${name} of []) { % }`,
    (name) => `try { f(); } catch ({ ${name} }) { % }`,
  ];

  it('a use inside is its own and a use outside is not', () => {
    const places = fc.array(fc.constantFrom(...declarations), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, places, (name, nested) => {
        const use = `${name};`;
        let text = use;
        for (const declare of nested) text = declare(name).replace('%', text);
        expect(codesIn(text)).toEqual([]);
        expect(codesIn(`${text}\n${use}`)).toHaveLength(1);
      }),
    );
  });
});

it('says where, and what to use instead', () => {
  const file = new ModuleFile('/a/b.ts', 'const a = 1;\nconst b = [\n  Math.random(),\n];\n');
  const [finding] = checkNames(file);
  expect(finding).toMatchObject({ file: '/a/b.ts', line: 3, column: 3, hint: 'use this.random' });
});
