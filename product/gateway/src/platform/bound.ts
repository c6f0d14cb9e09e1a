/** Functions whose first argument is given already, as they look from another thread. */
export type Bound<Functions extends Record<string, (first: never, ...rest: never[]) => unknown>> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (
    first: never,
    ...rest: infer Rest
  ) => Promise<infer Value>
    ? (...rest: Rest) => Promise<Value>
    : never;
};
