import { parseSync } from 'oxc-parser';

import type { Place } from '../check/report.ts';
import { isNode, type SyntaxNode } from './syntax-node.ts';

/** A mistake in the text of a file. */
export type SyntaxMistake = { readonly message: string; readonly place: Place };

/** A file with its syntax tree. */
export class ModuleFile {
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
  readonly mistakes: readonly SyntaxMistake[];
  readonly #lines: readonly number[];

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#lines = lineStartsOf(text);
    const { program, errors } = parseSync(path, text, { sourceType: 'module' });
    const root: unknown = program;
    this.program = isNode(root) ? root : { type: 'Program', start: 0, end: 0, body: [] };
    this.mistakes = errors.map(({ message, labels: [first] }) => {
      return { message, place: this.placeAt(first?.start ?? 0) };
    });
  }

  /** Line and column of an offset. */
  placeAt(offset: number): Place {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.path, line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 };
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
