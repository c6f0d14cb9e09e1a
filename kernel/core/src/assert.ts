/** A bug: something that the code takes for granted does not hold. Nobody handles it. */
export class InvariantError extends Error {
  override readonly name: string = 'InvariantError';
}

/** Stops on a bug. Assertions stay on in production. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Ends a `switch` over a union; it does not compile while a member is left out. */
export function assertNever(value: never): never {
  throw new InvariantError(`unexpected ${JSON.stringify(value) ?? String(value)}`);
}
