import type { OrderRequest } from 'argosy/domain';

type Working = { readonly order: OrderRequest; hasMet: boolean };

/**
 * The shortest venue that matches market, limit and stop orders by the quotes of one instrument,
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
    const working = { order, hasMet: false };
    this.said.push(`accepted @${at}`);
    if (!this.#isDone(working, at)) this.#working.push(working);
  }

  #isDone(working: Working, at: number): boolean {
    const { order, hasMet } = working;
    const { terms, side, qty } = order;
    const mustFill = order.tif === 'IOC' || order.tif === 'FOK';
    if (this.#quote === null) {
      if (!mustFill || terms.type === 'stopMarket') return false;
      this.said.push(`canceled @${at}: NO_PRICE`);
      return true;
    }
    working.hasMet = true;
    const price = side === 'buy' ? this.#quote.ask : this.#quote.bid;
    const isAtOrBelow = (level: number): boolean =>
      side === 'buy' ? price <= level : price >= level;
    const isAtOrAbove = (level: number): boolean =>
      side === 'buy' ? price >= level : price <= level;
    if (terms.type === 'market') {
      this.said.push(`filled @${at}: ${qty} at ${price}, taker`);
      return true;
    }
    if (terms.type === 'stopMarket') {
      if (!isAtOrAbove(terms.trigger)) return false;
      this.said.push(`triggered @${at}`, `filled @${at}: ${qty} at ${price}, taker`);
      return true;
    }
    if (isAtOrBelow(terms.limit)) {
      const how = hasMet ? `${terms.limit}, maker` : `${price}, taker`;
      this.said.push(`filled @${at}: ${qty} at ${how}`);
      return true;
    }
    if (mustFill) this.said.push(`canceled @${at}: NOT_MARKETABLE`);
    return mustFill;
  }
}
