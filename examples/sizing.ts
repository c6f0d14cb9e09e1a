// How much to buy. `context.size` turns a part of the money into whole lots, rounded down: a part of
// what new orders may bind, which is less after each purchase, or of the equity, which only the charges
// lessen. They come besides: who spends everything cannot pay them and is denied, and says `within`.
import { parameter, Strategy } from 'argosy/engine';
import { feePercent } from 'argosy/matching';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const market = `
  1 100.00 100.00 10000
  2 100.00 100.00 10000
  3 100.00 100.00 10000`;

const parameters = {
  share: parameter.number({ default: 0.25, min: 0, max: 1 }),
  of: parameter.choice({ default: 'freeFunds', options: ['freeFunds', 'equity'] }),
  charges: parameter.choice({ default: 'besides', options: ['besides', 'within'] }),
};

class BuysAgain extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const of = { instrument: sbin.id, price: this.context.price(sbin.id, '100.00') };
    const qty = this.context.size({ ...of, ...this.parameters });
    if (qty === 0) return this.log.info('nothing left');
    const limit = { instrument: sbin.id, side: 'buy', qty, limit: of.price, tag: 'buy' } as const;
    this.orders.submit(this.orders.limit(limit));
  }
}

const ways = {
  'a quarter of what is free': { share: 0.25 },
  'a quarter of the equity': { share: 0.25, of: 'equity' },
  'all, and the charges besides': { share: 1 },
  'all, the charges within': { share: 1, charges: 'within' },
};

export function runSizing(): readonly Told[] {
  return Object.entries(ways).map(([title, way]) =>
    runAndTell(title, {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'buys', strategy: BuysAgain, account: demo.id, parameters: way }],
      venue: { fees: feePercent('0.5') },
    }),
  );
}
