import { expect, it } from 'vitest';

import { checkSharedState } from './check-shared-state.ts';
import { ModuleFile } from './module-file.ts';

function sharedIn(text: string): readonly string[] {
  const file = new ModuleFile('/a/strategy.ts', text);
  expect(file.mistakes).toEqual([]);
  return checkSharedState(file).map(({ message }) => message.split(': ').at(-1) ?? '');
}

it.each([
  'let shared = 0; class A { onBar() { shared += 1; } }',
  'let shared = 0; class A { onBar() { shared++; } }',
  'const shared = []; class A { onBar() { shared.push(1); } }',
  'const shared = new Map(); const set = () => shared.set(1, 2);',
  'const shared = {}; function f() { shared.a.b = 1; }',
  'const shared = {}; function f() { delete shared.a; }',
  'let shared; function f() { [shared] = [1]; }',
  'let other; let shared; function f() { [other, ...shared] = [1]; }',
  'let shared; function f() { ({ a: { b: shared = 1 } } = {}); }',
  'let shared; function f() { for (shared of [1]) f(); }',
  'const shared = {}; function f() { Object.assign(shared, {}); }',
  'let shared; function f() { (shared as number) += 1; }',
  'const shared = []; class A { own = shared.push(1); }',
  "import { shared } from './b.ts'; class A { onBar() { shared.push(1); } }",
  'class shared { static readonly all = []; onBar() { shared.all.push(1); } }',
  'class A { static shared = 0; }',
  'class A { static #shared = 0; }',
])('warns of what instances share and change: %j', (text) => {
  expect(sharedIn(text).join()).toContain('shared');
});

it.each([
  'const shared = new Map(); shared.set(1, 2); const f = () => shared.get(1);',
  'let shared = 0; shared = 1;',
  'const shared = []; function f(shared) { shared.push(1); }',
  'class A { own = []; onBar() { this.own.push(1); const own = []; own.push(2); } }',
  'class A { static readonly parameters = {}; static readonly other = 1; }',
  'class A { static parameters = {}; }',
  'const shared = {}; function f() { for (const shared of []) f(shared); Object.freeze(shared); }',
  'const f = () => { const own = []; own.push(1); ({ own }); };',
])('lets be what is only read, or an instance’s own: %j', (text) => {
  expect(sharedIn(text)).toEqual([]);
});

it('tells each name once', () => {
  expect(sharedIn('let n = 0; function f() { n += 1; n += 2; }')).toEqual(['n']);
});
