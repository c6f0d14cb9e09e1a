import type { BacktestConfig, TimedCommand } from 'argosy/backtest';
import {
  alwaysOpen,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  money,
  toCalendarId,
  toCurrency,
  toMicros,
  toQuantity,
  toTimestamp,
  type InstrumentId,
  type Random,
  type SessionWindow,
} from 'argosy/core';
import type { StrategyClass } from 'argosy/engine';
import { sizeAwareFills } from 'argosy/matching';

import * as brokers from './hostile-broker.ts';
import * as data from './hostile-data.ts';
import { makeActions, pricedBehind } from './issuer-actions.ts';
import { restartingStrategy } from './restarting-strategy.ts';

/** What a scenario of a family does to a run. */
export type Hostility = {
  readonly spoil?: data.Spoil;
  /** Fields of the run that take the place of the ordinary ones. */
  readonly config?: Partial<BacktestConfig>;
  readonly line?: ReturnType<brokers.MakeLine>;
  /** What stands in the place of the strategy. */
  readonly strategy?: (type: StrategyClass) => StrategyClass;
  /** The cash of the account, in whole units. */
  readonly cash?: number;
  /** The calendar of every instrument. */
  readonly calendar?: string;
};

/** What a scenario knows of its run before it begins. */
export type Ground = brokers.Span & {
  readonly account: string;
  readonly shares: readonly InstrumentId[];
  readonly random: Random;
};

/** Scenarios of one kind. */
export type Family = {
  readonly name: string;
  /** What happens in them, in a sentence. */
  readonly about: string;
  /** Whether others make its position too: a broker that says what is not so, an issuer that splits. */
  readonly isPositionOthers?: boolean;
  /** How many scenarios it has; as most have unless told. */
  readonly count?: number;
  readonly make: (ground: Ground) => Hostility;
};

const spoiled = (name: string, about: string, spoil: data.Spoil, more: Hostility = {}): Family => ({
  name,
  about,
  make: () => ({ spoil, ...more }),
});
const behind = (name: string, about: string, line: brokers.MakeLine): Family => ({
  name,
  about,
  isPositionOthers: true,
  make: (ground) => ({ line: line(ground.random, ground) }),
});
const waiting = { venue: { fills: sizeAwareFills({ rest: 'waits' }) } };

/** How many scenarios a family has that differ little. */
const FEW = 4;

/** Every family. */
export const families: readonly Family[] = [
  spoiled('gaps', 'Prices jump up and down and stay there', data.gaps),
  spoiled('flash-crash', 'Prices fall to a third and are back a few rows later', data.flashCrash),
  {
    ...spoiled('split', 'Prices are those of after a split that nobody announced', data.split),
    count: FEW,
  },
  {
    name: 'actions',
    about: 'Issuers split their shares, give bonus shares, pay dividends',
    isPositionOthers: true,
    make: makeIssuers,
  },
  spoiled(
    'extreme-prices',
    'All prices are a few ticks, or thousands of millions',
    data.extremePrices,
  ),
  { ...spoiled('flat', 'Nothing moves at all', data.flat), count: FEW },
  spoiled('wild', 'Each row is far from the one before', data.wild),
  spoiled('missing', 'Stretches of data are not there', data.missing),
  spoiled('duplicates', 'Rows come twice and three times', data.duplicates),
  spoiled('late', 'Rows come later than they happened', data.late),
  spoiled('odd-quotes', 'Bid and ask are far apart, or have changed places', data.oddQuotes),
  spoiled('halts', 'The exchange halts trading and goes on', data.halts),
  spoiled('zero-liquidity', 'For stretches there is nothing to trade with', data.zeroLiquidity, {
    config: waiting,
  }),
  spoiled('partial-fills', 'Orders fill in small parts', data.thin, { config: waiting }),
  { name: 'sessions', about: 'Trading opens and closes by a calendar', make: makeSessions },
  behind('rejections', 'The broker refuses orders', brokers.rejections),
  behind('lost-answers', 'Answers of the broker are lost', brokers.lostAnswers),
  behind('late-fills', 'A fill comes after the cancel was confirmed', brokers.lateFills),
  behind('doubled-fills', 'Fills are told twice', brokers.doubledFills),
  behind('busts', 'The broker takes fills back', brokers.busts),
  behind('refused-cancels', 'Cancels and amendments are refused', brokers.refusedCancels),
  behind('disconnects', 'For a while nothing comes back from the broker', brokers.disconnects),
  {
    name: 'latency',
    about: 'Requests and reports take long, and differently so',
    make: makeLatency,
  },
  { name: 'account-halts', about: 'A person halts the account, or kills it', make: makeHalts },
  { name: 'limits', about: 'Limits and an empty purse stand in the way', make: makeLimits },
  {
    name: 'restarts',
    about: 'The strategy ends and begins anew in the middle',
    make: makeRestarts,
  },
];

