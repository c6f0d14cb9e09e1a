import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  parseSync,
  Visitor,
  type Comment,
  type ExportNamedDeclaration,
  type Expression,
  type Program,
  type Span,
  type Statement,
  type TSTypeQueryExprName,
} from 'oxc-parser';

/** A name that a file has from elsewhere: from a file by its path, from a room by its package name. */
export type ForeignName = { readonly from: string; readonly name: string };

/** A declaration: its text from its comment on, without `export`, and the names it refers to. */
export type Declared = { readonly text: string; readonly refersTo: ReadonlySet<string> };

/** What stands in one declaration file. */
export type DeclarationFile = {
  readonly path: string;
  /** By name; a function with several signatures is declared as often. */
  readonly declared: ReadonlyMap<string, readonly Declared[]>;
  readonly imported: ReadonlyMap<string, ForeignName>;
  /** What it exports, and whence; what it declares itself comes from its own path. */
  readonly exported: ReadonlyMap<string, ForeignName>;
  /** The files of which it exports everything. */
  readonly stars: readonly string[];
};

type Reference = { readonly name: string; readonly at: number };

/** Reads a declaration file as the compiler writes them. What else could stand there is refused. */
export function readDeclarationFile(path: string): DeclarationFile {
  const text = readFileSync(path, 'utf8');
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const reader = new FileReader(path, text, comments, referencesIn(program));
  for (const statement of program.body) reader.take(statement);
  return reader;
}

class FileReader implements DeclarationFile {
  readonly path: string;
  readonly declared: Map<string, Declared[]> = new Map();
  readonly imported: Map<string, ForeignName> = new Map();
  readonly exported: Map<string, ForeignName> = new Map();
  readonly stars: string[] = [];
  readonly #text: string;
  readonly #comments: readonly Comment[];
  readonly #references: readonly Reference[];

  constructor(
    path: string,
    text: string,
    comments: readonly Comment[],
    references: readonly Reference[],
  ) {
    this.path = path;
    this.#text = text;
    this.#comments = comments;
    this.#references = references;
  }

  take(statement: Statement): void {
    if (statement.type === 'ImportDeclaration') {
      this.#passOn(this.imported, statement.specifiers, this.#target(statement.source.value));
    } else if (statement.type === 'ExportAllDeclaration') {
      this.stars.push(this.#target(statement.source.value));
    } else if (statement.type === 'ExportNamedDeclaration') this.#takeExport(statement);
    else this.#declare(statement, statement.start);
  }

  #takeExport({ declaration, source, specifiers, start }: ExportNamedDeclaration): void {
    const from = source === null ? this.path : this.#target(source.value);
    this.#passOn(this.exported, specifiers, from);
    if (declaration === null) return;
    const name = this.#declare(declaration, start);
    this.exported.set(name, { from, name });
  }

  /** Names keep their spelling on the way, so that files can be put together as they are. */
  #passOn(into: Map<string, ForeignName>, specifiers: readonly Span[], from: string): void {
    for (const specifier of specifiers) {
      const name = this.#slice(specifier).replace(/^type /, '');
      if (!/^[\w$]+$/.test(name)) throw new Error(`${this.path}: "${name}" gets another name`);
      into.set(name, { from, name });
    }
  }

  #declare(declaration: Statement, wholeStart: number): string {
    const name = nameOf(declaration);
    if (name === null)
      throw new Error(`${this.path}: "${this.#slice(declaration)}" has no one name`);
    const { start, end } = declaration;
    const within = this.#references.filter(({ at }) => at >= start && at < end);
    const before = this.declared.get(name) ?? [];
    const text = this.#docBefore(wholeStart) + this.#slice(declaration);
    const refersTo = new Set(within.map((reference) => reference.name));
    this.declared.set(name, [...before, { text, refersTo }]);
    return name;
  }

  #docBefore(start: number): string {
    const above = this.#comments.findLast((comment) => comment.end <= start);
    if (above === undefined || !above.value.startsWith('*')) return '';
    return this.#text.slice(above.end, start).trim() === '' ? `${this.#slice(above)}\n` : '';
  }

  #slice({ start, end }: Span): string {
    return this.#text.slice(start, end);
  }

  #target(specifier: string): string {
    if (!specifier.startsWith('.')) return specifier;
    return resolve(dirname(this.path), specifier).replace(/\.[jt]s$/, '.d.ts');
  }
}

function nameOf(declaration: Statement): string | null {
  if (declaration.type === 'VariableDeclaration') {
    const [only, second] = declaration.declarations;
    return second === undefined && only?.id.type === 'Identifier' ? only.id.name : null;
  }
  const id = 'id' in declaration ? declaration.id : null;
  return id?.type === 'Identifier' ? id.name : null;
}

/** Where types are named, classes extended or implemented, and values asked for their type. */
function referencesIn(program: Program): readonly Reference[] {
  const found: Reference[] = [];
  const add = (node: Expression | TSTypeQueryExprName | null): void => {
    if (node?.type === 'Identifier') found.push({ name: node.name, at: node.start });
    else if (node?.type === 'TSQualifiedName') add(node.left);
    else if (node !== null && node.type !== 'ThisExpression') {
      throw new Error(`what a "${node.type}" refers to cannot be told`);
    }
  };
  new Visitor({
    TSTypeReference: ({ typeName }) => add(typeName),
    TSTypeQuery: ({ exprName }) => add(exprName),
    TSInterfaceHeritage: ({ expression }) => add(expression),
    TSClassImplements: ({ expression }) => add(expression),
    ClassDeclaration: ({ superClass }) => add(superClass),
    TSPropertySignature: ({ computed, key }) => {
      if (computed && key.type === 'Identifier') found.push({ name: key.name, at: key.start });
    },
  }).visit(program);
  return found;
}
