// Two exits for one position: a target above, a stop below, and a target that fills only in part.
// OCO, "one cancels the other": the first fill, even a partial one, ends the other order, and the
// rest has no stop any more. OUO, "one updates the other": each fill shrinks the other, and the rest
// stays protected. Either way the pair sets the shares aside once, not twice.
import { toQuantity } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';
import { linkOco, linkOuo } from 'argosy/orders';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const upAndThenDown = `
  1 100.00 100.05 100
  2 101.00 101.05  60
  3 100.00 100.05 100
  4  99.00  99.05 100`;

const links = { OCO: linkOco, OUO: linkOuo } as const;
const kinds = ['OCO', 'OUO'] as const;
const parameters = { link: parameter.choice({ default: 'OCO', options: kinds }) };

class TwoExits extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const of = { instrument: sbin.id, qty: toQuantity(100) } as const;
    this.orders.submit(this.orders.market({ ...of, side: 'buy', tag: 'entry' }));
  }

  override onPositionOpened(): void {
    const price = (text: string) => this.context.price(sbin.id, text);
    const of = { instrument: sbin.id, side: 'sell', qty: toQuantity(100), tif: 'GTC' } as const;
    const target = this.orders.limit({ ...of, limit: price('101.00'), tag: 'target' });
    const stop = this.orders.stopMarket({ ...of, trigger: price('99.50'), tag: 'stop' });
    this.orders.submitList(links[this.parameters.link]([target, stop]));
  }
}

export function runOcoAndOuo(): readonly Told[] {
  return kinds.map((link) =>
    runAndTell(link, {
      instruments: [sbin],
      sources: [quotesOf(sbin, upAndThenDown)],
      accounts: [demo],
      strategies: [{ id: 'exits', strategy: TwoExits, account: demo.id, parameters: { link } }],
      venue: { fills: sizeAwareFills({ rest: 'waits' }) },
    }),
  );
}
