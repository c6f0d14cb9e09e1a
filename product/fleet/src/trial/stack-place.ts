import { dirname, isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Place } from '../check/report.ts';

/**
 * Where a strategy threw: the innermost place of a stack that lies in its file, or else beside it;
 * null where there is none.
 */
export function placeOfError(error: unknown, file: string): Place | null {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return placeOfStack(stack, file);
}

/** The same for the text of a stack. */
export function placeOfStack(stack: string, file: string): Place | null {
  const beside = pathToFileURL(`${dirname(file)}/`).href;
  const places = placesOf(stack).filter(({ url }) => url.startsWith(beside));
  const place = places.find(({ url }) => url === pathToFileURL(file).href) ?? places[0];
  if (place === undefined) return headOf(stack);
  return { file: fileURLToPath(place.url), line: place.line, column: place.column };
}

type UrlPlace = { readonly url: string; readonly line: number; readonly column: number };

function placesOf(stack: string): readonly UrlPlace[] {
  return [...stack.matchAll(/(file:\/\/[^\s()]+):(\d+):(\d+)/g)].map((match) => {
    const [, url = '', line, column] = match;
    return { url, line: Number(line), column: Number(column) };
  });
}

/** A file that cannot be read at all is named above the message, with its line. */
function headOf(stack: string): Place | null {
  const [, file, line] = /^(\S.*):(\d+)\n/.exec(stack) ?? [];
  if (file === undefined) return null;
  const path = file.startsWith('file://') ? fileURLToPath(file) : file;
  if (!isAbsolute(path)) return null;
  return { file: path, line: Number(line), column: 1 };
}
