/** What each member of a union is sampled by: at least one of each, or it does not compile. */
export type SamplesBy<Key extends PropertyKey, Union extends { readonly [K in Key]: string }> = {
  readonly [Name in Union[Key]]: readonly [
    Extract<Union, { readonly [K in Key]: Name }>,
    ...Extract<Union, { readonly [K in Key]: Name }>[],
  ];
};

/** A value under a name that stays its own. */
export type Sample<Value> = { readonly name: string; readonly value: Value };

/** What is made of each, of which there is at least one. */
export function each<Value, Made>(
  values: readonly Value[],
  make: (value: Value) => Made,
): readonly [Made, ...Made[]] {
  const [first, ...rest] = values;
  if (first === undefined) throw new Error('there is nothing to make samples of');
  return [make(first), ...rest.map(make)];
}

/** The samples of values that are named by what they are. */
export function named<Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): readonly Sample<Value>[] {
  const byName = new Map<string, number>();
  return values.map((value) => {
    const name = nameOf(value);
    const count = (byName.get(name) ?? 0) + 1;
    byName.set(name, count);
    return { name: `${name} ${count}`, value };
  });
}
