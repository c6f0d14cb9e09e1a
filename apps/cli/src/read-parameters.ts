import { existsSync, readFileSync } from 'node:fs';

/** Values for the parameters of a strategy, out of JSON or a file with it; null where it is no object. */
export function readParameters(text: string): Readonly<Record<string, unknown>> | null {
  const json = existsSync(text) ? readFileSync(text, 'utf8') : text;
  try {
    const value: unknown = JSON.parse(json);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
