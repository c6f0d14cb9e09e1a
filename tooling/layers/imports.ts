import { parseSync, type StaticExport, type StaticImport } from 'oxc-parser';
import type { SourceFile } from '../source-tree.ts';

/** One import, re-export or dynamic import. A computed dynamic import has an empty specifier. */
export type ImportSite = {
  readonly specifier: string;
  readonly line: number;
  readonly kind: 'static' | 'side-effect' | 'dynamic';
};

/** Every way in which a file names another module, in the order of the text. */
export function importsOf(file: SourceFile): readonly ImportSite[] {
  const { module } = parseSync(file.path, file.text);
  const sites = [
    ...module.staticImports.map(fromImport),
    ...module.staticExports.flatMap(fromExport),
    ...module.dynamicImports.map((site) => ({
      specifier: literalOf(file.text.slice(site.moduleRequest.start, site.moduleRequest.end)),
      start: site.start,
      kind: 'dynamic' as const,
    })),
  ];
  return sites
    .toSorted((a, b) => a.start - b.start)
    .map(({ specifier, start, kind }) => ({ specifier, line: lineAt(file.text, start), kind }));
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

type Found = {
  readonly specifier: string;
  readonly start: number;
  readonly kind: ImportSite['kind'];
};

function fromImport(statement: StaticImport): Found {
  const isBare = statement.entries.length === 0;
  return {
    specifier: statement.moduleRequest.value,
    start: statement.start,
    kind: isBare ? 'side-effect' : 'static',
  };
}

function fromExport(statement: StaticExport): readonly Found[] {
  const specifiers = new Set(statement.entries.map((entry) => entry.moduleRequest?.value ?? ''));
  specifiers.delete('');
  return [...specifiers].map((specifier) => ({
    specifier,
    start: statement.start,
    kind: 'static',
  }));
}

function literalOf(source: string): string {
  const match = /^(['"`])([^'"`$]*)\1$/.exec(source.trim());
  return match?.[2] ?? '';
}
