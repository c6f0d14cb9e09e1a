import type { CheckCode } from '../check/codes.ts';
import { findingOf, type Finding } from '../check/report.ts';
import type { ModuleFile } from './module-file.ts';
import { walkProgram, type Visit } from './names.ts';
import { memberOf, nameOf, partOf, partsOf, textOf, type SyntaxNode } from './syntax-node.ts';

/** Globals that a strategy may not use at all. */
const forbidden: Readonly<Record<string, CheckCode>> = {
  performance: 'USES_CLOCK',
  Temporal: 'USES_CLOCK',
  crypto: 'USES_CHANCE',
  setTimeout: 'USES_TIMER',
  setInterval: 'USES_TIMER',
  setImmediate: 'USES_TIMER',
  queueMicrotask: 'USES_TIMER',
  requestAnimationFrame: 'USES_TIMER',
  Intl: 'USES_MACHINE',
  WeakRef: 'USES_MACHINE',
  FinalizationRegistry: 'USES_MACHINE',
  SharedArrayBuffer: 'USES_MACHINE',
  Atomics: 'USES_MACHINE',
  localStorage: 'USES_MACHINE',
  sessionStorage: 'USES_MACHINE',
  MessageChannel: 'USES_TIMER',
  BroadcastChannel: 'USES_TIMER',
  AbortSignal: 'USES_TIMER',
  fetch: 'USES_NETWORK',
  WebSocket: 'USES_NETWORK',
  EventSource: 'USES_NETWORK',
  XMLHttpRequest: 'USES_NETWORK',
  process: 'USES_PROCESS',
  Worker: 'USES_PROCESS',
  navigator: 'USES_PROCESS',
  require: 'USES_REQUIRE',
  module: 'USES_REQUIRE',
  eval: 'USES_EVAL',
  Function: 'USES_EVAL',
  WebAssembly: 'USES_EVAL',
  globalThis: 'USES_GLOBAL_OBJECT',
  global: 'USES_GLOBAL_OBJECT',
  self: 'USES_GLOBAL_OBJECT',
  window: 'USES_GLOBAL_OBJECT',
  Promise: 'USES_ASYNC',
  console: 'USES_CONSOLE',
};

/** Members whose answer is the machine's: its language, its time zone. */
const localMembers: ReadonlySet<string> = new Set([
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'localeCompare',
  'getTimezoneOffset',
]);

/** Members of `Date` that only reckon with what they are given. */
const datesOfArguments = new Set(['UTC', 'parse', 'prototype']);

/** Finds what a file uses that is no part of a run. Names that the file declares itself are its own. */
export function checkNames(file: ModuleFile): readonly Finding[] {
  const findings: Finding[] = [];
  walkProgram(file.program, (visit) => {
    const found = lookAt(visit);
    if (found === null) return;
    const [code, detail] = found;
    findings.push(findingOf(code, file.placeAt(visit.node.start), detail));
  });
  return findings;
}

type Found = readonly [code: CheckCode, detail: string];

function lookAt(visit: Visit): Found | null {
  const { node } = visit;
  switch (node.type) {
    case 'Identifier':
      return lookAtName(visit);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node['async'] === true ? ['USES_ASYNC', asyncNameOf(visit)] : null;
    case 'AwaitExpression':
      return visit.isInner ? null : ['USES_ASYNC', 'await'];
    case 'ForOfStatement':
      return node['await'] === true && !visit.isInner ? ['USES_ASYNC', 'for await'] : null;
    case 'MemberExpression':
      return lookAtMember(memberOf(node));
    case 'ObjectPattern':
      return lookAtMember(partsOf(node, 'properties').map(keyOf).find(isLocal) ?? null);
    case 'ImportExpression':
      return ['IMPORT_DYNAMIC', 'import(…)'];
    default:
      return null;
  }
}

function isLocal(name: string | null): boolean {
  return name !== null && localMembers.has(name);
}

/** Whatever has it, it is the language's own: a strategy names its own functions otherwise. */
function lookAtMember(name: string | null): Found | null {
  return isLocal(name) ? ['USES_MACHINE', String(name)] : null;
}

function asyncNameOf({ node, parent }: Visit): string {
  const key = parent === null ? null : partOf(parent, 'key');
  const name = nameOf(partOf(node, 'id')) ?? nameOf(key);
  return name === null ? 'async' : `async ${name}`;
}

function lookAtName({ node, parent, bindingOf }: Visit): Found | null {
  const name = nameOf(node) ?? '';
  if (bindingOf(name) !== 'none') return null;
  if (name === 'Date') return lookAtDate(node, parent);
  if (name === 'Math') return lookAtMath(node, parent);
  const code = Object.hasOwn(forbidden, name) ? forbidden[name] : undefined;
  if (code === undefined) return null;
  const member = parent === null ? null : memberUsed(node, parent);
  return [code, member === null ? name : `${name}.${member}`];
}

function lookAtDate(node: SyntaxNode, parent: SyntaxNode | null): Found | null {
  if (parent?.type === 'NewExpression' && partOf(parent, 'callee') === node) {
    const count = partsOf(parent, 'arguments').length;
    if (count === 0) return ['USES_CLOCK', 'new Date()'];
    return count === 1
      ? null
      : ['USES_MACHINE', 'new Date(…, …) is in local time; Date.UTC is not'];
  }
  if (parent?.type === 'BinaryExpression') return null;
  const member = parent === null ? null : memberUsed(node, parent);
  if (member !== null && datesOfArguments.has(member)) return null;
  return ['USES_CLOCK', member === null ? 'Date' : `Date.${member}`];
}

function lookAtMath(node: SyntaxNode, parent: SyntaxNode | null): Found | null {
  if (parent?.type === 'MemberExpression' && partOf(parent, 'object') === node) {
    const member = memberOf(parent);
    if (member !== null && member !== 'random') return null;
    return ['USES_CHANCE', member === null ? 'Math[…]' : 'Math.random'];
  }
  const pattern = parent?.type === 'VariableDeclarator' ? partOf(parent, 'id') : null;
  return pattern?.type === 'ObjectPattern'
    ? lookAtPartsOfMath(pattern)
    : ['USES_CHANCE', 'Math under another name'];
}

function lookAtPartsOfMath(pattern: SyntaxNode): Found | null {
  const taken = partsOf(pattern, 'properties').map(keyOf);
  return taken.includes('random') || taken.includes(null) ? ['USES_CHANCE', 'Math.random'] : null;
}

/** The name a pattern takes; null where it is computed, or takes all the rest. */
function keyOf(property: SyntaxNode): string | null {
  const key = partOf(property, 'key');
  return property['computed'] === true ? textOf(key) : (nameOf(key) ?? textOf(key));
}

function memberUsed(node: SyntaxNode, parent: SyntaxNode): string | null {
  const isObject = parent.type === 'MemberExpression' && partOf(parent, 'object') === node;
  return isObject ? memberOf(parent) : null;
}
