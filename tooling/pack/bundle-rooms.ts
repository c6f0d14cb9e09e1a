import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { rolldown } from 'rolldown';

const keepNames = { function: false, class: true };

/**
 * Makes each room of a packed kernel one file: an import costs Node about 0.4 ms a file, whatever is
 * in it, and the engine's had come to 159. The rooms still import each other by name. What is written
 * is small: names of classes, their public parts and what is exported stay, a statement or a method
 * has a line of its own, so that a stack still says where.
 */
export async function bundleRooms(folder: string, rooms: readonly string[]): Promise<void> {
  const dist = join(folder, 'dist');
  const compiled = globSync('**/*.js', { cwd: dist });
  const entries = rooms.map((room) => `${room}/src/index.js`);
  const input = Object.fromEntries(rooms.map((room) => [room, join(dist, room, 'src/index.js')]));
  const bundle = await rolldown({ input, cwd: dist, external: /^argosy\//, treeshake: false });
  try {
    await bundle.write({
      dir: dist,
      entryFileNames: '[name]/src/index.js',
      format: 'esm',
      // What is said of each thing stands in the declarations, once.
      comments: false,
      minify: {
        compress: { keepNames },
        mangle: { toplevel: true, keepNames },
        codegen: { removeWhitespace: true },
      },
    });
  } finally {
    await bundle.close();
  }
  for (const path of compiled) if (!entries.includes(path)) rmSync(join(dist, path));
  for (const path of entries) {
    const text = readFileSync(join(dist, path), 'utf8');
    writeFileSync(join(dist, path), breakLines(text));
  }
}

/** A line for each statement of a module and each part of a class. */
function breakLines(text: string): string {
  const { program } = parseSync('index.js', text);
  const starts = program.body.map(({ start }) => start);
  new Visitor({
    ClassBody: ({ body }) => {
      for (const { start } of body) starts.push(start);
    },
  }).visit(program);
  const ordered = [0, ...starts.toSorted((one, other) => one - other)];
  const lines = ordered.map((start, place) => text.slice(start, ordered[place + 1]));
  return (
    lines
      .map((line) => line.trimEnd())
      .filter(Boolean)
      .join('\n') + '\n'
  );
}
