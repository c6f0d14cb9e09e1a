declare const brandName: unique symbol;

/** A base type that carries a name, so that two amounts of different kinds never mix by accident. */
export type Brand<Base, Name extends string> = Base & { readonly [brandName]: Name };

/** The plain type under a brand. */
export type Unbranded<B> = B extends number
  ? number
  : B extends string
    ? string
    : B extends bigint
      ? bigint
      : never;

/**
 * Puts a brand on a value that has been checked. Makers such as `toPrice` do the checking; code that
 * has just computed a value within its limits may call this directly.
 *
 * @example
 * type Ticks = Brand<number, 'Ticks'>;
 * const ticks = brand<Ticks>(3);
 */
export function brand<B extends Brand<unknown, string>>(value: Unbranded<B>): B {
  return value as unknown as B;
}
