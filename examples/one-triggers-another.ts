// One order triggers another (OTO). The child waits, holds no money, and goes out when its parent is
// filled. With `whenDone` it waits for the whole parent; with `eachFill` it goes out with the first
// part and grows with the next ones, as an exit should: it never sells what is not there yet.
import { toQuantity } from 'argosy/core';
import type { ReleasePolicy } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';
import { linkOto } from 'argosy/orders';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const inThreeParts = `
  1 100.00 100.05 40
  2 100.00 100.05 40
  3 100.50 100.55 40
  4 100.00 100.05 40
  5 100.50 100.55 40
  6 100.50 100.55 40
  7 100.50 100.55 40`;

const policies: readonly ReleasePolicy[] = ['whenDone', 'eachFill'];
const parameters = { release: parameter.choice({ default: 'whenDone', options: policies }) };

class BuyThenSell extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const of = { instrument: sbin.id, qty: toQuantity(100), tif: 'GTC' } as const;
    const price = (text: string) => this.context.price(sbin.id, text);
    const buy = this.orders.limit({ ...of, side: 'buy', limit: price('100.05'), tag: 'buy' });
    const sell = this.orders.limit({ ...of, side: 'sell', limit: price('100.50'), tag: 'sell' });
    this.orders.submitList(linkOto(buy, [sell], this.parameters.release));
  }
}

export function runOneTriggersAnother(): readonly Told[] {
  return policies.map((release) =>
    runAndTell(release, {
      instruments: [sbin],
      sources: [quotesOf(sbin, inThreeParts)],
      accounts: [demo],
      strategies: [{ id: 'oto', strategy: BuyThenSell, account: demo.id, parameters: { release } }],
      venue: { fills: sizeAwareFills({ rest: 'waits' }) }, // 40 of 100 at a time
    }),
  );
}
