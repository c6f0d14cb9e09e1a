import { isEmpty } from './order-instructions.ts';
import type { OrderInstructions, OrderLink, OrderRequest } from './order.ts';
import { tags } from './tags.ts';
import { flawOfTerms } from './terms-flaw.ts';
import { flawOfNumber, flawOfText, flawOfWord, isObject, shown } from './value-flaw.ts';

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
  const { qty, side, product, tif, reduceOnly, link, terms, instructions } = request;
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
    flawOfTerms(terms) ??
    (instructions === undefined ? null : flawOfInstructions(instructions))
  );
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

function flawOfInstructions(instructions: OrderInstructions): string | null {
  if (!isObject(instructions)) return `instructions is ${shown(instructions)}, not an object`;
  const { triggerBy, display, postOnly, expiresAt } = instructions;
  const flaw =
    (triggerBy === null
      ? null
      : flawOfWord('instructions.triggerBy', triggerBy, tags.triggerSource)) ??
    (display === null ? null : flawOfNumber('instructions.display', display)) ??
    (expiresAt === null ? null : flawOfNumber('instructions.expiresAt', expiresAt));
  if (flaw !== null) return flaw;
  if (typeof postOnly !== 'boolean') {
    return `instructions.postOnly is ${shown(postOnly)}, not a boolean`;
  }
  // One order has one form: those that say nothing would be a second one.
  return isEmpty(instructions) ? 'instructions say nothing: they are left out then' : null;
}
