import { realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { ModuleFile } from './module-file.ts';
import { importsOf, isCode, readFile } from './module-graph.ts';

/**
 * The files that a module is made of: its own first, then all it imports by their place, and what those import,
 * each once. Packages are left out, and what is imported by a name that is only known as it runs. Of modules that
 * have been loaded nothing is missing; what cannot be read or is no code ends there.
 */
export function filesOfModule(path: string): readonly string[] {
  const files = new Set([realpathSync(path)]);
  for (const file of files) {
    const module = isCode(file) ? readFile(file) : null;
    if (!(module instanceof ModuleFile)) continue;
    for (const { specifier } of importsOf(module.program)) {
      if (!/^(?:\.|\/|file:)/u.test(specifier)) continue;
      files.add(realpathSync(fileURLToPath(new URL(specifier, pathToFileURL(file)))));
    }
  }
  return [...files];
}
