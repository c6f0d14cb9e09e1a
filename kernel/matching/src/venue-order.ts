import {
  orderNumberOf,
  toPrice,
  type AccountId,
  type OrderId,
  type Random,
  type Timestamp,
} from 'argosy/core';
import {
  isConditional,
  isIfTouched,
  isTrailing,
  limitOf,
  triggerOf,
  type OrderRequest,
  type OrderTerms,
  type TriggerSource,
} from 'argosy/domain';
import { TrailingStop } from 'argosy/orders';

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
  /** Whether it worked at a venue before this one: it is let in whatever the hour. */
  isRestored = false;
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
  /** Its place among the orders of a recording that counts them: a lower one stands before it. */
  queuePlace = 0;
  /** What that price showed when it was last told, and what has traded of it since. */
  shownAtLimit = 0;
  tradedAtLimit = 0;
  /** What its fills have been charged, for bounds of an order's fee. */
  readonly feeTally: FeeTally = new FeeTally();
  /** The stop that follows the price; null where it has none. */
  trailing: TrailingStop | null = null;
  /** The price that fires its trigger, where that is not the one it trades at; null where it is. */
  firedBy: TriggerSource | null = null;
  /** How often in a row that price has been beyond its trigger. */
  beyondCount = 0;
  /** How much of it others see at once; null for all of it. */
  readonly display: number | null;
  /** What is left of the part that others see. */
  visible: number;
  /** Whether it only makes. */
  readonly isPostOnly: boolean;
  /** The instant at which it ends by itself; null where it ends otherwise. */
  readonly expiryAt: Timestamp | null;
  readonly #isConditional: boolean;
  #tick = 1;
  /** The worst price it accepts, once that is known. */
  #limit: number | null;
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
    this.#limit = limitOf(request.terms);
    this.#isConditional = isConditional(request.terms);
    const { instructions } = request;
    this.display = instructions?.display ?? null;
    this.visible = this.display ?? request.qty;
    this.isPostOnly = instructions?.postOnly ?? false;
    this.expiryAt = request.tif === 'GTD' ? (instructions?.expiresAt ?? null) : null;
    this.sentAt = sentAt;
    this.arrivedAt = sentAt;
    this.#random = random;
  }

  /** The price it waits for before it works, NaN while none has set it; null where it works already. */
  get trigger(): number | null {
    if (this.isTriggered || !this.#isConditional) return null;
    return this.trailing === null ? triggerOf(this.terms) : this.trailing.stop;
  }

  /** Which way the price has to go to fire its trigger: up (1) or down (-1). */
  get triggerWay(): 1 | -1 {
    if (!isIfTouched(this.terms)) return this.sign;
    return this.sign > 0 ? -1 : 1;
  }

  /** The worst price it accepts; null where it accepts any, or has yet to come to one. */
  get limit(): number | null {
    return this.#limit;
  }

  /** Takes what its owner asks for now. A limit that came of itself stays unless another is named. */
  ask(qty: number, terms: OrderTerms): void {
    const { trigger } = this;
    this.qty = qty;
    this.terms = terms;
    const limit = limitOf(terms);
    if (limit !== null || !this.#hasOwnLimit()) this.#limit = limit;
    this.#askTrail(terms);
    // Another size leaves what it has seen of two prices in a row; another trigger begins anew.
    if (this.trigger !== trigger) this.beyondCount = 0;
  }

  #askTrail(terms: OrderTerms): void {
    if (this.trailing === null || !isTrailing(terms)) return;
    if (!this.isTriggered) this.trailing.amend(terms);
    else if (this.#limit !== null) this.#limit = this.limitBehind(this.trailing.stop);
  }

  /** It comes anew: until a price leaves it resting it takes, and chance is drawn again. */
  arriveAnew(at: Timestamp): void {
    this.arrivedAt = at;
    this.isArriving = true;
    this.touchedStay = 0;
  }

  /** From now on it accepts no worse price than this; null takes that back. */
  bound(limit: number | null): void {
    this.#limit = limit;
  }

  /** Its stop begins to stand behind the price. */
  follow(tick: number): void {
    const { terms, request } = this;
    this.#tick = tick;
    if (isTrailing(terms)) this.trailing = new TrailingStop(request.side, terms, tick);
  }

  /** Its trigger fires: a stop that trailed stays where it stood, and its limit behind it. */
  fire(): void {
    this.isTriggered = true;
    const { terms, trailing } = this;
    if (trailing === null || !isTrailing(terms)) return;
    this.terms = { ...terms, trigger: toPrice(Math.round(trailing.stop)) };
    if (terms.type === 'trailingStopLimit') this.#limit = this.limitBehind(trailing.stop);
  }

  /** The limit behind a stop that trails, on the tick that is the worse for it. */
  limitBehind(stop: number): number {
    const offset = this.terms.type === 'trailingStopLimit' ? this.terms.limitOffset : 0;
    const limit = stop + this.sign * offset;
    const ticks = limit / this.#tick;
    return (this.sign > 0 ? Math.ceil(ticks) : Math.floor(ticks)) * this.#tick;
  }

  /** Of what others see so much is taken; says whether the next part has taken its place. */
  showNext(taken: number): boolean {
    if (this.display === null) return false;
    this.visible -= taken;
    if (this.visible > 0) return false;
    this.visible = Math.min(this.display, this.qty - this.filled);
    return true;
  }

  /** Whether its limit came of what happened to it, and not of its terms. */
  #hasOwnLimit(): boolean {
    const { type } = this.terms;
    return type === 'marketToLimit' || type === 'trailingStopLimit';
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
