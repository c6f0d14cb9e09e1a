import { compareText, toPositionId, type OrderId, type Refusal } from 'argosy/core';
import {
  hasSameInstructions,
  instructOrder,
  isClientId,
  type OrderLink,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';

import { deskRefusal } from './errors.ts';
import { digestKey, NOTE_LENGTH_MAX, readTag, tagOf } from './tag.ts';
import type { Actor, Ticket } from './ticket.ts';

/** What the desk adds to a ticket. */
type Added = {
  readonly id: OrderId;
  readonly digest: string | null;
  readonly link: OrderLink | null;
  /** The position it belongs to where the ticket names none; null in a netting book. */
  readonly position: OrderRequest['position'];
};

/** The order that a ticket asks for. */
export function requestOf(ticket: Ticket, { id, digest, link, position }: Added): OrderRequest {
  const { account, book, instrument, product, side, qty, terms, tif, reduceOnly } = ticket;
  const request: OrderRequest = {
    id,
    account,
    book,
    strategy: null,
    instrument,
    product,
    position: ticket.position ?? position,
    side,
    qty,
    terms,
    tif,
    reduceOnly,
    link,
    algo: null,
    tag: tagOf(ticket.note, digest),
  };
  return ticket.instructions === undefined ? request : instructOrder(request, ticket.instructions);
}

/** What of a ticket the desk itself cannot keep; null where nothing is wrong with it. */
export function flawOfTicket({ account, note, key }: Ticket, by: Actor): Refusal | null {
  if (!by.accounts.includes(account)) return deskRefusal('ACCOUNT_FORBIDDEN', account);
  if (key !== null && !isClientId(key)) return deskRefusal('BAD_KEY', `${key.length} characters`);
  if (note === null || note === '') return null;
  if (note.length <= NOTE_LENGTH_MAX && isClientId(note)) return null;
  return deskRefusal('BAD_NOTE', `${note.length} characters`);
}

/** A ticket's key as it is kept. */
export function digestOf({ key }: Ticket, { user }: Actor): string | null {
  return key === null ? null : digestKey(user, key);
}

/** Where a request that was placed differs from the one that a ticket would make; null where it is the same. */
export function findOtherWish(placed: OrderRequest, wished: OrderRequest): string | null {
  const plain = wishFields.find((field) => placed[field] !== wished[field]);
  if (plain !== undefined) return plain;
  if (readTag(placed.tag).note !== readTag(wished.tag).note) return 'note';
  if (!areSameTerms(placed.terms, wished.terms)) return 'terms';
  if (!isSameLink(placed.link, wished.link)) return 'link';
  return hasSameInstructions(placed, wished) ? null : 'instructions';
}

const wishFields = [
  'account',
  'book',
  'instrument',
  'product',
  'position',
  'side',
  'qty',
  'tif',
  'reduceOnly',
] as const;

/** Terms are flat but for a trail. */
function areSameTerms(one: OrderTerms, other: OrderTerms): boolean {
  return canonical(one) === canonical(other);
}

function canonical(terms: OrderTerms): string {
  return JSON.stringify(terms, (_, value: unknown) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).toSorted(([one], [other]) => compareText(one, other)),
        )
      : value,
  );
}

function isSameLink(one: OrderLink | null, other: OrderLink | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.list === other.list &&
    one.parent === other.parent &&
    one.release === other.release &&
    one.contingency === other.contingency
  );
}

/** The position that an order of a hedging book opens: it is named after it. */
export function ownPosition(id: OrderId): OrderRequest['position'] {
  return toPositionId(id);
}
