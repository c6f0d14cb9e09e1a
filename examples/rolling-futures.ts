// Two futures as one series. It is on the first contract until a day on which the second is traded more, and says its
// past in the ratio of the two. The strategy trades the contract of now, and takes its position
// along as the series goes on: the series itself cannot be traded.
import { arraySource, marginAccount } from 'argosy/backtest';
import {
  days,
  formatScaled,
  hours,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import type { Adjustment, Future, Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const contracts = ['NOV', 'DEC'].map((month, place): Future => {
  return {
    ...sbin,
    kind: 'future',
    id: toInstrumentId(`NIFTY-${month}.NFO`),
    underlying: toInstrumentId('NIFTY.NSE'),
    expiresAt: toTimestamp(days(4 + 30 * place)),
  };
});
const chain = toInstrumentId('NIFTY-1.NFO');
const account = marginAccount(toAccountId('MARGIN'), money(500_000_00n, toCurrency('INR')), {
  carryForward: '10',
});

/** Price and volume of each contract, a line a day: on the third more of the second is traded. */
const market = `
  24000 900  24120 100
  24050 700  24180 300
  24100 400  24230 800
  24080 100  24205 900
    -    -   24300 990`;

const trades = market
  .trim()
  .split('\n')
  .flatMap((line, day) => {
    const cells = line.trim().split(/ +/u);
    return contracts.flatMap(({ id }, place): readonly Trade[] => {
      const [price = '', qty = ''] = cells.slice(2 * place);
      const at = toTimestamp(days(day) + hours(10) + place);
      if (price === '-') return [];
      return [
        {
          kind: 'trade',
          instrument: id,
          eventAt: at,
          nanos: 0,
          availableAt: at,
          sourceSequence: day,
          price: toPrice(100 * Number(price)),
          qty: toQuantity(Number(qty)),
          aggressor: null,
          tradeId: toTradeId(`${day}-${place}`),
        },
      ];
    });
  });

class Along extends Strategy {
  override onStart(): void {
    this.data.subscribeTrades(chain);
    this.data.subscribeAdjustments(chain);
  }

  override onTrade({ price }: Trade): void {
    const contract = this.cache.contract(chain);
    this.log.info(`${formatScaled(price, 2)} of ${contract}`);
    const isIn = this.portfolio.positions().length > 0 || this.cache.openOrderCount > 0;
    if (contract === undefined || isIn) return;
    const of = { instrument: contract, side: 'buy', qty: toQuantity(2), tif: 'GTC' } as const;
    this.orders.submit(this.orders.market({ ...of, tag: 'entry' }));
  }

  override onAdjustment({ detail, into, numerator, denominator }: Adjustment): void {
    this.log.info(`${detail}, the past times ${numerator}/${denominator}`);
    const [held] = this.portfolio.positions();
    if (held !== undefined && into !== null) this.orders.roll(held.key.instrument, into);
  }
}

export function runRollingFutures(): readonly Told[] {
  return [
    runAndTell('chain', {
      instruments: contracts,
      sources: [arraySource('trades', trades)],
      series: [
        {
          kind: 'continuous',
          id: chain,
          chain: contracts.map(({ id }) => id),
          roll: { rule: 'volume' },
          adjust: 'ratio',
          direction: 'back',
        },
      ],
      accounts: [account],
      strategies: [{ id: 'along', strategy: Along, account: account.id }],
    }),
  ];
}
