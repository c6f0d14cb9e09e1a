/**
 * Puts texts in the order of their code units, as `sort` wants it: the same on every machine, where an
 * order by a locale is not. Equal ones stay as they came.
 *
 * @example
 * ['b', 'B', 'a'].sort(compareText); // ['B', 'a', 'b']
 */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
