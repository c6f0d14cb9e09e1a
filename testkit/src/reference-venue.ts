import { triggerOf, type OrderRequest } from 'argosy/domain';

type Working = { readonly order: OrderRequest; hasMet: boolean; isTriggered: boolean };

/**
 * The shortest venue that matches market, limit, stop and stop-limit orders by the quotes of one instrument,
 * without latency, sessions or chance. The simulated venue has to agree with it.
 */
export class ReferenceVenue {
  /** What it said, in the rig's words. */
  readonly said: string[] = [];
  #working: Working[] = [];
  #quote: { readonly bid: number; readonly ask: number } | null = null;

  /** A new best bid and ask. */
  onQuote(bid: number, ask: number, at: number): void {
    this.#quote = { bid, ask };
    this.#working = this.#working.filter((one) => !this.#isDone(one, at));
  }

  /** An order arrives. */
  submit(order: OrderRequest, at: number): void {
    const working = { order, hasMet: false, isTriggered: false };
    this.said.push(`accepted @${at}`);
    if (!this.#isDone(working, at)) this.#working.push(working);
  }

  #isDone(working: Working, at: number): boolean {
    const { order } = working;
    const mustFill = order.tif === 'IOC' || order.tif === 'FOK';
    if (this.#quote !== null) {
      const price = order.side === 'buy' ? this.#quote.ask : this.#quote.bid;
      return this.#meets(working, price, { at, mustFill });
    }
    if (!mustFill || 'trigger' in order.terms) return false;
    this.said.push(`canceled @${at}: NO_PRICE`);
    return true;
  }

  #meets(working: Working, price: number, when: { at: number; mustFill: boolean }): boolean {
    const { order, hasMet, isTriggered } = working;
    const { at, mustFill } = when;
    const hasRested = hasMet && (isTriggered || !('trigger' in order.terms));
    working.hasMet = true;
    if (!this.#isAwake(working, price, at)) return false;
    const limit = 'limit' in order.terms ? order.terms.limit : null;
    const isFilled = limit === null || signOf(order) * (limit - price) >= 0;
    const how = limit !== null && hasRested ? `${limit}, maker` : `${price}, taker`;
    if (isFilled) this.said.push(`filled @${at}: ${order.qty} at ${how}`);
    else if (mustFill) this.said.push(`canceled @${at}: NOT_MARKETABLE`);
    return isFilled || mustFill;
  }

  /** Whether its trigger, if it has one, has fired, now or before. */
  #isAwake(working: Working, price: number, at: number): boolean {
    const { order, isTriggered } = working;
    const trigger = triggerOf(order.terms);
    if (isTriggered || trigger === null) return true;
    if (signOf(order) * (price - trigger) < 0) return false;
    this.said.push(`triggered @${at}`);
    working.isTriggered = true;
    return true;
  }
}

function signOf({ side }: OrderRequest): 1 | -1 {
  return side === 'buy' ? 1 : -1;
}
