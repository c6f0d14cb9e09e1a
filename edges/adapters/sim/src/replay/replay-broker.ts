import type { Timestamp } from 'argosy/core';
import type { ReplaySource } from '@argosy/bridge';

import type { SimAdapter } from '../adapter/sim-adapter.ts';
import { paperBroker, type PaperOptions } from '../paper-broker.ts';
import { RecordedFeed } from './recorded-feed.ts';
import { ReplayClock } from './replay-clock.ts';
import { ReplayControl } from './replay-control.ts';

/** As deep as any feed of brokers is: how deep a recording is it does not say. */
const DEPTH_LEVELS = 20;

/** A recorded market that is traded on paper. */
export type ReplayBrokerOptions = Omit<PaperOptions, 'pulled'> & {
  readonly source: ReplaySource;
  /** Where its time begins: at the last instant of the journal, after a restart. */
  readonly from: Timestamp;
  /** How much faster it goes by than the clock. */
  readonly speed: number;
};

/** What it comes with. */
export type ReplayBroker = {
  readonly adapter: SimAdapter;
  /** The time that it lives in: the shard that trades there has to go by it. */
  readonly clock: ReplayClock;
  readonly feed: RecordedFeed;
  /** By which people hold it, hurry it and let it skip. */
  readonly control: ReplayControl;
  /** Time begins: once everybody listens, or what came before that would be missed. */
  readonly begin: () => void;
};

/**
 * Trading on paper in a market of the past, as fast as one likes.
 *
 * @example
 * const { adapter, clock, begin } = replayBroker({ source, from, speed: 10, clock: machineClock(), instruments, calendars });
 */
export function replayBroker(options: ReplayBrokerOptions): ReplayBroker {
  const { source, from, speed } = options;
  const feed = new RecordedFeed(source, from);
  const clock = new ReplayClock(options.clock, feed, { from, speed });
  const adapter = paperBroker({
    feed: { kinds: ['quote', 'trade', 'book', 'index'], depthLevels: DEPTH_LEVELS },
    ...options,
    name: options.name ?? 'replay',
    clock,
    pulled: feed,
  });
  return {
    adapter,
    clock,
    feed,
    control: new ReplayControl(clock, feed),
    begin: () => clock.begin(),
  };
}
