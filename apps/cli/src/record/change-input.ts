import { ArgosyError } from 'argosy/core';
import type { Input } from 'argosy/domain';

/** What says which input it is and when it came. */
const fixed: ReadonlySet<string> = new Set([
  'kind',
  'instrument',
  'availableAt',
  'account',
  'order',
]);

/**
 * An input with some of its values changed: members that are there, each by a value of its own kind,
 * in the units of `argosy journal tail --json`.
 */
export function changeInput(input: Input, changes: unknown): Input {
  // Every member stays of its kind, so it is the input that it was but for values.
  return overlay(input, changes, '') as Input;
}

function overlay(value: unknown, change: unknown, path: string): unknown {
  if (isObject(value) && isObject(change)) {
    const changed = Object.entries(change).map(([name, to]): readonly [string, unknown] => {
      const inner = path === '' ? name : `${path}.${name}`;
      if (!Object.hasOwn(value, name)) throw misfit(inner, 'there is no such member');
      if (path === '' && fixed.has(name)) throw misfit(inner, 'it cannot be changed');
      return [name, overlay(value[name], to, inner)];
    });
    return Array.isArray(value)
      ? Object.assign([...value], Object.fromEntries(changed))
      : { ...value, ...Object.fromEntries(changed) };
  }
  if (typeof value === 'bigint' && /^-?\d{1,30}$/u.test(String(change)))
    return BigInt(String(change));
  const isWhole = typeof value !== 'number' || Number.isSafeInteger(change);
  if (typeof value === typeof change && value !== null && change !== null && isWhole) return change;
  throw misfit(path, `${JSON.stringify(change)} is not of the kind of what stands there`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function misfit(path: string, detail: string): ArgosyError {
  return new ArgosyError('BAD_INPUT', `${path === '' ? 'the changed input' : path}: ${detail}`);
}
