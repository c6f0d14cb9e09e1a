import { parseSync, Visitor } from 'oxc-parser';
import { isTestCode, type SourceFile } from '../source-tree.ts';
import { importsOf, lineAt } from './imports.ts';
import type { Problem } from './problem.ts';

/**
 * What keeps the kernel deterministic and what the linter has no rule for: imports for their side
 * effect, dynamic imports, `import.meta`, state in a module, `await` outside of functions.
 */
export function checkPurity(files: readonly SourceFile[]): readonly Problem[] {
  return files
    .filter((file) => file.path.startsWith('kernel/') && !isTestCode(file.path))
    .flatMap((file) => [...impureImports(file), ...impureSyntax(file)]);
}

function impureImports(file: SourceFile): readonly Problem[] {
  return importsOf(file)
    .filter((site) => site.kind !== 'static')
    .map(({ line, kind }) => ({
      path: file.path,
      line,
      message: `no ${kind} import in the kernel`,
    }));
}

function impureSyntax(file: SourceFile): readonly Problem[] {
  const problems: Problem[] = [];
  const { program, module } = parseSync(file.path, file.text);
  const report = (offset: number, message: string): void => {
    problems.push({ path: file.path, line: lineAt(file.text, offset), message });
  };
  for (const site of module.importMetas) report(site.start, 'no import.meta in the kernel');
  for (const statement of program.body) {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type === 'VariableDeclaration' && declared.kind !== 'const') {
      report(statement.start, 'no state in a module of the kernel: pass it as an argument');
    }
  }
  new Visitor({
    AwaitExpression: (node) => report(node.start, 'the kernel never awaits'),
    ForOfStatement: (node) => {
      if (node.await) report(node.start, 'the kernel never awaits');
    },
  }).visit(program);
  return problems;
}
