import {
  isFunction,
  nameOf,
  partOf,
  partsOf,
  runningParts,
  type SyntaxNode,
} from './syntax-node.ts';

/** Where a name that is used was declared: nowhere in the file, at its top, or further in. */
export type Binding = 'none' | 'module' | 'inner';

/** A node on the way through a file, with what surrounds it. */
export type Visit = {
  readonly node: SyntaxNode;
  readonly parent: SyntaxNode | null;
  /** What a name is bound to at this place. */
  readonly bindingOf: (name: string) => Binding;
  /** Whether this is inside of any function or field, so that it does not run as the file loads. */
  readonly isInner: boolean;
};

type Scope = { readonly names: ReadonlySet<string>; readonly outer: Scope | null };
type Step = {
  readonly scope: Scope;
  readonly parent: SyntaxNode | null;
  readonly isInner: boolean;
};

/** Walks everything of a program that is run, and knows at each place which names are declared. */
export function walkProgram(program: SyntaxNode, visit: (visit: Visit) => void): void {
  const scope: Scope = { names: declaredIn(program, true), outer: null };
  const step = { scope, parent: program, isInner: false };
  for (const node of partsOf(program, 'body')) walk(node, step, visit);
}

function walk(
  node: SyntaxNode,
  { scope, parent, isInner }: Step,
  visit: (visit: Visit) => void,
): void {
  visit({ node, parent, isInner, bindingOf: (name) => find(name, scope) });
  const inner = scopeOf(node, scope);
  const enters =
    isFunction(node) || (node.type === 'PropertyDefinition' && node['static'] !== true);
  const step = { scope: inner, parent: node, isInner: isInner || enters };
  for (const part of runningParts(node)) walk(part, step, visit);
}

function find(name: string, scope: Scope): Binding {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (at.names.has(name)) return at.outer === null ? 'module' : 'inner';
  }
  return 'none';
}

function scopeOf(node: SyntaxNode, outer: Scope): Scope {
  if (isFunction(node)) return { names: declaredByFunction(node), outer };
  if (node.type === 'ClassExpression') return { names: new Set(idOf(node)), outer };
  if (node.type === 'CatchClause') return { names: new Set(namesIn(partOf(node, 'param'))), outer };
  if (!blocks.has(node.type)) return outer;
  return { names: declaredIn(node, false), outer };
}

const blocks = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
]);

function declaredByFunction(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set(node.type === 'FunctionExpression' ? idOf(node) : []);
  for (const parameter of partsOf(node, 'params')) addAll(names, namesIn(parameter));
  if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
  const body = partOf(node, 'body');
  addAll(names, declaredIn(body ?? node, true));
  return names;
}

/** What statements declare for the block they stand in; a function's block has its `var` as well. */
function declaredIn(block: SyntaxNode, hoists: boolean): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of statementsOf(block)) addDeclared(statement, names);
  if (hoists) addHoisted(block, names);
  return names;
}

function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  const head = partOf(block, 'init') ?? partOf(block, 'left');
  const cases = partsOf(block, 'cases').flatMap((one) => partsOf(one, 'consequent'));
  return [...(head === null ? [] : [head]), ...cases, ...partsOf(block, 'body')];
}

function addDeclared(statement: SyntaxNode, names: Set<string>): void {
  switch (statement.type) {
    case 'ImportDeclaration':
      for (const one of partsOf(statement, 'specifiers'))
        addAll(names, namesIn(partOf(one, 'local')));
      return;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const declaration = partOf(statement, 'declaration');
      if (declaration !== null) addDeclared(declaration, names);
      return;
    }
    case 'VariableDeclaration':
      for (const one of partsOf(statement, 'declarations'))
        addAll(names, namesIn(partOf(one, 'id')));
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      addAll(names, idOf(statement));
      return;
    default:
  }
}

function addHoisted(node: SyntaxNode, names: Set<string>): void {
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var') addDeclared(node, names);
  for (const part of runningParts(node)) {
    if (!isFunction(part) && part.type !== 'ClassBody') addHoisted(part, names);
  }
}

function idOf(node: SyntaxNode): readonly string[] {
  return namesIn(partOf(node, 'id'));
}

/** The names that a pattern declares. */
function namesIn(pattern: SyntaxNode | null): readonly string[] {
  if (pattern === null) return [];
  const name = nameOf(pattern);
  if (name !== null) return [name];
  const single = partOf(pattern, 'left') ?? partOf(pattern, 'argument') ?? partOf(pattern, 'value');
  if (single !== null) return namesIn(single);
  const parts = [...partsOf(pattern, 'properties'), ...partsOf(pattern, 'elements')];
  return parts.flatMap((part) => namesIn(part));
}

function addAll(names: Set<string>, more: Iterable<string>): void {
  for (const name of more) names.add(name);
}
