// One share listed at two exchanges. A parent order is worked by TWAP, and each part goes where it is
// cheapest by then: by price, by the fee of the exchange, and by how much is shown there.
import { toInstrumentId, toQuantity, toTimestamp, seconds } from 'argosy/core';
import type { Equity } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { feePerShare, feeTable, noFees, sizeAwareFills, type FeeModel } from 'argosy/matching';
import { twap } from 'argosy/orders';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const bse: Equity = { ...sbin, id: toInstrumentId('SBIN.BSE'), exchange: 'BSE' };

const atNse = `
  1   100.00 100.05 80
  61  100.10 100.15 80
  121 100.00 100.05 20
  181 100.00 100.05 80
  241 100.00 100.05 80`;
const atBse = `
  1   100.05 100.10 80
  61  100.00 100.05 80
  121 100.00 100.05 80
  181 100.05 100.10 80
  241 100.00 100.05 80`;

const parameters = { qty: parameter.integer({ default: 200 }) };

class BuyAtBoth extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.clock.setTimer('begin', toTimestamp(seconds(2)));
  }

  override onTimeEvent(): void {
    const limit = this.context.price(sbin.id, '100.20');
    const of = {
      instrument: sbin.id,
      side: 'buy',
      qty: toQuantity(this.parameters.qty),
      limit,
    } as const;
    const until = toTimestamp(seconds(242));
    this.orders.execute(this.orders.limit(of), twap({ slices: 4, until, routes: [bse.id] }));
  }

  override onPositionEvent({ key, qty }: Parameters<Strategy['onPositionEvent']>[0]): void {
    this.log.info(`${key.instrument} ${qty}`);
  }
}

export function runTwoListings(): readonly Told[] {
  const dearNse = feeTable([{ exchanges: ['NSE'], fee: feePerShare('0.20') }]);
  const fees: Readonly<Record<string, FeeModel>> = {
    'no fees': noFees,
    'a fee at the NSE': dearNse,
  };
  return Object.entries(fees).map(([title, model]) =>
    runAndTell(title, {
      instruments: [sbin, bse],
      sources: [quotesOf(sbin, atNse), quotesOf(bse, atBse)],
      accounts: [demo],
      strategies: [{ id: 'both', strategy: BuyAtBoth, account: demo.id }],
      venue: { fees: model, fills: sizeAwareFills({ rest: 'waits' }) },
    }),
  );
}
