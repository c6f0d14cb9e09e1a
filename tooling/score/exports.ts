import type { Comment, Program, Statement } from 'oxc-parser';

/** How many symbols a file declares and exports, and how many of them carry a TSDoc comment. */
export type ExportCount = { readonly exported: number; readonly documented: number };

/** Re-exports do not count: the symbol is documented where it is declared. */
export function countExports(
  text: string,
  program: Program,
  comments: readonly Comment[],
): ExportCount {
  const documented = new Map<string, boolean>();
  for (const statement of program.body) {
    const hasDoc = hasDocBefore(text, statement.start, comments);
    for (const name of exportedNames(statement)) {
      documented.set(name, hasDoc || documented.get(name) === true);
    }
  }
  const withDoc = [...documented.values()].filter(Boolean);
  return { exported: documented.size, documented: withDoc.length };
}

function exportedNames(statement: Statement): readonly string[] {
  if (statement.type !== 'ExportNamedDeclaration') return [];
  const { declaration } = statement;
  if (declaration === null) return [];
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.map(({ id }) => (id.type === 'Identifier' ? id.name : ''));
  }
  const id = 'id' in declaration ? declaration.id : null;
  return id?.type === 'Identifier' ? [id.name] : [];
}

function hasDocBefore(text: string, start: number, comments: readonly Comment[]): boolean {
  const above = comments.findLast((comment) => comment.end <= start);
  if (above === undefined || above.type !== 'Block' || !above.value.startsWith('*')) return false;
  return text.slice(above.end, start).trim() === '';
}
