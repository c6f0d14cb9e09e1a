// What size costs. The same 500 shares are bought at the market where a quote shows 200, under six
// assumptions: they all fill at once; at most a tenth of what is shown is ours; we take what is shown
// and wait for more; we take it and sweep on, a tick worse each level; all fill, and the price moves
// by the square of our share; or by the root of our part of a day's volume, as large orders are seen to.
import type { VenueModels } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import {
  sizeAwareFills,
  squareRootImpact,
  volumeLimitedFills,
  volumeShareSlippage,
} from 'argosy/matching';

import { demo, quotesOf, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const market = `
  1 100.00 100.05 200
  2 100.10 100.15 200
  3 100.20 100.25 200`;

const models: Readonly<Record<string, VenueModels>> = {
  'no limit': {},
  'a tenth': { fills: volumeLimitedFills({ share: 0.1, roundToLot: true }) },
  'what is shown': { fills: sizeAwareFills({ rest: 'waits' }) },
  sweep: { fills: sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 }) },
  'share of volume': { slippage: volumeShareSlippage({ impact: 0.1, share: 0.25 }) },
  'square root': {
    slippage: squareRootImpact({ coefficient: 0.7, dailyVolume: 200_000, volatility: 0.02 }),
  },
};

class BuysOnce extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    this.data.unsubscribeQuotes(sbin.id); // the first one is enough
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(500), tag: '500' } as const;
    this.orders.submit(this.orders.market(of));
  }
}

export function runSizeAndImpact(): readonly Told[] {
  return Object.entries(models).map(([title, venue]) =>
    runAndTell(title, {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'buys', strategy: BuysOnce, account: demo.id }],
      venue,
    }),
  );
}
