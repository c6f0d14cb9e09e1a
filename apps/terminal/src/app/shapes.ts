/** Whether what was kept or loaded is what it shall be: another version, or a person, may have written it. */
export type Shape<T> = (value: unknown) => value is T;

/** Yes or no. */
export function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

/** Any text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A number that counts something. */
export function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** One of the words that there are. */
export function isOneOf<Word extends string>(words: readonly Word[]): Shape<Word> {
  return (value): value is Word => words.some((word) => word === value);
}

/** A list of what has a shape. */
export function isListOf<T>(isOne: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(isOne);
}

/** An object whose values have a shape, whatever their names. */
export function isRecordOf<T>(isOne: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isObject(value) && Object.values(value).every(isOne);
}

/** An object that has at least these fields, each with its shape. */
export function hasFields<T extends object>(fields: {
  readonly [Name in keyof T]: Shape<T[Name]>;
}): Shape<T> {
  return (value): value is T =>
    isObject(value) &&
    Object.entries<Shape<unknown>>(fields).every(([name, isOne]) => isOne(value[name]));
}

/** An object of whatever. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
