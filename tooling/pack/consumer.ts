import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from '../score/statistics.ts';
import { run } from './pack-kernel.ts';

const COLD_STARTS = 9;

/** Copies the examples that need nothing but the kernel into a stranger's folder. */
export function copyExamples(root: string, consumer: string): void {
  const from = join(root, 'examples');
  mkdirSync(join(consumer, 'examples'));
  for (const file of globSync('*.{ts,txt}', { cwd: from })) {
    const isOurs =
      file.endsWith('.test.ts') || /'@argosy|'node:|process\./.test(read(join(from, file)));
    if (!isOurs) cpSync(join(from, file), join(consumer, 'examples', file));
  }
}

/** The lines that the examples print otherwise than is written down, over the installed package. */
export function strangeFigures(consumer: string): readonly string[] {
  const script = `
    import { examples, linesOf } from './examples/all.ts';
    for (const [name, make] of Object.entries(examples)) {
      for (const line of linesOf(make())) console.log(name + ': ' + line);
    }`;
  const printed = run(consumer, ['--input-type=module', '--eval', script]).trimEnd().split('\n');
  const written = read(join(consumer, 'examples/figures.txt')).trimEnd().split('\n');
  return printed
    .filter((line, place) => line !== written[place])
    .concat(printed.length === written.length ? [] : [`${printed.length} lines`]);
}

/** Type-checks the examples and a stranger's file that imports every room, with nothing skipped. */
export function typeCheckConsumer(root: string, consumer: string, rooms: readonly string[]): void {
  const imports = rooms.map((room) => `import * as ${room} from 'argosy/${room}';`);
  const used = `export const rooms: readonly object[] = [${rooms.join(', ')}];`;
  writeFileSync(join(consumer, 'consumer.ts'), `${[...imports, used].join('\n')}\n`);
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    skipLibCheck: false,
    noEmit: true,
    allowImportingTsExtensions: true,
  };
  const config = { compilerOptions, include: ['consumer.ts', 'examples'] };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify(config));
  run(consumer, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.']);
}

/** Imports every room once, as compiled JavaScript. */
export function importAll(consumer: string, rooms: readonly string[]): void {
  const script = rooms.map((room) => `await import('argosy/${room}');`).join('\n');
  run(consumer, ['--input-type=module', '--eval', script]);
}

/** How long fresh processes take to import a room, in milliseconds. */
export type ImportTime = { readonly medianMs: number; readonly fastestMs: number };

/** Times cold starts. On a busy machine the fastest tells more about us than the median. */
export function timeImport(consumer: string, room: string): ImportTime {
  const script = `const t = performance.now(); await import('argosy/${room}'); console.log(performance.now() - t);`;
  const times = Array.from({ length: COLD_STARTS }, () =>
    Number(run(consumer, ['--input-type=module', '--eval', script])),
  );
  return { medianMs: percentile(times, 0.5), fastestMs: Math.min(...times) };
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
