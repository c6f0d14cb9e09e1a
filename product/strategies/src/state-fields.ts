/** The fields of a state that a strategy exported, each still to be looked at: it may come from a file. */
export function fieldsOf(state: unknown): Readonly<Record<string, unknown>> {
  if (typeof state === 'object' && state !== null) return { ...state };
  const found = state === null ? 'null' : typeof state;
  throw new TypeError(`expected the state that it exported, found ${found}`);
}

/** A field that has to be one of a few values. */
export function oneOf<const Option>(field: unknown, options: readonly Option[]): Option {
  const place = options.findIndex((option) => option === field);
  const option = options[place];
  if (option !== undefined) return option;
  throw new TypeError(`expected one of ${JSON.stringify(options)}, found ${JSON.stringify(field)}`);
}

/** A field that has to be a finite number. */
export function numberOf(field: unknown): number {
  if (typeof field === 'number' && Number.isFinite(field)) return field;
  throw new TypeError(`expected a finite number, found ${JSON.stringify(field)}`);
}

/** A field that has to be a list of finite numbers. */
export function numbersOf(field: unknown): number[] {
  if (Array.isArray(field)) return field.map(numberOf);
  throw new TypeError(`expected a list of numbers, found ${JSON.stringify(field)}`);
}
