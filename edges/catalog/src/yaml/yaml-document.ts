import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

import { ArgosyError } from 'argosy/core';

/** A place in a text, both counted from 1. */
export type YamlPlace = { readonly line: number; readonly column: number };

/** Something that is wrong in the text itself. */
export type YamlMistake = YamlPlace & { readonly detail: string };

/** A YAML text as plain data, and where in the text each part of it stands. */
export type YamlDocument = {
  /** Maps, lists and texts: a number stays as it is written, so that no decimal is lost. */
  readonly value: unknown;
  /** Where a part such as `accounts[0].leverage` stands, or the nearest part that is there. */
  placeOf(part: string): YamlPlace;
  /** The line of a part. */
  lineOf(part: string): number;
  /** Whether a key of the document itself is a number, written without quotes. */
  isNumber(key: string): boolean;
};

/** What a text was read as, and everything that is wrong in it. */
export type ReadYaml =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly mistakes: readonly YamlMistake[] };

/** How much text a document may have. */
export const YAML_LENGTH_MAX = 1_000_000;
const MISTAKES_MAX = 20;

/** Reads YAML 1.2; anything wrong in the text itself is told with its line. */
export function parseYaml(text: string, file: string): YamlDocument {
  const read = readYaml(text);
  if (read.ok) return read.document;
  const [first] = read.mistakes;
  throw new ArgosyError('BAD_YAML', `${file}:${first?.line ?? 1}: ${first?.detail ?? 'no YAML'}`);
}

/** Reads YAML 1.2, or says all that is wrong in the text itself; it never throws. */
export function readYaml(text: string): ReadYaml {
  if (text.length > YAML_LENGTH_MAX) {
    return refused(`${text.length} characters, at most ${YAML_LENGTH_MAX}`);
  }
  try {
    return readBounded(text);
  } catch (error) {
    // The reader calls itself for each level of a map or list, and has no bound of its own.
    if (error instanceof RangeError)
      return refused('its maps and lists lie too deep in each other');
    throw error;
  }
}

function refused(detail: string): ReadYaml {
  return { ok: false, mistakes: [{ line: 1, column: 1, detail }] };
}

function readBounded(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const mistakes = document.errors.slice(0, MISTAKES_MAX).map((error) => {
    return { ...at(error.pos[0]), detail: error.message.split('\n')[0] ?? '' };
  });
  if (mistakes.length > 0) return { ok: false, mistakes };
  const placeOf = (part: string): YamlPlace => at(offsetOf(document, part));
  return {
    ok: true,
    document: {
      value: toPlain(document.contents),
      placeOf,
      lineOf: (part) => placeOf(part).line,
      isNumber: (key) => isMap(document.contents) && typeof document.get(key) === 'number',
    },
  };
}

function toPlain(node: unknown): unknown {
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '', toPlain(value)]),
    );
  }
  if (isSeq(node)) return node.items.map(toPlain);
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'boolean' || value === null) return value;
  return node.source ?? null;
}

/** Where the value of a part begins; of one that is not there, that of the nearest it would lie in. */
function offsetOf(document: Document, part: string): number {
  const path = part.split(/[.[\]]+/).filter((name) => name !== '');
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length).map(toKey), true);
    const isPlaced = isMap(node) || isSeq(node) || isScalar(node);
    if (isPlaced && node.range) return node.range[0];
  }
  return 0;
}

function toKey(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
