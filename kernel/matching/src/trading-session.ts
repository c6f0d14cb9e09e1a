import { toTimestamp, type Timestamp } from 'argosy/core';
import type { InstrumentStatus } from 'argosy/domain';

import type { AuctionKind } from './auction-kind.ts';
import type { Halt } from './guards/halt-watch.ts';
import type { SessionGate, SessionGatePhase } from './session-gate.ts';

/** What goes on in an instrument's trading: by its calendar, and by what its exchange says. */
export type VenuePhase = SessionGatePhase | InstrumentStatus['state'];

/** An instrument's sessions: the calendar's, save where the exchange says something else. */
export class TradingSession {
  readonly #gate: SessionGate;
  /** Bars are themselves the sign of a session: a day's bar may well run from midnight to midnight. */
  readonly #isAlwaysOn: boolean;
  #state: InstrumentStatus['state'] = 'open';
  /** When trading last began again after the exchange had stopped it. */
  #openSince: number = Number.NEGATIVE_INFINITY;
  /** Where the venue itself has stopped trading: until when, and until when orders are collected then. */
  #haltedFrom: number = Number.NEGATIVE_INFINITY;
  #haltedUntil: number = Number.NEGATIVE_INFINITY;
  #opensAt: number = Number.NEGATIVE_INFINITY;
  /** When an auction last had its price. */
  #crossedAt: number = Number.NEGATIVE_INFINITY;
  #settledAt: number = Number.NEGATIVE_INFINITY;

  constructor(gate: SessionGate, isAlwaysOn: boolean) {
    this.#gate = gate;
    this.#isAlwaysOn = isAlwaysOn;
  }

  /** Takes in what the exchange says; it holds until it says something else. */
  onStatus(state: InstrumentStatus['state'], now: Timestamp): void {
    if (state === 'open' && this.#state !== 'open') this.#openSince = now;
    this.#state = state;
  }

  /** Stops trading until an instant, and collects orders until another; a longer stop goes on. */
  halt({ from, haltedUntil, opensAt }: Halt): void {
    if (from >= this.#opensAt) this.#haltedFrom = from;
    this.#haltedUntil = Math.max(this.#haltedUntil, haltedUntil);
    this.#opensAt = Math.max(this.#opensAt, opensAt);
  }

  /** What the venue's own stop has come to; once it is over, what the exchange says. */
  stopAt(now: Timestamp): InstrumentStatus['state'] {
    if (now < this.#haltedUntil) return 'halted';
    return now < this.#opensAt ? 'preOpen' : this.#state;
  }

  /** What goes on now. */
  phaseAt(now: Timestamp): VenuePhase {
    const phase = this.#isAlwaysOn ? 'open' : this.#gate.phaseAt(now);
    if (phase === 'closed') return phase;
    // What a bar tells late may be of before the stop.
    const isStopped = now < this.#opensAt && now >= this.#haltedFrom;
    if (isStopped) return now < this.#haltedUntil ? 'halted' : 'preOpen';
    return this.#state === 'open' ? phase : this.#state;
  }

  /** Until when orders are collected now; null where they are not, or only the exchange ends it. */
  collectsUntil(now: Timestamp): number | null {
    const phase = this.phaseAt(now);
    return phase === 'preOpen' || phase === 'closing' ? this.phaseEndsAt(now) : null;
  }

  /** The auction that orders were collected for until now; null where there was none. */
  collectedFor(now: Timestamp): AuctionKind | null {
    if (this.#opensAt === now) return 'reopening';
    return this.collectsUntil(now) === null ? this.#gate.auctionAt(toTimestamp(now - 1)) : null;
  }

  /** When what goes on now ends by itself; null where only the exchange ends it. */
  phaseEndsAt(now: Timestamp): number | null {
    if (now < this.#opensAt) return now < this.#haltedUntil ? this.#haltedUntil : this.#opensAt;
    const phase = this.#gate.phaseAt(now);
    return phase === 'closed' || this.#state === 'open' ? this.#gate.phaseEndsAt(now) : null;
  }

  /** Since when a price counts for an order that comes now: no price from before a pause does. */
  pricedSince(now: Timestamp): number {
    return Math.max(this.#gate.pricedSince(now), this.#begunAt);
  }

  /**
   * The auction that a trade of now is the price of; null where it is of none. Beside quotes a session's
   * first trade is, before any of them: then `toldBefore` says when anything came before it, else it is null.
   */
  crossedBy(now: Timestamp, toldBefore: number | null): AuctionKind | null {
    const phase = this.phaseAt(now);
    if (phase === 'matching') return this.#isSettledIn(now) ? null : this.#gate.auctionAt(now);
    return phase === 'open' && toldBefore !== null ? this.openingBy(now, toldBefore) : null;
  }

  /** Notes that an auction has had its price; of one that a book has settled no trade tells another. */
  noteCross(now: Timestamp, isSettled: boolean = false): void {
    this.#crossedAt = now;
    if (isSettled) this.#settledAt = now;
  }

  /** Whether the auction that is matched now has its price for good. */
  #isSettledIn(now: Timestamp): boolean {
    return this.#settledAt >= (this.#gate.openedAt(now) ?? now);
  }

  /**
   * The auction that the first price of a session stands for, where none was found before it; null for
   * any later price, and where trading never pauses.
   */
  openingBy(now: Timestamp, pricedBefore: number): AuctionKind | null {
    const opensAt = this.#gate.openedAt(now);
    const isFirst = opensAt !== null && pricedBefore < opensAt;
    if (isFirst && this.#crossedAt < this.#gate.collectedSince(opensAt)) return 'opening';
    return pricedBefore < this.#begunAt ? 'reopening' : null;
  }

  /** Whether trading has stopped and begun again between two instants. */
  hasBegunAgain(pricedBefore: number, now: Timestamp): boolean {
    return pricedBefore < this.#begunAt && this.#begunAt <= now;
  }

  get #begunAt(): number {
    return Math.max(this.#openSince, this.#opensAt);
  }
}
