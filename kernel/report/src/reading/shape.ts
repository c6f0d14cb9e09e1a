/** Says what is wrong with a value and where, or null where nothing is. */
export type Shape = (value: unknown, place: string) => string | null;

/** How many members of a list are looked at before the rest is refused. */
const LIST_MAX = 1_000_000;

function expected(what: string, place: string): string {
  return `${place === '' ? 'the document' : place}: expected ${what}`;
}

/** A text. */
export const text: Shape = (value, place) =>
  typeof value === 'string' ? null : expected('a text', place);

/** A finite number. */
export const number: Shape = (value, place) =>
  typeof value === 'number' && Number.isFinite(value) ? null : expected('a number', place);

/** True or false. */
export const flag: Shape = (value, place) =>
  typeof value === 'boolean' ? null : expected('true or false', place);

/** A decimal, as amounts are written. */
export const amount: Shape = (value, place) =>
  typeof value === 'string' && /^-?\d{1,40}(\.\d{1,20})?$/u.test(value)
    ? null
    : expected('a decimal text', place);

/** Data of any kind. */
export const anything: Shape = (value, place) =>
  value === undefined ? expected('something', place) : null;

/** One of some words. */
export function word(...words: readonly string[]): Shape {
  return (value, place) =>
    typeof value === 'string' && words.includes(value)
      ? null
      : expected(`one of ${words.join(', ')}`, place);
}

/** The shape, or null. */
export function orNull(shape: Shape): Shape {
  return (value, place) => (value === null ? null : shape(value, place));
}

/** The shape, or nothing at all. */
export function orMissing(shape: Shape): Shape {
  return (value, place) => (value === undefined ? null : shape(value, place));
}

/** One of two shapes. */
export function either(one: Shape, other: Shape): Shape {
  return (value, place) => (one(value, place) === null ? null : other(value, place));
}

/** A list whose members have a shape. */
export function list(shape: Shape): Shape {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > LIST_MAX) return expected('a list', place);
    for (const [at, one] of value.entries()) {
      const mistake = shape(one, `${place}[${at}]`);
      if (mistake !== null) return mistake;
    }
    return null;
  };
}

/** An object whose every member has a shape. */
export function record(shape: Shape): Shape {
  return (value, place) => {
    if (!isObject(value)) return expected('an object', place);
    for (const [name, one] of Object.entries(value)) {
      const mistake = shape(one, `${place}.${name}`);
      if (mistake !== null) return mistake;
    }
    return null;
  };
}

/** An object with members of these shapes; others it may have. */
export function members(shapes: Readonly<Record<string, Shape>>): Shape {
  return (value, place) => {
    if (!isObject(value)) return expected('an object', place);
    for (const [name, shape] of Object.entries(shapes)) {
      const mistake = shape(value[name], place === '' ? name : `${place}.${name}`);
      if (mistake !== null) return mistake;
    }
    return null;
  };
}

/** The shape, or why it is not there. */
export function part(shape: Shape): Shape {
  const absent = members({ absent: text });
  return (value, place) =>
    isObject(value) && 'absent' in value ? absent(value, place) : shape(value, place);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
