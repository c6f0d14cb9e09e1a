import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { field } from '../manifest.ts';

/** The files of a package that name a map, and the maps that name a source, which is not packed. */
export function danglingMaps(packageFolder: string): readonly string[] {
  const faults: string[] = [];
  for (const path of globSync('**/*.{js,d.ts,map}', { cwd: packageFolder })) {
    const file = join(packageFolder, path);
    const text = readFileSync(file, 'utf8');
    for (const named of path.endsWith('.map') ? sourcesOf(text) : mapsOf(text)) {
      if (!existsSync(join(dirname(file), named))) faults.push(`${path} names ${named}`);
    }
  }
  return faults;
}

function mapsOf(text: string): readonly string[] {
  return [...text.matchAll(/^\/\/# sourceMappingURL=(.*)$/gm)].map(([, name = '']) => name);
}

/** A map that carries its sources needs none beside it. */
function sourcesOf(text: string): readonly string[] {
  const map: unknown = JSON.parse(text);
  const sources = field(map, 'sources');
  const isWhole = Array.isArray(field(map, 'sourcesContent'));
  return Array.isArray(sources) && !isWhole ? sources.map(String) : [];
}
