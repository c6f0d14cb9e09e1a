import { ledgerScales, type TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import { sizeAwareFills, type FedBy } from 'argosy/matching';
import type { FeedKind } from '@argosy/bridge';

import { SimAdapter, type PulledFeed } from './adapter/sim-adapter.ts';
import { paperCapabilities } from './capabilities.ts';
import { indianCharges } from './exchange/indian-charges.ts';
import { PaperExchange } from './exchange/paper-exchange.ts';
import type { SimClock } from './sim-clock.ts';
import { intradayLeverage, marginPart, nearby, type SimOptions } from './sim-options.ts';

/** A broker on paper, on anybody's feed. */
export type PaperOptions = SimOptions & {
  readonly clock: SimClock;
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
  /** What the feed brings; quotes, trades and index prices unless told. */
  readonly feed?: { readonly kinds: readonly FeedKind[]; readonly depthLevels: number };
  /** Which of it sets the price: quotes, beside which trades fill limits, unless told. */
  readonly fedBy?: FedBy | ((instrument: Instrument) => FedBy);
  readonly seed?: number | string;
  /** Prices that come as the clock's time goes by; none unless told, they are brought by `offer`. */
  readonly pulled?: PulledFeed;
};

/**
 * Trading on paper: orders are matched here, by the prices that `offer` is given of any feed.
 *
 * @example
 * const paper = paperBroker({ clock, instruments, calendars });
 * await live.start({ ...listener, onData: (rows) => paper.offer(rows) }, call);
 */
export function paperBroker(options: PaperOptions): SimAdapter {
  const { clock, calendars, name = 'paper', leverage = intradayLeverage } = options;
  const { fedBy = 'quotesAndTrades', seed = 'paper' } = options;
  const { feed = { kinds: ['quote', 'trade', 'index'], depthLevels: 0 } } = options;
  const scales = options.scales ?? ledgerScales({});
  const fills = sizeAwareFills({ rest: 'waits' });
  const models = { fees: indianCharges('zerodha'), latency: nearby, fills, ...options.models };
  const exchange = new PaperExchange({ ...options, calendars, models, fedBy, seed, scales });
  const { instruments } = exchange;
  const adapter: SimAdapter = new SimAdapter({
    name,
    clock,
    exchange,
    capabilities: paperCapabilities(feed, options),
    feed: options.pulled ?? null,
    history: null,
    instruments: null,
    margin: marginPart(
      {
        instruments,
        scales,
        fees: models.fees,
        leverage,
        priceOf: (id, side) => adapter.priceOf(id, side),
      },
      clock,
    ),
  });
  return adapter;
}
