import { compareText } from 'argosy/core';
import { domainError } from './errors.ts';

/** How deep a payload may nest; deeper ones are refused rather than overflow the stack. */
export const JSON_DEPTH_MAX = 64;

/**
 * One text for one value: keys sorted by code unit, no spaces. Whatever JSON would drop or bend
 * (undefined, NaN, functions, dates, bigints) is refused, so that a replay sees what was seen.
 *
 * @example
 * toCanonicalJson({ b: 1, a: [true, null] }); // '{"a":[true,null],"b":1}'
 */
export function toCanonicalJson(value: unknown): string {
  return writeValue(value, '$', 0);
}

/** Reads what `toCanonicalJson` wrote. */
export function parseCanonicalJson(text: string): unknown {
  return JSON.parse(text);
}

function writeValue(value: unknown, path: string, depth: number): string {
  if (depth > JSON_DEPTH_MAX) throw domainError('PAYLOAD_NOT_JSON', `${path} is too deep`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return writeNumber(value, path);
  if (Array.isArray(value)) return writeList(value, path, depth);
  if (isPlainObject(value)) return writeObject(value, path, depth);
  throw domainError('PAYLOAD_NOT_JSON', `${path} is ${nameOfType(value)}`);
}

function writeNumber(value: number, path: string): string {
  if (!Number.isFinite(value)) throw domainError('PAYLOAD_NOT_JSON', `${path} is ${value}`);
  return JSON.stringify(value);
}

function writeList(list: readonly unknown[], path: string, depth: number): string {
  const items: string[] = [];
  for (let index = 0; index < list.length; index += 1) {
    items.push(writeValue(list[index], `${path}[${index}]`, depth + 1));
  }
  return `[${items.join(',')}]`;
}

function writeObject(
  object: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): string {
  const fields = Object.keys(object)
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${writeValue(object[key], `${path}.${key}`, depth + 1)}`);
  return `{${fields.join(',')}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOfType(value: unknown): string {
  return typeof value === 'object' ? 'an object with a class' : typeof value;
}
