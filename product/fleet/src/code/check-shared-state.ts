import { findingOf, type Finding } from '../check/report.ts';
import type { ModuleFile } from './module-file.ts';
import { walkProgram, type Visit } from './names.ts';
import { memberOf, nameOf, partOf, partsOf, withoutTypes, type SyntaxNode } from './syntax-node.ts';

/** Methods that change the collection they are called on. */
const changing = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
);
/** Functions of `Object` that change what they are given first. */
const changingItsFirst = new Set(['assign', 'defineProperty', 'defineProperties']);

/**
 * Finds what all instances of a strategy share and change: variables and collections at the top of
 * the file, and static fields. Instances of one run would hear of each other, and a second run
 * would begin where the first one ended.
 */
export function checkSharedState(file: ModuleFile): readonly Finding[] {
  const findings: Finding[] = [];
  const told = new Set<string>();
  walkProgram(file.program, (visit) => {
    for (const name of sharedBy(visit)) {
      if (told.has(name)) continue;
      told.add(name);
      findings.push(findingOf('SHARED_STATE', file.placeAt(visit.node.start), name));
    }
  });
  return findings;
}

/** The names of what a piece of code changes for all instances. */
function sharedBy(visit: Visit): readonly string[] {
  const { node } = visit;
  if (node.type === 'PropertyDefinition') return staticField(node);
  if (!visit.isInner) return [];
  return rootsOf(targetOf(node)).filter((root) => visit.bindingOf(root) === 'module');
}

function staticField(node: SyntaxNode): readonly string[] {
  if (node['static'] !== true || node['readonly'] === true || node['declare'] === true) return [];
  const key = partOf(node, 'key');
  const name = nameOf(key) ?? (key === null ? null : `#${String(key['name'])}`);
  return name === null || name === 'parameters' ? [] : [name];
}

/** What an assignment, a count or a changing call is done to. */
function targetOf(node: SyntaxNode): SyntaxNode | null {
  switch (node.type) {
    case 'AssignmentExpression':
      return partOf(node, 'left');
    case 'UpdateExpression':
      return partOf(node, 'argument');
    case 'UnaryExpression':
      return node['operator'] === 'delete' ? partOf(node, 'argument') : null;
    case 'ForOfStatement':
    case 'ForInStatement':
      return partOf(node, 'left');
    case 'CallExpression':
      return targetOfCall(node);
    default:
      return null;
  }
}

function targetOfCall(call: SyntaxNode): SyntaxNode | null {
  const callee = partOf(call, 'callee');
  if (callee?.type !== 'MemberExpression') return null;
  const object = partOf(callee, 'object');
  const method = memberOf(callee) ?? '';
  if (nameOf(object) !== 'Object') return changing.has(method) ? object : null;
  return changingItsFirst.has(method) ? (partsOf(call, 'arguments')[0] ?? null) : null;
}

/** The names at the root of `a`, `a.b`, `a[0].c`, and of all parts of a pattern. */
function rootsOf(target: SyntaxNode | null): readonly string[] {
  let at = withoutTypes(target);
  while (at?.type === 'MemberExpression') at = withoutTypes(partOf(at, 'object'));
  if (at === null || at.type === 'VariableDeclaration') return [];
  const name = nameOf(at);
  if (name !== null) return [name];
  const parts = [...partsOf(at, 'elements'), ...partsOf(at, 'properties')];
  const inner = partOf(at, 'left') ?? partOf(at, 'argument') ?? partOf(at, 'value');
  return [...parts, ...(inner === null ? [] : [inner])].flatMap(rootsOf);
}
