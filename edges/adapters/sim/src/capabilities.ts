import { defaultOrderMatrix } from 'argosy/risk';
import {
  unlimited,
  type BrokerCapabilities,
  type ExecutionAbility,
  type MarketDataAbility,
  type RateLimits,
} from '@argosy/bridge';

import { MARGIN_LEGS_MAX } from './adapter/margin-estimates.ts';
import { demoHistoryAbility } from './demo/history-answers.ts';

/** How many effects may wait to leave, where the broker is told to limit them. */
const WAITING_MAX = 10_000;
/** How many subscriptions may be in force: some of each of 20,000 instruments. */
const SUBSCRIPTIONS_MAX = 100_000;

function executionAbility(limits: RateLimits, waitingMax: number): ExecutionAbility {
  return {
    orders: defaultOrderMatrix,
    amends: ['qty', 'limit', 'trigger'],
    areIdsGivenBack: true,
    limits,
    waitingMax,
  };
}

const accounts: BrokerCapabilities['accounts'] = {
  queries: ['orders', 'fills', 'positions', 'funds', 'order'],
  limits: unlimited,
};
const margin: BrokerCapabilities['margin'] = { legsMax: MARGIN_LEGS_MAX, limits: unlimited };

/** What differs between simulated brokers. */
export type AbilityChanges = {
  /** Submits, amendments and cancels together; unlimited unless told. */
  readonly limits?: RateLimits;
  readonly waitingMax?: number;
  readonly subscriptionsMax?: number;
};

/** What the demo exchange can do. */
export function demoCapabilities(depthLevels: number, changes: AbilityChanges): BrokerCapabilities {
  const { limits = unlimited, waitingMax = WAITING_MAX } = changes;
  const { subscriptionsMax = SUBSCRIPTIONS_MAX } = changes;
  const kinds: MarketDataAbility['kinds'] = ['quote', 'trade', 'book', 'index'];
  return {
    marketData: { kinds, subscriptionsMax, depthLevels, sequence: 'dense' },
    execution: executionAbility(limits, waitingMax),
    accounts,
    history: demoHistoryAbility,
    instruments: { source: 'argosy' },
    margin,
    session: false,
  };
}

/** What a broker on paper can do, with what the feed behind it brings. */
export function paperCapabilities(
  feed: Pick<MarketDataAbility, 'kinds' | 'depthLevels'>,
  changes: AbilityChanges,
): BrokerCapabilities {
  const { limits = unlimited, waitingMax = WAITING_MAX } = changes;
  const { subscriptionsMax = SUBSCRIPTIONS_MAX } = changes;
  return {
    marketData: { ...feed, subscriptionsMax, sequence: 'dense' },
    execution: executionAbility(limits, waitingMax),
    accounts,
    history: null,
    instruments: null,
    margin,
    session: false,
  };
}
