import type { Place } from '../check/report.ts';
import type { ModuleFile } from './module-file.ts';
import { nameOf, partOf, partsOf, withoutTypes, type SyntaxNode } from './syntax-node.ts';

/** What of a strategy is looked for. */
export type MemberOf = {
  /** The name of its class; null where no class is known to be one. */
  readonly type: string | null;
  /** A method, a field, or `parameters.fast`; null for the class itself. */
  readonly member: string | null;
};

type Found = { readonly file: ModuleFile; readonly node: SyntaxNode };

/**
 * Where a member of a strategy is declared, in its class or in one it extends; else where the class
 * is, or the first class that extends another, or the file begins.
 */
export function placeOfMember(files: readonly ModuleFile[], { type, member }: MemberOf): Place {
  const classes = files.flatMap(classesOf);
  const own = classes.find(({ node }) => nameOf(partOf(node, 'id')) === type);
  const any = classes.find(({ node }) => partOf(node, 'superClass') !== null);
  const [name = '', parameter = ''] = member?.split('.') ?? [];
  for (const owner of own === undefined ? classes : [own, ...classes]) {
    const found = memberIn(owner, name);
    if (found !== null) return placeAt(parameterIn({ ...owner, node: found }, parameter));
  }
  const at = own ?? any;
  return at === undefined ? { file: files[0]?.path ?? '', line: 1, column: 1 } : placeAt(at);
}

function placeAt({ file, node }: Found): Place {
  return file.placeAt(node.start);
}

function classesOf(file: ModuleFile): readonly Found[] {
  return partsOf(file.program, 'body').flatMap((statement) => {
    const node = partOf(statement, 'declaration') ?? statement;
    return node.type === 'ClassDeclaration' ? [{ file, node }] : [];
  });
}

function memberIn({ node }: Found, name: string): SyntaxNode | null {
  const body = partOf(node, 'body');
  const members = body === null ? [] : partsOf(body, 'body');
  return members.find((member) => nameOf(partOf(member, 'key')) === name) ?? null;
}

/** The declaration of one parameter, where the object of them is written in the class or beside it. */
function parameterIn({ file, node }: Found, name: string): Found {
  const written = withoutTypes(partOf(node, 'value'));
  const object = declaredAs(file, nameOf(written)) ?? written;
  const properties = object === null ? [] : partsOf(object, 'properties');
  const found = properties.find((property) => nameOf(partOf(property, 'key')) === name);
  return { file, node: found ?? node };
}

/** What a constant at the top of a file is. */
function declaredAs(file: ModuleFile, name: string | null): SyntaxNode | null {
  for (const statement of partsOf(file.program, 'body')) {
    const declaration = partOf(statement, 'declaration') ?? statement;
    for (const one of partsOf(declaration, 'declarations')) {
      if (name !== null && nameOf(partOf(one, 'id')) === name)
        return withoutTypes(partOf(one, 'init'));
    }
  }
  return null;
}
