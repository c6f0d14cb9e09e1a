import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { goldenKinds, type GoldenKind } from './golden-kinds.ts';

/** Where the files stand: for each form and version the bytes, and a list of what is in them. */
export const goldenFolder: string = join(import.meta.dirname, '../../golden');

/** A form of a version, as it was recorded. */
export type GoldenFile = {
  readonly kind: GoldenKind;
  readonly version: string;
  readonly bytes: Uint8Array;
  /** The lines of the list: what was in the bytes when they were written. */
  readonly lines: readonly string[];
  readonly names: readonly string[];
};

/** Every file of every version. */
export function loadGoldenFiles(folder: string = goldenFolder): readonly GoldenFile[] {
  const found = existsSync(folder) ? readdirSync(folder).sort() : [];
  return found
    .filter((name) => name.endsWith('.bin'))
    .map((name) => {
      const [, form, version = ''] = /^(.+)\.v([\d-]+)\.bin$/u.exec(name) ?? [];
      const kind = goldenKinds.find((one) => one.name === form);
      if (kind === undefined) throw new Error(`${name}: no form is called so`);
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const list = readFileSync(join(folder, name.replace(/bin$/u, 'jsonl')), 'utf8');
      const lines = list.split('\n').filter((line) => line !== '');
      return { kind, version, bytes, lines, names: lines.map(nameIn).filter(isSample) };
    });
}

/** What today's reader reads of a file, line by line as the list tells it. */
export function linesOf(kind: GoldenKind, bytes: Uint8Array, names: readonly string[]): string[] {
  const lines = kind.read(bytes, names).map(({ name, value }) => textOf({ name, value }));
  // What is told of the whole stands in the first line, so that a list grows at its end.
  return [
    ...lines.filter((line) => !isSample(nameIn(line))),
    ...lines.filter((line) => isSample(nameIn(line))),
  ];
}

/**
 * Writes what is missing of today's versions. What stands is never changed: a file may only grow, by
 * samples of kinds that are new; where today's bytes differ the version has to be raised.
 */
export async function writeGoldenFiles(folder: string = goldenFolder): Promise<readonly string[]> {
  const standing = loadGoldenFiles(folder);
  const said: string[] = [];
  for (const kind of goldenKinds) {
    const file = standing.find((one) => one.kind === kind && one.version === kind.version) ?? null;
    said.push(await writeGoldenFile(folder, kind, file));
  }
  return said;
}

/** The samples in the order of a file: those that stand in it, then those that are new. */
export function orderOf(kind: GoldenKind, file: GoldenFile | null): readonly string[] {
  const known = file?.names ?? [];
  return [...known, ...kind.names.filter((name) => !known.includes(name))];
}

async function writeGoldenFile(
  folder: string,
  kind: GoldenKind,
  file: GoldenFile | null,
): Promise<string> {
  const stem = `${kind.name}.v${kind.version}`;
  const names = orderOf(kind, file);
  const bytes = await kind.write(names, file?.bytes ?? null);
  const isGrown =
    file === null || Buffer.compare(bytes.subarray(0, file.bytes.length), file.bytes) === 0;
  if (!isGrown) {
    throw new Error(`${stem} stands, and what is written today differs: raise the version`);
  }
  const added = names.length - (file?.names.length ?? 0);
  if (added === 0) return `${stem}: stands`;
  writeFileSync(join(folder, `${stem}.bin`), bytes);
  writeFileSync(join(folder, `${stem}.jsonl`), `${linesOf(kind, bytes, names).join('\n')}\n`);
  return `${stem}: ${added} of ${names.length} samples are new`;
}

function nameIn(line: string): string {
  return /^\{"name":"([^"]*)"/u.exec(line)?.[1] ?? '';
}

function isSample(name: string): boolean {
  return name !== 'the whole';
}

/** A value as a line of the list; whole numbers beyond what JSON holds end in an n. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : part,
  );
}
