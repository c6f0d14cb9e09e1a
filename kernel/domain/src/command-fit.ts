import type { Command, CommandBody, NewOrder } from './command.ts';
import type { Touch } from './market-data.ts';
import type { OrderLink, OrderRequest, OrderTerms } from './order.ts';
import { TAG_LENGTH_MAX } from './request-flaw.ts';
import { tags } from './tags.ts';
import { isPlainId } from './text-bounds.ts';

/** A list within this length is looked at order by order; a longer one is parsed. */
const QUICK_ORDERS_MAX = 20;
const originPattern = /^[0-9A-Z]{4}$/u;

/**
 * Whether a look is enough to see that a command can be written down and read again: orders as orders
 * are, and what is done to them. The types promise most of it; what nobody has type-checked may be of
 * any shape, and is not ordinary then.
 */
export function isOrdinary(command: Command): boolean {
  try {
    const { origin, strategy, readTo, at, body } = command;
    if (!originPattern.test(origin) || !isNullablePlain(strategy)) return false;
    return isQuantity(readTo) && Number.isSafeInteger(at) && isOrdinaryBody(body);
  } catch {
    // A member that is missing: parsing says which.
    return false;
  }
}

function isOrdinaryBody(body: CommandBody): boolean {
  if (body.type === 'submit') return isOrdinaryOrder(body);
  if (body.type === 'cancel') return isPlainId(body.order);
  if (body.type === 'amend') {
    const { order, qty, terms } = body;
    return (
      isPlainId(order) &&
      (qty === null || isQuantity(qty)) &&
      (terms === null || areTermsExact(terms))
    );
  }
  if (body.type !== 'submitList' || body.orders.length > QUICK_ORDERS_MAX) return false;
  return body.orders.every((one) => isOrdinaryOrder(one));
}

function isOrdinaryOrder({ request, touch }: NewOrder): boolean {
  const { algo, tag, qty, terms, instructions } = request;
  if (algo !== null || !isTagPlain(tag) || instructions !== undefined) return false;
  if (!isQuantity(qty)) return false;
  if (!areWordsKnown(request)) return false;
  return areIdsPlain(request) && areTermsExact(terms) && isTouchExact(touch);
}

function areWordsKnown({ side, product, tif, reduceOnly, link }: OrderRequest): boolean {
  if (side !== 'buy' && side !== 'sell') return false;
  if (!Object.hasOwn(tags.product, product) || !Object.hasOwn(tags.timeInForce, tif)) return false;
  return reduceOnly === true || reduceOnly === false ? link === null || isLinkKnown(link) : false;
}

function isLinkKnown({ release, contingency }: OrderLink): boolean {
  if (!Object.hasOwn(tags.releasePolicy, release)) return false;
  return contingency === null || Object.hasOwn(tags.contingency, contingency);
}

function areIdsPlain(request: OrderRequest): boolean {
  const { id, account, book, instrument, strategy, position, link } = request;
  if (!isPlainId(id) || !isPlainId(account) || !isPlainId(book)) return false;
  if (!isPlainId(instrument) || !isNullablePlain(strategy) || !isNullablePlain(position)) {
    return false;
  }
  return link === null || (isPlainId(link.list) && isNullablePlain(link.parent));
}

function isTagPlain(tag: string | null): boolean {
  return tag === null || (isPlainId(tag) && tag.length <= TAG_LENGTH_MAX);
}

function isNullablePlain(id: string | null): boolean {
  return id === null || isPlainId(id);
}

/** The terms of nearly every order; others are parsed. */
function areTermsExact(terms: OrderTerms): boolean {
  switch (terms.type) {
    case 'market':
      return true;
    case 'limit':
      return Number.isSafeInteger(terms.limit);
    case 'stopMarket':
      return Number.isSafeInteger(terms.trigger);
    case 'stopLimit':
      return Number.isSafeInteger(terms.trigger) && Number.isSafeInteger(terms.limit);
    case 'marketToLimit':
    case 'marketIfTouched':
    case 'limitIfTouched':
    case 'trailingStopMarket':
    case 'trailingStopLimit':
      return false;
    default:
      return false;
  }
}

/** Whether every price of a touch, and its instant, can be written down. */
export function isTouchExact({ bid, ask, mid2, at }: Touch): boolean {
  if (!Number.isSafeInteger(at)) return false;
  return isNullableExact(bid) && isNullableExact(ask) && isNullableExact(mid2);
}

function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isNullableExact(value: number | null): boolean {
  return value === null || Number.isSafeInteger(value);
}
