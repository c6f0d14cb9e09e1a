/** Where two values first differ: the path inside them, and what stands there in each. */
export type Difference = { readonly path: string; readonly kept: unknown; readonly again: unknown };

/** The first difference between two values of plain data, by the order of their members; null where there is none. */
export function findDifference(kept: unknown, again: unknown, path = ''): Difference | null {
  if (Object.is(kept, again) || kept === again) return null;
  if (!isObject(kept) || !isObject(again)) return { path, kept, again };
  for (const name of new Set([...Object.keys(kept), ...Object.keys(again)])) {
    const inner = path === '' ? name : `${path}.${name}`;
    const found = findDifference(kept[name], again[name], inner);
    if (found !== null) return found;
  }
  return null;
}

/** Plain data in one line; whole amounts beyond what JSON's numbers hold are written as text. */
export function toLine(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
  return text ?? 'nothing';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
