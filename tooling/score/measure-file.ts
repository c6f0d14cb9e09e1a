import { parseSync, Visitor, type Comment } from 'oxc-parser';
import { lineAt } from '../layers/imports.ts';
import type { SourceFile } from '../source-tree.ts';
import { countExports } from './exports.ts';

/** What one file adds to the score card. */
export type FileFigures = {
  readonly lines: number;
  readonly commentLines: number;
  readonly functionLines: readonly number[];
  readonly anyCount: number;
  readonly castCount: number;
  readonly nonNullCount: number;
  readonly defaultExports: number;
  readonly exported: number;
  readonly documented: number;
};

/** Parses a file and counts. `as const` is no cast; a function counts if its body is a block. */
export function measureFile(file: SourceFile): FileFigures {
  const { program, comments } = parseSync(file.path, file.text);
  const functionLines: number[] = [];
  const counts = { any: 0, cast: 0, nonNull: 0, defaults: 0 };
  const span = (node: { start: number; end: number }): void => {
    functionLines.push(lineAt(file.text, node.end) - lineAt(file.text, node.start) + 1);
  };
  new Visitor({
    FunctionDeclaration: span,
    FunctionExpression: span,
    ArrowFunctionExpression: (node) => {
      if (node.body.type === 'BlockStatement') span(node);
    },
    TSAnyKeyword: () => (counts.any += 1),
    TSNonNullExpression: () => (counts.nonNull += 1),
    TSTypeAssertion: () => (counts.cast += 1),
    TSAsExpression: (node) => {
      const { start, end } = node.typeAnnotation;
      if (file.text.slice(start, end) !== 'const') counts.cast += 1;
    },
    ExportDefaultDeclaration: () => (counts.defaults += 1),
  }).visit(program);
  return {
    lines: countLines(file.text),
    commentLines: countCommentLines(file.text, comments),
    functionLines,
    anyCount: counts.any,
    castCount: counts.cast,
    nonNullCount: counts.nonNull,
    defaultExports: counts.defaults,
    ...countExports(file.text, program, comments),
  };
}

/** Physical lines; the newline at the end of a file opens no further one. */
export function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

function countCommentLines(text: string, comments: readonly Comment[]): number {
  const lines = new Set<number>();
  for (const comment of comments) {
    const last = lineAt(text, comment.end);
    for (let line = lineAt(text, comment.start); line <= last; line += 1) lines.add(line);
  }
  return lines.size;
}
