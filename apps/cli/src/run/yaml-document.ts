import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';

import { ArgosyError } from 'argosy/core';

/** A YAML text as plain data, and where in the text each part of it stands. */
export type YamlDocument = {
  /** Maps, lists and texts: a number stays as it is written, so that no decimal is lost. */
  readonly value: unknown;
  /** The line of a place such as `accounts[0].leverage`, or of the nearest part that is there. */
  lineOf(place: string): number;
  /** Whether a key of the document itself is a number, written without quotes. */
  isNumber(key: string): boolean;
};

/** How much text a run file may have. */
const LENGTH_MAX = 1_000_000;

/** Reads YAML 1.2; anything wrong in the text itself is told with its line. */
export function parseYaml(text: string, file: string): YamlDocument {
  if (text.length > LENGTH_MAX) {
    throw new ArgosyError('BAD_YAML', `${file}: ${text.length} characters, at most ${LENGTH_MAX}`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new ArgosyError('BAD_YAML', `${file}:${line}: ${error.message.split('\n')[0] ?? ''}`);
  }
  return {
    value: toPlain(document.contents),
    lineOf: (place) => lines.linePos(offsetOf(document, place)).line,
    isNumber: (key) => isMap(document.contents) && typeof document.get(key) === 'number',
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

function offsetOf(document: Document, place: string): number {
  const path = place.split(/[.[\]]+/).filter((part) => part !== '');
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
