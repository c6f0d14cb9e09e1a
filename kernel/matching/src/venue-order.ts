import {
  orderNumberOf,
  type AccountId,
  type OrderId,
  type Random,
  type Timestamp,
} from 'argosy/core';
import { limitOf, triggerOf, type OrderRequest, type OrderTerms } from 'argosy/domain';

import { auctionByTif, type AuctionKind } from './auction-kind.ts';
import { FeeTally } from './fees/fee-tally.ts';

/** An order on its way to the venue or working there. */
export class VenueOrder {
  readonly request: OrderRequest;
  readonly key: string;
  /** Its siblings at the venue, of which one's fill shrinks or ends the others; null without any. */
  readonly group: string | null;
  /** When it last changed what it asks for: it knows what its siblings had filled by then. */
  heardAt: number = Number.NEGATIVE_INFINITY;
  /** +1 for a buyer, -1 for a seller: prices times this are the worse the greater they are. */
  readonly sign: 1 | -1;
  qty: number;
  filled = 0;
  /** When it last filled: it is not its own sibling. */
  filledAt: number = Number.NEGATIVE_INFINITY;
  /** Counts its fills; trade ids are made of it. */
  fillCount = 0;
  terms: OrderTerms;
  /** The one auction that it is for; null where it takes any price. */
  readonly auction: AuctionKind | null;
  /** When it left for the venue: a DAY order is for that day. */
  readonly sentAt: Timestamp;
  /** When it last came to the venue, new or amended: it meets no price from before. */
  arrivedAt: Timestamp;
  /** Infinity where it does not end with a day. */
  expiresAt: number = Number.POSITIVE_INFINITY;
  isOpen = false;
  /** Whether its trigger has fired; from then on a stop-limit is a limit. */
  isTriggered = false;
  /**
   * True from its arrival or amendment until a price leaves it resting: until then it takes, not
   * makes. The rest of an order that took all there was still takes.
   */
  isArriving = true;
  /** The arrival before which no later request of this order may come in. */
  lastRequestAt: number = Number.NEGATIVE_INFINITY;
  /** Which stay of the price at its limit it has drawn for. */
  touchedStay = 0;
  /** What it drew: the rest of a touch that fills goes on filling while the price stays. */
  fillsTouch = false;
  /** The price in whose queue of a recorded book it stands; NaN while it stands in none. */
  queuedAt: number = Number.NaN;
  /** What stands before it there. */
  ahead = 0;
  /** What that price showed when it was last told, and what has traded of it since. */
  shownAtLimit = 0;
  tradedAtLimit = 0;
  /** What its fills have been charged, for bounds of an order's fee. */
  readonly feeTally: FeeTally = new FeeTally();
  readonly #random: Random;
  #fillStream: Random | null = null;
  #delayStream: Random | null = null;

  constructor(request: OrderRequest, sentAt: Timestamp, random: Random) {
    this.request = request;
    this.key = orderKey(request.account, request.id);
    this.group = groupOf(request);
    this.sign = request.side === 'buy' ? 1 : -1;
    this.qty = request.qty;
    this.terms = request.terms;
    this.auction = auctionByTif[request.tif];
    this.sentAt = sentAt;
    this.arrivedAt = sentAt;
    this.#random = random;
  }

  /** The price it waits for before it works; null where it works already. */
  get trigger(): number | null {
    return this.isTriggered ? null : triggerOf(this.terms);
  }

  /** The worst price it accepts; null where it accepts any. */
  get limit(): number | null {
    return limitOf(this.terms);
  }

  /** Whether it waits at its limit: it makes, where others come to it. */
  get isResting(): boolean {
    return this.isOpen && !this.isArriving && this.limit !== null && this.trigger === null;
  }

  /** Whether it must fill when it meets its first price, or not at all. */
  get isImmediate(): boolean {
    return this.request.tif === 'IOC' || this.request.tif === 'FOK';
  }

  /** Whether the price that it works at now is its only one. */
  get isForOnePrice(): boolean {
    return (this.isImmediate || this.auction !== null) && this.trigger === null;
  }

  /** The chance that decides its fills. */
  get fillStream(): Random {
    this.#fillStream ??= this.#random.fork(`${chanceKeyOf(this.request)}/fill`);
    return this.#fillStream;
  }

  /** The chance that lengthens its requests' ways. */
  get delayStream(): Random {
    this.#delayStream ??= delayStreamOf(this.#random, chanceKeyOf(this.request));
    return this.#delayStream;
  }
}

/** What tells orders apart at a venue that serves several accounts. */
export function orderKey(account: AccountId, order: OrderId): string {
  return `${account}/${order}`;
}

/**
 * What an order draws its chance by: its sender and its number with them. The sender's code is not in
 * it, because that is a place among the strategies unless it is given, and a bystander moves places.
 */
function chanceKeyOf({ account, strategy, id }: OrderRequest): string {
  return strategy === null ? orderKey(account, id) : `${account}/${strategy}/${orderNumberOf(id)}`;
}

function groupOf({ account, link }: OrderRequest): string | null {
  if (link === null || link.contingency === null) return null;
  return `${account}/${link.list}/${link.parent ?? ''}`;
}

/** The stream of an order's delays. */
export function delayStreamOf(random: Random, key: string): Random {
  return random.fork(`${key}/delay`);
}
