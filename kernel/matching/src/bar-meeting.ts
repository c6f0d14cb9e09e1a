import type { AuctionKind } from './auction-kind.ts';
import type { BarFeed } from './bar-feed.ts';
import type { PriceGuard } from './guards/price-guard.ts';
import type { Occasion } from './occasion.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PriceStep } from './price-step.ts';
import type { SessionGate } from './session-gate.ts';
import type { TradingSession } from './trading-session.ts';

/** What bars are met with. */
export type BarMeetingOptions = {
  readonly bars: BarFeed;
  readonly desk: OrderDesk;
  readonly gate: SessionGate;
  readonly session: TradingSession;
  readonly guard: PriceGuard | null;
  /** Has a price looked at before anyone trades at it. */
  readonly notePrice: (price: number, occasion: Occasion, opens: boolean) => void;
};

/**
 * Lets orders meet the points of bars. What goes on at a point is what goes on at its own instant, also where the
 * bar comes late and all its points at once: a stop in trading that began at one of them may be over by the next.
 */
export class BarMeeting {
  readonly #options: BarMeetingOptions;
  /** When trading last had a price here. */
  #pricedAt: number = Number.NEGATIVE_INFINITY;

  constructor(options: BarMeetingOptions) {
    this.#options = options;
  }

  /** Lets orders meet one point, as far as there is trading. */
  meet(step: PriceStep, occasion: Occasion): void {
    const { desk, session } = this.#options;
    this.#note(step, occasion);
    if (session.phaseAt(step.at) !== 'open') return;
    const auction = this.#auctionOf(step);
    const isReopening = auction === 'reopening';
    this.#pricedAt = step.at;
    if (desk.orderCount === 0) return;
    if (isReopening) desk.meetAll({ ...step, auction, manner: 'jump', from: Number.NaN }, occasion);
    else desk.meetAll(auction === null ? step : { ...step, auction }, occasion);
  }

  /** A price that is to stop trading is not traded at, but those on the way to where it does are. */
  #note(step: PriceStep, occasion: Occasion): void {
    const { guard, notePrice, desk, session } = this.#options;
    if (guard === null) return;
    const { manner, buyAt: price, at, from } = step;
    const edge = manner === 'move' ? guard.edgeOnTheWay(from, price, at) : null;
    if (edge !== null && session.phaseAt(at) === 'open') {
      const touch = { ...step.touch, mid2: 2 * edge };
      desk.meetAll({ ...step, buyAt: edge, sellAt: edge, touch }, occasion);
    }
    notePrice(price, { ...occasion, at }, manner === 'jump');
  }

  /** The open of a day's first bar stands for the opening auction, the first point after a stop for that one's. */
  #auctionOf({ manner, at }: PriceStep): AuctionKind | null {
    const { bars, gate, session } = this.#options;
    if (manner === 'jump' && gate.areDaysApart(bars.endedBefore - 1, at)) return 'opening';
    return session.hasBegunAgain(this.#pricedAt, at) ? 'reopening' : null;
  }
}
