import type { OrderLink, OrderRequest, OrderTerms } from './order.ts';
import { tags } from './tags.ts';

/** How long a tag or the id of an algorithm may be: brokers have no room for more. */
export const TAG_LENGTH_MAX = 32;

/**
 * What keeps a request from being written down, with the field's name; null where nothing does. The
 * types promise most of it, but a strategy may be run without ever having been type-checked.
 *
 * @example
 * flawOfRequest({ ...request, qty: 1.5 }); // 'qty is 1.5, not a whole number of its smallest unit'
 */
export function flawOfRequest(request: OrderRequest): string | null {
  const { qty, side, product, tif, reduceOnly, link, terms } = request;
  return (
    flawOfTexts(request) ??
    flawOfNumber('qty', qty) ??
    flawOfWord('side', side, tags.side) ??
    flawOfWord('product', product, tags.product) ??
    flawOfWord('tif', tif, tags.timeInForce) ??
    (typeof reduceOnly === 'boolean'
      ? null
      : `reduceOnly is ${shown(reduceOnly)}, not a boolean`) ??
    (link === null ? null : flawOfLink(link)) ??
    flawOfTerms(terms)
  );
}

/** What keeps terms from being written down; null where nothing does. */
export function flawOfTerms(terms: OrderTerms): string | null {
  if (!isObject(terms)) return `terms is ${shown(terms)}, not an object with a type`;
  const flaw = flawOfWord('terms.type', terms.type, tags.orderType);
  if (flaw !== null || terms.type === 'market') return flaw;
  if (terms.type === 'limit') return flawOfNumber('terms.limit', terms.limit);
  const trigger = flawOfNumber('terms.trigger', terms.trigger);
  if (trigger !== null || terms.type === 'stopMarket') return trigger;
  return flawOfNumber('terms.limit', terms.limit);
}

/** What keeps a price or a quantity from being written down; null where nothing does. */
export function flawOfNumber(field: string, value: number): string | null {
  if (Number.isSafeInteger(value)) return null;
  return `${field} is ${shown(value)}, not a whole number of its smallest unit`;
}

/** What keeps a text from being written down; null where nothing does. */
export function flawOfText(field: string, text: string): string | null {
  if (typeof text !== 'string' || text === '') return `${field} is ${shown(text)}, not a text`;
  return text.isWellFormed() ? null : `${field} has half of a surrogate pair: ${shown(text)}`;
}

const idFields = ['id', 'account', 'book', 'instrument'] as const;
const nullableFields = ['strategy', 'position', 'algo', 'tag'] as const;

function flawOfTexts(request: OrderRequest): string | null {
  for (const field of idFields) {
    const flaw = flawOfText(field, request[field]);
    if (flaw !== null) return flaw;
  }
  for (const field of nullableFields) {
    const text = request[field];
    const flaw = text === null || text === '' ? null : flawOfText(field, text);
    if (flaw !== null) return flaw;
  }
  return flawOfLength('algo', request.algo) ?? flawOfLength('tag', request.tag);
}

function flawOfLength(field: string, text: string | null): string | null {
  if (text === null || text.length <= TAG_LENGTH_MAX) return null;
  return `${field} has ${text.length} characters, at most ${TAG_LENGTH_MAX} fit: ${shown(text)}`;
}

function flawOfLink(link: OrderLink): string | null {
  if (!isObject(link)) return `link is ${shown(link)}, not an object`;
  const { list, parent, release, contingency } = link;
  return (
    flawOfText('link.list', list) ??
    (parent === null ? null : flawOfText('link.parent', parent)) ??
    flawOfWord('link.release', release, tags.releasePolicy) ??
    (contingency === null ? null : flawOfWord('link.contingency', contingency, tags.contingency))
  );
}

function flawOfWord(
  field: string,
  word: string,
  known: Readonly<Record<string, number>>,
): string | null {
  if (typeof word === 'string' && Object.hasOwn(known, word)) return null;
  return `${field} is ${shown(word)}, not one of ${Object.keys(known).join(', ')}`;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A value as a message shows it: short, and whatever it is. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, TAG_LENGTH_MAX));
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
