import { join } from 'node:path';

import { FeedWriter } from '@argosy/feed';
import { toInstrumentId, toPrice, toQuantity, toTradeId } from 'argosy/core';

import type { ServerProcess } from '../server/server-process.ts';

/** A price and what stands there on each side, in hundredths and shares. */
export type FedQuote = {
  readonly bid: number;
  readonly ask: number;
  readonly qty?: number;
};

const WAIT_MILLIS = 30_000;
const LOOK_MILLIS = 50;
const PLENTY = 1_000_000;

/**
 * A market in which nothing happens but what a test says: it stands still when the test is silent, and what is there to
 * be filled from is what was told last.
 *
 * @example
 * describeTerminal('the ticket', (rig) => { ... }, fedEnv, fedFiles(['SBIN.NSE']));
 * const market = FedMarket.join(rig().server);
 * await market.quote('SBIN.NSE', { bid: 81_200, ask: 81_205, qty: 40 });
 */
export class FedMarket {
  readonly #server: ServerProcess;
  readonly #feed: FeedWriter;
  #trades = 0;

  private constructor(server: ServerProcess) {
    this.#server = server;
    this.#feed = new FeedWriter({ to: join(server.folder, 'feed.sock'), name: 'test' });
  }

  /** Begins to feed a server that was started with `fedEnv` and `fedFiles`. */
  static join(server: ServerProcess): FedMarket {
    const market = new FedMarket(server);
    market.#feed.start();
    return market;
  }

  /** The same with every share at 100.00 to 100.10, and more there than anybody asks for. */
  static async calm(server: ServerProcess, shares: readonly string[]): Promise<FedMarket> {
    const market = FedMarket.join(server);
    const quote = { bid: 10_000, ask: 10_010 };
    for (const share of shares) market.tell(share, quote);
    const last = shares.at(-1);
    // They are heard in the order in which they were told.
    if (last !== undefined) await market.quote(last, quote);
    return market;
  }

  /** Tells a quote, and waits for nothing. */
  tell(instrument: string, { bid, ask, qty = PLENTY }: FedQuote): void {
    this.#feed.write({
      kind: 'quote',
      instrument: toInstrumentId(instrument),
      bid: toPrice(bid),
      ask: toPrice(ask),
      bidQty: toQuantity(qty),
      askQty: toQuantity(qty),
    });
  }

  /** Tells a trade at a price in hundredths: bars are made of those. */
  trade(instrument: string, price: number): void {
    this.#trades += 1;
    this.#feed.write({
      kind: 'trade',
      instrument: toInstrumentId(instrument),
      price: toPrice(price),
      qty: toQuantity(1),
      aggressor: 'buy',
      tradeId: toTradeId(`test-${this.#trades}`),
    });
  }

  /** Tells a quote, and waits until the server says the same. */
  async quote(instrument: string, quote: FedQuote): Promise<void> {
    this.tell(instrument, quote);
    const HUNDREDTHS = 100;
    const until = performance.now() + WAIT_MILLIS;
    while (performance.now() < until) {
      const { body } = await this.#server.ask(`/market/quotes?instruments=${instrument}`);
      const { quotes } = { quotes: [], ...body } as {
        readonly quotes: readonly {
          readonly quote: { readonly bid: string; readonly ask: string } | null;
        }[];
      };
      const said = quotes[0]?.quote;
      const isThere = (price: number, text: string | undefined): boolean =>
        Math.round(Number(text) * HUNDREDTHS) === price;
      if (isThere(quote.bid, said?.bid) && isThere(quote.ask, said?.ask)) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MILLIS));
    }
    throw new Error(`the quote of ${instrument} has not come: ${this.#server.said.slice(-1_000)}`);
  }

  /** Ends it; the market stays as it is. */
  async end(): Promise<void> {
    await this.#feed.close();
  }
}

/** What a server is told to take its prices from a test. */
export const fedEnv: Readonly<Record<string, string>> = {
  ARGOSY_MARKET_KIND: 'feed',
  ARGOSY_MARKET_INSTRUMENTS: 'instruments.yaml',
  ARGOSY_BRIDGE_FRESH_SECONDS: '3600',
  ARGOSY_CACHE_FRESH_SECONDS: '3600',
};

/** Shares of a market that never closes, and those of one that does not open for the next two days. */
export function fedFiles(
  instruments: readonly string[],
  shut: readonly string[] = [],
): Readonly<Record<string, string>> {
  const rows = [
    ...instruments.map((id) => `  - { id: ${id}, calendar: 24x7 }\n`),
    ...shut.map((id) => `  - { id: ${id}, calendar: SHUT }\n`),
  ];
  const calendars =
    shut.length === 0
      ? ''
      : `calendars:\n  - { id: SHUT, week: { ${inThreeDays()}: [{ from: '09:15', until: '15:30' }] } }\n`;
  return { 'instruments.yaml': `${calendars}instruments:\n${rows.join('')}` };
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

function inThreeDays(): string {
  const DAYS = 3;
  return weekdays[(new Date().getUTCDay() + DAYS) % weekdays.length] ?? 'sun';
}
