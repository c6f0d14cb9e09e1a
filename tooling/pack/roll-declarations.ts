import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeclarationFile, type Declared, type DeclarationFile } from './declaration-file.ts';

/**
 * Makes the declarations of each room of a packed kernel one file, with what can be reached from the
 * room's exports and their comments. Half of what the compiler writes is of parts that no stranger
 * can name.
 */
export function rollDeclarations(folder: string, rooms: readonly string[]): void {
  const dist = join(folder, 'dist');
  const texts = rooms.map((room) => rollRoom(join(dist, room, 'src/index.d.ts')));
  for (const path of globSync('**/*.d.ts', { cwd: dist })) rmSync(join(dist, path));
  for (const [place, room] of rooms.entries()) {
    writeFileSync(join(dist, room, 'src/index.d.ts'), texts[place] ?? '');
  }
}

function rollRoom(index: string): string {
  const roll = new Roll();
  for (const name of roll.exportsOf(index)) roll.keepExport(index, name);
  return roll.write(new Set(roll.exportsOf(index)));
}

/** The declarations of one room, as far as they are needed. */
class Roll {
  readonly #files = new Map<string, DeclarationFile>();
  /** What is kept of the room, by its name, and the file that declares it. */
  readonly #kept = new Map<string, { path: string; declared: readonly Declared[] }>();
  /** The names that come from other rooms, and from which. */
  readonly #foreign = new Map<string, string>();
  /** What is meant by a name of no file: a type of the language, or of a declaration by itself. */
  readonly #global = new Map<string, string>();

  /** The names a file exports, in its order. */
  exportsOf(path: string): readonly string[] {
    const file = this.#read(path);
    return [...file.exported.keys(), ...file.stars.flatMap((star) => this.exportsOf(star))];
  }

  /** Keeps what a file exports by a name, and what that refers to. */
  keepExport(path: string, name: string): void {
    const file = this.#read(path);
    const from =
      file.exported.get(name)?.from ??
      file.stars.find((star) => this.exportsOf(star).includes(name));
    if (from === undefined) throw new Error(`${path} does not export ${name}`);
    if (from === path) this.#keepOwn(file, name);
    else if (from.endsWith('.d.ts')) this.keepExport(from, name);
    else this.#keepForeign(from, name);
  }

  /** The whole as one file. Only what is public can be imported from it. */
  write(publicNames: ReadonlySet<string>): string {
    for (const [name, path] of this.#global) {
      if (!this.#kept.has(name) && !this.#foreign.has(name)) continue;
      throw new Error(`${path}: "${name}" is of the language here, and of the room elsewhere`);
    }
    const byRoom = Map.groupBy(this.#foreign.keys(), (name) => this.#foreign.get(name));
    const imports = [...byRoom].map(
      ([room, names]) => `import type { ${names.join(', ')} } from '${room}';`,
    );
    const declarations = [...this.#kept].flatMap(([name, { declared }]) =>
      declared.map(({ text }) => (publicNames.has(name) ? toExported(text) : text)),
    );
    // Without the last line everything could be imported.
    return `${[...imports, ...declarations.map(shorten), 'export {};'].join('\n')}\n`;
  }

  #keepOwn(file: DeclarationFile, name: string): void {
    const declared = file.declared.get(name);
    const imported = file.imported.get(name);
    if (declared !== undefined) this.#keepDeclared(file, name, declared);
    else if (imported === undefined) this.#global.set(name, file.path);
    else if (imported.from.endsWith('.d.ts')) this.keepExport(imported.from, name);
    else this.#keepForeign(imported.from, name);
  }

  #keepDeclared(file: DeclarationFile, name: string, declared: readonly Declared[]): void {
    const kept = this.#kept.get(name);
    if (kept?.path === file.path) return;
    const other = kept?.path ?? this.#foreign.get(name);
    if (other !== undefined) throw new Error(`${name} is declared by ${file.path} and by ${other}`);
    this.#kept.set(name, { path: file.path, declared });
    for (const { refersTo } of declared) {
      for (const reference of refersTo) this.#keepOwn(file, reference);
    }
  }

  #keepForeign(room: string, name: string): void {
    const other = this.#kept.get(name)?.path ?? this.#foreign.get(name) ?? room;
    if (other !== room) throw new Error(`${name} comes from ${room} and from ${other}`);
    this.#foreign.set(name, room);
  }

  #read(path: string): DeclarationFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = readDeclarationFile(path);
    this.#files.set(path, file);
    return file;
  }
}

/** `export` stands between the comment and what it is of, and says in declarations what `declare` says. */
function toExported(text: string): string {
  return text.replace(/^(\/\*\*(?:[^*]|\*(?!\/))*\*\/\n)?(?:declare )?/, '$1export ');
}

/**
 * The compiler indents by four spaces, of which a tab is enough, the stars of a comment need none, and the end of a line
 * ends what stands there. What private parts are for, and that they stay, no stranger reads; their names keep heirs from
 * them.
 */
function shorten(text: string): string {
  return text
    .replaceAll(/(?:\/\*\*(?:(?!\*\/)[^])*\*\/\s*)?\bprivate (?:readonly )?(\w+);/g, 'private $1;')
    .replaceAll(/^ +(?=\*)/gm, '')
    .replaceAll(/^( *\/\*\*)\n\* /gm, '$1 ')
    .replaceAll(/\s+\*\/$/gm, '*/')
    .replaceAll(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4))
    .replaceAll(/(;|\{)\n\t(?=private )/g, '$1')
    .replaceAll('#private;private ', 'private ')
    .replaceAll(/;$/gm, '');
}
