import { visitorKeys } from 'oxc-parser';

/** A node of a syntax tree, as the parser gives it; only its kind and place are the same in all. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** Whether a value of a tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** A node's part of one name; null where it has none. */
export function partOf(node: SyntaxNode, key: string): SyntaxNode | null {
  const part = node[key];
  return isNode(part) ? part : null;
}

/** A node's parts of one name, those left out not counted. */
export function partsOf(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const parts: unknown = node[key];
  return Array.isArray(parts) ? parts.filter(isNode) : [];
}

/** All parts that are run: types, and names that only say which member is meant, are left out. */
export function runningParts(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type.startsWith('TS')) {
    const inner = partOf(node, 'expression');
    return inner === null || !wrappers.has(node.type) ? [] : [inner];
  }
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap((key) => (isName(node, key) ? [] : partsUnder(node, key)));
}

/** The text of a name; null for any other node. */
export function nameOf(node: SyntaxNode | null): string | null {
  const isName = node?.type === 'Identifier' && typeof node['name'] === 'string';
  return isName ? String(node['name']) : null;
}

/** The text of a literal, or of a template without parts; null for any other node. */
export function textOf(node: SyntaxNode | null): string | null {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node?.type !== 'TemplateLiteral' || partsOf(node, 'expressions').length > 0) return null;
  const [only] = partsOf(node, 'quasis');
  const value: unknown = only?.['value'];
  const isCooked = typeof value === 'object' && value !== null && 'cooked' in value;
  return isCooked ? String(value.cooked) : null;
}

/** The member an access names: `a.b` and `a['b']` alike; null where it is computed. */
export function memberOf(access: SyntaxNode): string | null {
  const property = partOf(access, 'property');
  return access['computed'] === true ? textOf(property) : nameOf(property);
}

/** An expression without what TypeScript writes around it. */
export function withoutTypes(expression: SyntaxNode | null): SyntaxNode | null {
  let at = expression;
  while (at !== null && wrappers.has(at.type)) at = partOf(at, 'expression');
  return at;
}

/** Whether a node begins a function of its own. */
export function isFunction({ type }: SyntaxNode): boolean {
  return functions.has(type);
}

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'StaticBlock',
]);

/** What TypeScript writes around an expression that is run all the same. */
const wrappers = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]);

/** Kinds of nodes of which a part is a name and no value, unless it is computed. */
const names: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
  AccessorProperty: 'key',
};

/** Kinds of nodes of which nothing is a value. */
const labels = new Set([
  'ImportDeclaration',
  'ExportAllDeclaration',
  'MetaProperty',
  'BreakStatement',
  'ContinueStatement',
]);

function isName(node: SyntaxNode, key: string): boolean {
  if (labels.has(node.type)) return true;
  if (node.type === 'ExportNamedDeclaration') return partOf(node, 'source') !== null;
  if (node.type === 'LabeledStatement') return key === 'label';
  if (node.type === 'ExportSpecifier') return key === 'exported';
  return names[node.type] === key && node['computed'] !== true;
}

function partsUnder(node: SyntaxNode, key: string): readonly SyntaxNode[] {
  const part = partOf(node, key);
  return part === null ? partsOf(node, key) : [part];
}
