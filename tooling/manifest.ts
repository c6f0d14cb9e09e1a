import { readFileSync } from 'node:fs';

/** Reads a JSON file whose shape nobody has promised. */
export function readJson(path: string): unknown {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return value;
}

/** One field of an unknown value; undefined where the value is no object. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The keys of a field that holds an object; none otherwise. */
export function keysOf(value: unknown, key: string): readonly string[] {
  const inner = field(value, key);
  return typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
}
