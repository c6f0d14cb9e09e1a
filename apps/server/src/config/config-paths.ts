import { ArgosyError } from 'argosy/core';

/** A path that is not empty. */
export function toPath(text: string): string {
  if (text !== '' && !text.includes('\0')) return text;
  throw wrong(`expected a path, got ${JSON.stringify(text)}`);
}

/** What is wrong with a text, as a mistake at its place. */
export function wrong(detail: string): ArgosyError {
  return new ArgosyError('BAD_CONFIG', detail);
}
