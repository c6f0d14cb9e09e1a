/** By what numbers of the stream with so many places are divided; by nothing where none are told. */
export function scaleOf(places: number | null): number {
  return 10 ** (places ?? 0);
}

/** A whole number by its scale: divided, so that 12345 by 100 is 123.45 and nothing beside it. */
export function unscaled(value: number | undefined, scale: number): number {
  return (value ?? Number.NaN) / scale;
}
