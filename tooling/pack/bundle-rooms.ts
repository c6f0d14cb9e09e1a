import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Makes each room of a packed kernel one file: an import costs Node about 0.4 ms a file, whatever is
 * in it, and the engine's had come to 159. The rooms still import each other by name, and each
 * declaration stays where its source was.
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
      comments: { jsdoc: false },
    });
  } finally {
    await bundle.close();
  }
  for (const path of compiled) if (!entries.includes(path)) rmSync(join(dist, path));
}
