import { existsSync, globSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { isBundled, noteInputs } from './inputs.mjs';

/** What is bundled, and where to. */
export type ServerBundle = {
  readonly root: string;
  readonly out: string;
  /** Made of what was compiled, or for tests of the sources: then it runs with `--conditions=source`. */
  readonly of: 'dist' | 'src';
};

/** Each thread of a server by the name of its file: what it begins with. */
const entries = {
  start: 'apps/cli/%/start',
  edge: 'apps/server/%/edge/edge-thread',
  work: 'apps/server/%/work/work-thread',
} as const;
/** The module that says where threads begin: in a bundle they begin beside it. */
const threadFiles = /\/threads\/thread-files\.[jt]s$/u;
const besideIt = `export const threadFiles = {
  work: new URL('./work.js', import.meta.url),
  edge: new URL('./edge.js', import.meta.url),
};`;
/** What is loaded when it is asked for, and is not made of modules alone. */
const left = [/^node:/u, /^@duckdb\//u, /^pg-native$/u];

/**
 * Makes each thread of a server one file: Node takes a third of a millisecond and several KiB for each module, and
 * with all that rooms export there were five thousand. Nothing is renamed, and a line stays a line: a stack says where.
 * What modules find by their own place they still find there.
 */
export async function bundleServer({ root, out, of }: ServerBundle): Promise<void> {
  const next = `${out}-${process.pid}`;
  rmSync(next, { recursive: true, force: true });
  const inputs: string[] = [];
  try {
    const threads = Object.entries(entries);
    const made = threads.map(([name, path]) => {
      const entry = join(root, `${path.replace('%', of)}.${of === 'src' ? 'ts' : 'js'}`);
      return bundleThread({ name, entry, of, next, out });
    });
    for (const paths of await Promise.all(made)) inputs.push(...paths);
    inputs.push(...settingsOf(root));
    noteInputs(next, inputs, out);
    takePlace(next, out);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

type ThreadBundle = Pick<ServerBundle, 'of' | 'out'> & {
  readonly name: string;
  readonly entry: string;
  readonly next: string;
};

/** Gives the files that it was made of. */
async function bundleThread({ name, entry, of, next, out }: ThreadBundle): Promise<string[]> {
  const bundle = await rolldown({
    input: { [name]: entry },
    platform: 'node',
    external: left,
    resolve: { conditionNames: of === 'src' ? ['source', 'node'] : ['node'] },
    plugins: [placed(out)],
  });
  try {
    const { output } = await bundle.write({
      dir: next,
      entryFileNames: '[name].js',
      chunkFileNames: `${name}-[name]-[hash].js`,
      format: 'esm',
      keepNames: true,
      comments: false,
    });
    const chunks = output.filter((one) => one.type === 'chunk');
    for (const { fileName, code } of chunks) {
      writeFileSync(join(next, fileName), narrowed(fileName, code));
    }
    return chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => existsSync(id));
  } finally {
    await bundle.close();
  }
}

/** Lets modules of the house find what lies beside them, and threads begin with what is bundled. */
function placed(out: string): Plugin {
  return {
    name: 'argosy:placed',
    load: (id) => (threadFiles.test(id) ? besideIt : null),
    transform: (code, id) => {
      const isOurs = !id.includes('/node_modules/') && !threadFiles.test(id);
      if (!isOurs || !code.includes('import.meta')) return null;
      const file = relative(out, id);
      return code
        .replaceAll('import.meta.url', `new URL(${JSON.stringify(file)}, import.meta.url).href`)
        .replaceAll(
          'import.meta.dirname',
          `(import.meta.dirname + ${JSON.stringify(`/${dirname(file)}`)})`,
        );
    },
  };
}

/**
 * Spells out what is not ASCII: one such character, and V8 holds all of the source with two bytes a character. In
 * strings, templates and patterns an escape is the same but behind a backslash, which nobody writes.
 */
function narrowed(file: string, code: string): string {
  const behind = /\\[^\p{ASCII}]/u.exec(code);
  if (behind !== null) throw new Error(`${file}: ${behind[0]} cannot be spelt out`);
  const spelt = (one: string): string => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // By halves of a pair too: an escape is a unit of UTF-16.
  return code.replaceAll(/[\u0080-\uffff]/g, spelt);
}

/** What decides where an import leads to, and how a bundle is made. */
function settingsOf(root: string): readonly string[] {
  const found = globSync(['package-lock.json', '*/package.json', '*/*/package.json'], {
    cwd: root,
    exclude: ['node_modules'],
  });
  const own = globSync('*.{ts,mjs}', { cwd: import.meta.dirname });
  return [
    ...found.map((path) => join(root, path)),
    ...own.map((path) => join(import.meta.dirname, path)),
  ];
}

function takePlace(next: string, out: string): void {
  // Somebody else may have made the same meanwhile, and be running it.
  if (isBundled(out)) return;
  const old = `${next}-old`;
  mkdirSync(out, { recursive: true });
  renameSync(out, old);
  try {
    renameSync(next, out);
  } catch (error) {
    // Somebody was quicker by a moment.
    if (!isBundled(out)) throw error;
  }
  rmSync(old, { recursive: true, force: true });
}
