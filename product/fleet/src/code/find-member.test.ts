import { expect, it } from 'vitest';

import { placeOfMember } from './find-member.ts';
import { ModuleFile } from './module-file.ts';

const base = new ModuleFile(
  '/a/base.ts',
  'export class Base extends Strategy {\n  onBar() {}\n}\n',
);
const own = new ModuleFile(
  '/a/own.ts',
  `import { Base } from './base.ts';
class Other {}
const declared = {
  fast: parameter.integer({ default: 1 }),
} as const;
export default class Own extends Base {
  static parameters = declared;
  onStart() {}
}
class Inline extends Base {
  static parameters = { slow: 1 };
}
`,
);

it.each([
  ['Own', 'onStart', 'own', 8],
  ['Own', 'onBar', 'base', 2],
  ['Own', 'parameters', 'own', 7],
  ['Own', 'parameters.fast', 'own', 4],
  ['Own', 'parameters.other', 'own', 7],
  ['Inline', 'parameters.slow', 'own', 11],
  ['Inline', 'onStart', 'own', 8],
  ['Own', null, 'own', 6],
  ['Own', 'onQuote', 'own', 6],
  [null, null, 'own', 6],
  ['Nobody', null, 'own', 6],
] as const)('finds %s, %s in %s at line %i', (type, member, file, line) => {
  const place = placeOfMember([own, base], { type, member });
  expect(place).toMatchObject({ file: `/a/${file}.ts`, line });
});

it('takes the beginning of the file where there is no class', () => {
  const plain = new ModuleFile('/a/plain.ts', '\nexport const a = 1;\n');
  const place = placeOfMember([plain], { type: null, member: 'onStart' });
  expect(place).toEqual({ file: '/a/plain.ts', line: 1, column: 1 });
});
