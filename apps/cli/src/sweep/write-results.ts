import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file of results into a folder, aside and renamed: it is whole, or that of before. */
export function writeResults(folder: string, name: string, content: string | object): void {
  mkdirSync(folder, { recursive: true });
  const aside = join(folder, `${name}.new`);
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
  writeFileSync(aside, text);
  renameSync(aside, join(folder, name));
}
