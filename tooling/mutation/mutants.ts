import { parseSync, Visitor } from 'oxc-parser';

/** One small mistake that could be made in a file: a stretch of its text, and what stands there instead. */
export type Mutant = {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The line it is on, from one. */
  readonly line: number;
};

const swapped: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};
const otherCalls: ReadonlyMap<string, string> = new Map([
  ['min', 'max'],
  ['max', 'min'],
  ['minBigint', 'maxBigint'],
  ['maxBigint', 'minBigint'],
  ['some', 'every'],
  ['every', 'some'],
]);

type Span = { readonly start: number; readonly end: number };

/** Every mutant of a source text, in the order of their places. */
export function findMutants(path: string, text: string): readonly Mutant[] {
  const found: Mutant[] = [];
  const add = ({ start, end }: Span, replacement: string): void => {
    const line = text.slice(0, start).split('\n').length;
    if (text.slice(start, end) !== replacement) found.push({ start, end, replacement, line });
  };
  const source = ({ start, end }: Span): string => text.slice(start, end);
  /** The operator stands between its sides, which say where. */
  const swap = (left: Span, operator: string, right: Span): void => {
    const start = text.indexOf(operator, left.end);
    if (start < 0 || start >= right.start) return;
    for (const other of swapped[operator] ?? []) {
      add({ start, end: start + operator.length }, other);
    }
  };
  const typeLiterals = new Set<number>();
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  new Visitor({
    BinaryExpression: ({ left, operator, right }) => {
      swap(left, operator, right);
    },
    LogicalExpression: ({ left, operator, right }) => {
      swap(left, operator, right);
    },
    ConditionalExpression: ({ test }) => {
      add(test, `!(${source(test)})`);
    },
    IfStatement: ({ test }) => {
      add(test, `!(${source(test)})`);
    },
    UnaryExpression: (node) => {
      if (typeLiterals.has(node.start)) return;
      if (node.operator === '!' || node.operator === '-') add(node, source(node.argument));
    },
    ExpressionStatement: (node) => {
      const { type } = node.expression;
      if (type === 'CallExpression' || type === 'AssignmentExpression') add(node, ';');
    },
    TSLiteralType: ({ literal }) => {
      typeLiterals.add(literal.start);
      // Of a number below zero the sign comes first, and the number is a literal of its own.
      if (literal.type === 'UnaryExpression') typeLiterals.add(literal.argument.start);
    },
    Literal: (node) => {
      if (typeLiterals.has(node.start)) return;
      for (const other of otherLiterals(source(node))) add(node, other);
    },
    CallExpression: ({ callee }) => {
      const name = callee.type === 'MemberExpression' ? callee.property : callee;
      const other = otherCalls.get(source(name));
      if (other !== undefined) add(name, other);
    },
  }).visit(program);
  return found.sort((one, other) => one.start - other.start);
}

/** A text with one mutant in it. */
export function applyMutant(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function otherLiterals(text: string): readonly string[] {
  if (text === 'true') return ['false'];
  if (text === 'false') return ['true'];
  if (text === '0' || text === '0n') return [text.replace('0', '1')];
  if (text === '1' || text === '1n') return [text.replace('1', '0'), text.replace('1', '2')];
  return [];
}
