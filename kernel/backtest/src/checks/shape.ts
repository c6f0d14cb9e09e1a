import { ArgosyError } from 'argosy/core';

import { unknownKeyText } from '../closest.ts';
import { Mistakes } from './mistakes.ts';

/** Looks at a value that may be anything and notes what is wrong with it and inside it. */
export type Shape = (value: unknown, place: string, mistakes: Mistakes) => void;

/** A shape for each field of an object: a field that is added to the type asks for one. */
export type Shapes<Of> = { readonly [Name in keyof Of]-?: Shape };

/** Where something stands, and who is told of what is wrong with it. */
export type At = { readonly place: string; readonly mistakes: Mistakes };

const TEXT_SHOWN_MAX = 40;

/** Whether a value has a shape; what is wrong is noted. */
export function fits(shape: Shape, value: unknown, { place, mistakes }: At): boolean {
  const own = new Mistakes();
  shape(value, place, own);
  for (const { place: where, detail } of own.list) mistakes.note(where, detail);
  return own.list.length === 0;
}

/** Whatever it is, nothing is wrong with it. */
export const anything: Shape = () => undefined;

/** A value that passes a test. */
export function expected(what: string, passes: (value: unknown) => boolean): Shape {
  return (value, place, mistakes) => {
    if (!passes(value)) mistakes.note(place, `expected ${what}, found ${show(value)}`);
  };
}

/** A whole number that is kept exactly. */
export function whole(
  what: string,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): Shape {
  const least = min === 1 ? ' above 0' : ` from ${min}`;
  const range = max === Number.MAX_SAFE_INTEGER ? least : ` from ${min} to ${max}`;
  return expected(
    `${what}${range}`,
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  );
}

/** An amount of money in minor units. */
export function amount(what: string, min: bigint): Shape {
  return expected(`${what}, a bigint from ${min}n`, (value) => {
    return typeof value === 'bigint' && value >= min;
  });
}

/** True or false. */
export const flag: Shape = expected('true or false', (value) => typeof value === 'boolean');

/** A text that is not empty. */
export const text: Shape = expected('a text', (value) => typeof value === 'string' && value !== '');

/** A function. */
export const call: Shape = expected('a function', (value) => typeof value === 'function');

/** One of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]): Shape {
  return expected(words.join(', '), (value) => words.some((word) => word === value));
}

/** A text that a maker of ids or amounts takes. */
export function made(make: (text: string) => unknown): Shape {
  return (value, place, mistakes) => {
    if (typeof value !== 'string') return text(value, place, mistakes);
    try {
      make(value);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      mistakes.note(place, error.message);
    }
  };
}

/** Something that may be left out. */
export function optional(shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (value !== undefined) shape(value, place, mistakes);
  };
}

/** Something or null. */
export function orNull(shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (value !== null) shape(value, place, mistakes);
  };
}

/** What is wrong with a limit of 0 that everything breaks. */
export const nothingPasses = '0 lets nothing through';

/** A limit that is not 0, because then it would let nothing through. */
export function above0(shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (value === 0 || value === 0n) mistakes.note(place, nothingPasses);
    else shape(value, place, mistakes);
  };
}

/** A list of things of one shape. */
export function list(shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (!Array.isArray(value)) return noteWrong('a list', { value, place, mistakes });
    for (const [at, item] of value.entries()) shape(item, `${place}[${at}]`, mistakes);
  };
}

/** A list of at least one thing. */
export function someOf(shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (Array.isArray(value) && value.length === 0) mistakes.note(place, 'at least one is needed');
    else list(shape)(value, place, mistakes);
  };
}

/** A `Map` whose keys a maker takes and whose values are of one shape. */
export function mapOf(key: Shape, shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (!(value instanceof Map)) return noteWrong('a Map', { value, place, mistakes });
    for (const [name, item] of value) {
      const inside = `${place}.${String(name)}`;
      key(name, inside, mistakes);
      shape(item, inside, mistakes);
    }
  };
}

/** The same as an object or a `Map`. */
export function byName(key: Shape, shape: Shape): Shape {
  const [map, record] = [mapOf(key, shape), recordOf(key, shape)];
  return (value, place, mistakes) => {
    (value instanceof Map ? map : record)(value, place, mistakes);
  };
}

/** An object whose keys are of one shape and whose values are of another. */
export function recordOf(key: Shape, shape: Shape): Shape {
  return (value, place, mistakes) => {
    if (!isObject(value)) return noteWrong('an object', { value, place, mistakes });
    for (const [name, item] of Object.entries(value)) {
      key(name, `${place}.${name}`, mistakes);
      shape(item, `${place}.${name}`, mistakes);
    }
  };
}

/** An object with these fields and no others. */
export function object<Of>(fields: Shapes<Of>): Shape {
  const open = port<Of>(fields);
  const known = Object.keys(fields);
  return (value, place, mistakes) => {
    if (isObject(value)) noteUnknown(value, { known, place, mistakes });
    open(value, place, mistakes);
  };
}

/** An object of the caller's making that has these fields, its own or of its class. */
export function port<Of>(fields: Shapes<Of>): Shape {
  const shapes = Object.entries<Shape>(fields);
  return (value, place, mistakes) => {
    if (!isObject(value)) return noteWrong('an object', { value, place, mistakes });
    for (const [name, shape] of shapes) shape(fieldOf(value, name), inside(place, name), mistakes);
  };
}

/** An object whose other fields depend on one of them. */
export function variants(field: string, shapes: Readonly<Record<string, Shape>>): Shape {
  const named = oneOf(Object.keys(shapes));
  return (value, place, mistakes) => {
    if (!isObject(value)) return noteWrong('an object', { value, place, mistakes });
    const name = fieldOf(value, field);
    const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : named;
    if (shape === named) named(name, inside(place, field), mistakes);
    else shape?.(value, place, mistakes);
  };
}

/** A field of something that may be anything. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

type Found = { readonly value: unknown; readonly place: string; readonly mistakes: Mistakes };

function noteWrong(what: string, { value, place, mistakes }: Found): void {
  mistakes.note(place, `expected ${what}, found ${show(value)}`);
}

function noteUnknown(
  value: object,
  of: { readonly known: readonly string[]; readonly place: string; readonly mistakes: Mistakes },
): void {
  for (const name of Object.keys(value)) {
    if (of.known.includes(name)) continue;
    of.mistakes.note(inside(of.place, name), unknownKeyText(name, of.known));
  }
}

function inside(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      return JSON.stringify(value.slice(0, TEXT_SHOWN_MAX));
    case 'bigint':
      return `${value}n`;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? 'a list' : 'an object';
    case 'function':
    case 'symbol':
    default:
      return `a ${typeof value}`;
  }
}
