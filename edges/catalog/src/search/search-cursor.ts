import { Hash128, ok, type Result } from 'argosy/core';

import { searchRefusal } from './errors.ts';
import { foldText } from './fold-text.ts';
import type { SearchQuery } from './instrument-search.ts';

/** Where a page begins, and the prices that the order of the pages before went by. */
export type PageStart = {
  readonly offset: number;
  /** By row: what an underlying cost when the first page was made. */
  readonly prices: ReadonlyMap<number, number>;
};

/** Nobody reads further: then the words have to say more. */
export const DEPTH_MAX = 1_000;
/** So many prices a cursor carries; what is beyond goes by the price of the hour. */
export const PRICES_MAX = 24;
const CURSOR_LENGTH_MAX = 2_048;

/** Writes a cursor that only the same question to the same version takes. */
export function writeCursor(
  query: SearchQuery,
  version: string,
  { offset, prices }: PageStart,
): string {
  const pairs = [...prices].slice(0, PRICES_MAX).map(([row, price]) => `${row}=${price}`);
  const text = [offset, hashOf(version), hashOfQuestion(query), ...pairs].join('_');
  return Buffer.from(text, 'latin1').toString('base64url');
}

/** Reads where the page of a query begins: at the start where it has no cursor. */
export function readCursor(query: SearchQuery, version: string): Result<PageStart> {
  const { cursor } = query;
  if (cursor === undefined) return ok({ offset: 0, prices: new Map() });
  if (cursor.length > CURSOR_LENGTH_MAX)
    return searchRefusal('SEARCH_BAD_CURSOR', 'it is too long');
  const [offset = '', ofVersion, question, ...pairs] = Buffer.from(cursor, 'base64url')
    .toString('latin1')
    .split('_');
  if (question !== hashOfQuestion(query))
    return searchRefusal('SEARCH_BAD_CURSOR', 'it is of another question');
  if (ofVersion !== hashOf(version))
    return searchRefusal('SEARCH_STALE_CURSOR', `now they are ${version}`);
  const prices = new Map(
    pairs.map((pair): readonly [number, number] => {
      const [row = '', price = ''] = pair.split('=');
      return [Number(row), Number(price)];
    }),
  );
  const isWhole = /^\d{1,4}$/u.test(offset) && Number(offset) <= DEPTH_MAX;
  const areNumbers = [...prices].every(
    ([row, price]) => Number.isSafeInteger(row) && Number.isFinite(price),
  );
  if (!isWhole || !areNumbers) return searchRefusal('SEARCH_BAD_CURSOR', 'it cannot be read');
  return ok({ offset: Number(offset), prices });
}

/** The limit is no part of it: a page may be longer than the one before. */
function hashOfQuestion({ text, exchanges, kinds }: SearchQuery): string {
  return hashOf(
    JSON.stringify([foldText(text), exchanges?.toSorted() ?? null, kinds?.toSorted() ?? null]),
  );
}

function hashOf(text: string): string {
  const hash = new Hash128();
  hash.updateText(text);
  return hash
    .digestWords()
    .map((word) => word.toString(36))
    .join('-');
}
