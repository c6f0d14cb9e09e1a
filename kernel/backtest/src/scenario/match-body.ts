/** Whether everything that is expected stands in what came; what is not named may be anything. */
export function matchesBody(expected: unknown, came: unknown): boolean {
  if (Array.isArray(expected)) return matchesList(expected, came);
  if (typeof expected !== 'object' || expected === null) return expected === came;
  if (typeof came !== 'object' || came === null) return false;
  const entries = new Map<string, unknown>(Object.entries(came));
  return Object.entries(expected).every(([name, value]) => {
    return entries.has(name) && matchesBody(value, entries.get(name));
  });
}

function matchesList(expected: readonly unknown[], came: unknown): boolean {
  if (!Array.isArray(came) || came.length !== expected.length) return false;
  return expected.every((value, at) => matchesBody(value, came[at]));
}
