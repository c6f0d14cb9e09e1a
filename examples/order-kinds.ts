// Order kinds and how long they work. A market order takes what is there; a limit order pays no more
// than its price; a stop-market order sleeps until its trigger; a stop-limit order wakes there as a
// limit order. DAY ends with the day, GTC works until it is cancelled, IOC takes what it can at once,
// FOK all of it or nothing. Stops wait by their nature: with IOC or FOK they are denied.
import { toQuantity } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const twoDays = `
  1     100.00 100.05 50
  2     100.20 100.25 50
  3     100.00 100.05 50
  86401 100.00 100.05 50
  86402 100.40 100.45 50`;

const tifs = ['DAY', 'GTC', 'IOC', 'FOK'] as const;
const parameters = { tif: parameter.choice({ default: 'DAY', options: tifs }) };

class EveryKind extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const price = (text: string) => this.context.price(sbin.id, text);
    const { tif } = this.parameters;
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(5), tif } as const;
    this.orders.submit(this.orders.market({ ...of, tag: 'market' }));
    this.orders.submit(this.orders.limit({ ...of, limit: price('99.00'), tag: 'low limit' }));
    const large = { ...of, qty: toQuantity(60), limit: price('100.10') };
    this.orders.submit(this.orders.limit({ ...large, tag: 'large limit' }));
    this.orders.submit(this.orders.stopMarket({ ...of, trigger: price('100.25'), tag: 'stop' }));
    const band = { trigger: price('100.30'), limit: price('100.50'), tag: 'stop-limit' };
    this.orders.submit(this.orders.stopLimit({ ...of, ...band }));
  }
}

export function runOrderKinds(): readonly Told[] {
  return tifs.map((tif) =>
    runAndTell(tif, {
      instruments: [sbin],
      sources: [quotesOf(sbin, twoDays)],
      accounts: [demo],
      strategies: [{ id: 'kinds', strategy: EveryKind, account: demo.id, parameters: { tif } }],
      venue: { fills: sizeAwareFills({ rest: 'waits' }) }, // 50 shares are shown, no more fill
    }),
  );
}
