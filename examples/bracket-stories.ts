// A bracket: an entry, a target, and a stop, sent as one. The exits go out with the entry's first
// fill and always have the size of what it has filled. Five markets show what that means: the target
// is reached; the stop is reached; the entry fills only in part, is cancelled, and the part is
// protected; the price gaps over the stop, which then sells at what is there, not at its trigger; the
// strategy closes the position itself at second 9, and the exits end with it.
import { toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';

import { demo, quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const markets: Readonly<Record<string, string>> = {
  'target reached': `
    1 100.00 100.05 50
    2 101.00 101.05 50`,
  'stop reached': `
    1 100.00 100.05 50
    2  99.50  99.55 50`,
  'part of an entry': `
    1 100.00 100.05 20
    2 100.10 100.15 50
    3  99.50  99.55 50`,
  'gap over the stop': `
    1 100.00 100.05 50
    2  98.00  98.05 50`,
  'closed in time': `
    1  100.00 100.05 50
    9  100.20 100.25 50
    10  98.00  98.05 50`,
};

class OneBracket extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const second = secondOf(this.clock.now);
    if (second === 9) return this.orders.close(sbin.id);
    if (second > 1) return this.#giveUpEntry();
    const price = (text: string) => this.context.price(sbin.id, text);
    this.orders.submitBracket({
      instrument: sbin.id,
      side: 'buy',
      qty: toQuantity(50),
      entry: { type: 'limit', limit: price('100.05') },
      target: price('101.00'),
      stop: price('99.50'),
      tags: { entry: 'entry', target: 'target', stop: 'stop' },
    });
  }

  #giveUpEntry(): void {
    const entry = this.cache.openOrders().find(({ request }) => request.side === 'buy');
    if (entry !== undefined) this.orders.cancel(entry.request.id);
  }
}

export function runBracketStories(): readonly Told[] {
  return Object.entries(markets).map(([title, market]) =>
    runAndTell(title, {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'bracket', strategy: OneBracket, account: demo.id }],
      venue: { fills: sizeAwareFills({ rest: 'waits' }) },
    }),
  );
}