function makeIssuers(ground: Ground): Hostility {
  const actions = makeActions(ground);
  return { spoil: pricedBehind(actions), config: { actions } };
}

/** Trading breaks off every few minutes, or hours, and the run ends somewhere in it. */
function makeSessions({ random, from, until }: Ground): Hostility {
  const cut = until - Math.floor(((until - from) / 2) * random.nextFloat());
  const step = Math.max(MICROS_PER_SECOND, Math.min(MICROS_PER_DAY, until - from) / 12);
  const windows: SessionWindow[] = [];
  for (let at = 0; at < MICROS_PER_DAY && windows.length < WINDOWS_MAX;) {
    const end = Math.min(MICROS_PER_DAY, at + step * (0.5 + random.nextFloat()));
    const [fromMicros, untilMicros] = [toMicros(Math.floor(at)), toMicros(Math.floor(end))];
    windows.push({ phase: 'open', fromMicros, untilMicros });
    at = end + step * random.nextFloat() + MICROS_PER_SECOND;
  }
  const { offsets } = alwaysOpen;
  const week = {
    1: windows,
    2: windows,
    3: windows,
    4: windows,
    5: windows,
    6: windows,
    7: windows,
  };
  const id = toCalendarId('BROKEN');
  const calendar = { id, offsets, week, holidays: [], specials: {} };
  return { calendar: id, config: { calendars: [calendar], until: toTimestamp(cut) } };
}

/** How many sessions a made-up day has, at most. */
const WINDOWS_MAX = 200;

function makeLatency({ random }: Ground): Hostility {
  const delay = (): ReturnType<typeof toMicros> =>
    toMicros(random.nextInt(120) * MICROS_PER_SECOND + random.nextInt(MICROS_PER_SECOND));
  const latency = {
    insert: delay(),
    amend: delay(),
    cancel: delay(),
    report: delay(),
    jitter: delay(),
  };
  return { config: { venue: { latency } } };
}

function makeHalts({ random, from, until, account }: Ground): Hostility {
  const instants = Array.from({ length: 4 }, () =>
    toTimestamp(from + Math.floor((until - from) * random.nextFloat())),
  ).sort((one, other) => one - other);
  const isKilled = random.nextInt(3) === 0;
  const commands = instants.map((at, place): TimedCommand => {
    if (isKilled && place === 2) return { at, type: 'kill', account, reason: 'torture' };
    const closed = random.nextInt(3) === 0 ? 'REDUCING' : 'HALTED';
    const state = place % 2 === 0 ? closed : 'ACTIVE';
    return { at, type: 'setState', account, state, reason: 'torture' };
  });
  return { config: { commands } };
}

function makeLimits({ random }: Ground): Hostility {
  const isPoor = random.nextInt(2) === 0;
  const cash = isPoor ? random.nextInt(2_000) : 1_000_000;
  const maxOrderQty = toQuantity(10 ** (2 + random.nextInt(6)));
  const maxDailyLoss = money(BigInt(1 + random.nextInt(500_000)), toCurrency('USD'));
  return { cash, config: { limits: { maxOrderQty, maxDailyLoss } } };
}

function makeRestarts({ random }: Ground): Hostility {
  return { strategy: (type) => restartingStrategy(type, random) };
}
