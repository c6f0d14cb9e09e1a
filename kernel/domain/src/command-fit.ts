import { BinaryReader, BinaryWriter, type Refusal } from 'argosy/core';

import { commandPart } from './command-codec.ts';
import type { Command, CommandBody, NewOrder } from './command.ts';
import type { Touch } from './market-data.ts';
import type { OrderRequest, OrderTerms } from './order.ts';
import { flawOfRequest } from './request-flaw.ts';
import { cutReason, isPlainId } from './text-bounds.ts';

/** The largest command, in bytes as it is written down. */
export const COMMAND_BYTES_MAX = 65_536;
/** A list within this length is looked at order by order; a longer one is written to see its size. */
const QUICK_ORDERS_MAX = 20;

/**
 * Why a command cannot be written down and read again; null where it can. The types promise most of
 * it; what nobody has type-checked is written on trial. An order as orders are costs a look at its
 * fields.
 */
export function findUnwritable(command: Command): Refusal | null {
  const { body, strategy } = command;
  if (isNullablePlain(strategy) && isOrdinary(body)) return null;
  return findFlaw(command);
}

function findFlaw(command: Command): Refusal | null {
  try {
    const flaw = flawOfOrders(command);
    if (flaw !== null) return unfit(flaw);
    const writer = new BinaryWriter(COMMAND_BYTES_MAX);
    commandPart.write(writer, command);
    commandPart.read(new BinaryReader(writer.view()));
    return null;
  } catch (error) {
    return unfit(error instanceof Error ? error.message : 'not a command');
  }
}

function flawOfOrders({ body }: Command): string | null {
  if (body.type === 'submit' || body.type === 'submitConfirmed') return flawOfRequest(body.request);
  if (body.type !== 'submitList') return null;
  for (const { request } of body.orders) {
    const flaw = flawOfRequest(request);
    if (flaw !== null) return flaw;
  }
  return null;
}

/** Whether a look is enough to see that it has a written form. */
function isOrdinary(body: CommandBody): boolean {
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
  const { algo, tag, qty, terms } = request;
  if (algo !== null || tag !== null || !isQuantity(qty)) return false;
  return areIdsPlain(request) && areTermsExact(terms) && isTouchExact(touch);
}

function areIdsPlain(request: OrderRequest): boolean {
  const { id, account, book, instrument, strategy, position, link } = request;
  if (!isPlainId(id) || !isPlainId(account) || !isPlainId(book)) return false;
  if (!isPlainId(instrument) || !isNullablePlain(strategy) || !isNullablePlain(position)) {
    return false;
  }
  return link === null || (isPlainId(link.list) && isNullablePlain(link.parent));
}

function isNullablePlain(id: string | null): boolean {
  return id === null || isPlainId(id);
}

function areTermsExact(terms: OrderTerms): boolean {
  if (terms.type === 'market') return true;
  if (terms.type !== 'limit' && !Number.isSafeInteger(terms.trigger)) return false;
  return terms.type === 'stopMarket' || Number.isSafeInteger(terms.limit);
}

/** Whether every price of a touch, and its instant, can be written down. */
export function isTouchExact({ bid, ask, mid2, at }: Touch): boolean {
  return (
    isNullableExact(bid) && isNullableExact(ask) && isNullableExact(mid2) && isNullableExact(at)
  );
}

function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isNullableExact(value: number | null): boolean {
  return value === null || Number.isSafeInteger(value);
}

function unfit(why: string): Refusal {
  return { code: 'BAD_COMMAND', reason: cutReason(why) };
}
