/** What a new room is called and what it is for. */
export type RoomPlan = {
  /** Path from the root, e.g. `kernel/quant` or `edges/adapters/sim`. */
  readonly path: string;
  readonly description: string;
};

/** The name of the room: the last part of its path. */
export function nameOf(plan: RoomPlan): string {
  return plan.path.split('/').at(-1) ?? plan.path;
}

/** The first files of a room, by their path inside it. They compile and their test passes. */
export function roomFiles(plan: RoomPlan): ReadonlyMap<string, string> {
  const name = nameOf(plan);
  return new Map([
    ['README.md', readme(plan)],
    ['src/index.ts', `export { ${camel(name)}Purpose } from './${name}.ts';\n`],
    [`src/${name}.ts`, source(plan)],
    [`src/${name}.test.ts`, sentenceTest(plan)],
  ]);
}

/** The manifest and compiler settings that a room outside of the kernel needs besides. */
export function workspaceFiles(plan: RoomPlan): ReadonlyMap<string, string> {
  const up = '../'.repeat(plan.path.split('/').length);
  const manifest = {
    name: specifierOf(plan),
    version: '0.1.0',
    private: true,
    description: plan.description,
    license: 'Apache-2.0',
    type: 'module',
    sideEffects: false,
    exports: {
      '.': { source: './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    },
  };
  const config = {
    extends: `${up}tsconfig.base.json`,
    compilerOptions: {
      types: ['node'],
      rootDir: 'src',
      outDir: 'dist',
      tsBuildInfoFile: 'dist/.tsbuildinfo',
    },
    include: ['src/**/*.ts'],
    exclude: ['**/*.test.ts'],
    references: [{ path: `${up}kernel` }],
  };
  return new Map([
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['tsconfig.json', `${JSON.stringify(config, null, 2)}\n`],
  ]);
}

function readme(plan: RoomPlan): string {
  const name = camel(nameOf(plan));
  return `# ${specifierOf(plan)}

${sentence(plan.description)}

\`\`\`ts
import { ${name}Purpose } from '${specifierOf(plan)}';

console.log(${name}Purpose());
\`\`\`

## Invariants

- What always holds here, each with the test that proves it.
`;
}

function source(plan: RoomPlan): string {
  return `/** What this room is for. The first real concept of the room replaces it. */
export function ${camel(nameOf(plan))}Purpose(): string {
  return ${quoted(plan.description)};
}
`;
}

function sentenceTest(plan: RoomPlan): string {
  const name = nameOf(plan);
  return `import { expect, test } from 'vitest';
import { ${camel(name)}Purpose } from './${name}.ts';

test('says what it is for', () => {
  expect(${camel(name)}Purpose()).toBe(${quoted(plan.description)});
});
`;
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** How others import the room. */
function specifierOf(plan: RoomPlan): string {
  return plan.path.startsWith('kernel/') ? `argosy/${nameOf(plan)}` : `@argosy/${nameOf(plan)}`;
}
