import { engineError } from './errors.ts';

/** How deep what a strategy keeps may be nested. */
const STATE_DEPTH_MAX = 100;

/**
 * A copy of what a strategy keeps, which shares nothing with it. It has to be plain data that a JSON
 * file can hold: null, booleans, finite numbers, texts, lists and objects of these. A member that is
 * undefined is left out, as JSON does. Anything else is a mistake, named with its place.
 */
export function copyPlainData(value: unknown, path: string): unknown {
  return copyAt(value, path, []);
}

function copyAt(value: unknown, path: string, above: readonly object[]): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(path, `${value}`);
  if (value === undefined) return refuse(path, 'undefined');
  if (typeof value !== 'object') return refuse(path, `a ${typeof value}`);
  if (above.includes(value)) return refuse(path, 'a cycle');
  if (above.length >= STATE_DEPTH_MAX) return refuse(path, `more than ${STATE_DEPTH_MAX} levels`);
  const within = [...above, value];
  if (Array.isArray(value)) {
    return Array.from(value, (one, at) => copyAt(one, `${path}[${at}]`, within));
  }
  if (!isPlain(value)) return refuse(path, `an instance of ${classNameOf(value)}`);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([name, member]) => [name, copyAt(member, `${path}.${name}`, within)]),
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function classNameOf(value: object): string {
  const { constructor } = value;
  return typeof constructor === 'function' && constructor.name !== ''
    ? constructor.name
    : 'a class';
}

function refuse(path: string, found: string): never {
  throw engineError('BAD_STATE', `${path} is ${found}`);
}
