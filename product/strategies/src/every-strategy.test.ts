import { aBar, aQuote, aStatus, dayBars, dayInstrument } from '@argosy/testkit';
import {
  arraySource,
  marginAccount,
  runBacktest,
  type BacktestConfig,
  type Source,
  type StrategyConfig,
} from 'argosy/backtest';
import { MICROS_PER_DAY, money, toAccountId, toCurrency, toMicros, toTimestamp } from 'argosy/core';
import { noLatency, volumeLimitedFills } from 'argosy/matching';
import { describe, expect, test } from 'vitest';

import { BollingerBounce } from './bollinger-bounce.ts';
import { EmaCross } from './ema-cross.ts';
import { EmaCrossBars } from './ema-cross-bars.ts';
import { RsiBreakout } from './rsi-breakout.ts';

/** A strategy, and closes of days on the last of which it buys. */
type Subject = {
  readonly name: string;
  readonly strategy: StrategyConfig['strategy'];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly rise: readonly number[];
  /** The day it buys on once more where `rise` has fallen and risen again. */
  readonly again: number;
  readonly atStop: 'cancel' | 'keep';
  readonly isOnQuotes?: boolean;
};

const emas = { fast: 1, slow: 2 };
const breakout = { period: 2, entry: 60, exit: 45, channel: 3, atrPeriod: 2, stopAtrs: 2 };
const bounce = { period: 4, deviations: 1, stopWidths: 0.5 };

const onCross = { rise: [10_000, 10_000, 10_100], again: 9, atStop: 'keep' } as const;
const rsiBreakout: Subject = {
  name: 'RsiBreakout',
  strategy: RsiBreakout,
  parameters: { ...breakout, quantity: '10' },
  rise: [10_000, 10_010, 9_990, 9_980, 9_970, 10_100],
  again: 15,
  atStop: 'cancel',
};
const subjects: readonly Subject[] = [
  {
    name: 'EmaCross',
    strategy: EmaCross,
    parameters: { ...emas, quantity: '10' },
    isOnQuotes: true,
    ...onCross,
  },
  {
    name: 'EmaCrossBars',
    strategy: EmaCrossBars,
    parameters: { ...emas, percent: 50 },
    ...onCross,
  },
  rsiBreakout,
  {
    name: 'BollingerBounce',
    strategy: BollingerBounce,
    parameters: { ...bounce, quantity: '10' },
    rise: [10_000, 10_000, 10_000, 10_000, 9_800, 9_850],
    again: 11,
    atStop: 'cancel',
  },
];

const HOUR = MICROS_PER_DAY / 24;
const afterHours = (hours: number) => toTimestamp(hours * HOUR);
/** Longer than a bar, so that it counts beside bars too. */
const insert = toMicros(25 * HOUR);

/** Each day opens where the one before it closed; on quotes there is one at the end of each. */
function rowsOf(isOnQuotes: boolean, closes: readonly number[], weekendFrom = Infinity): Source {
  const rows = closes.map((close, place) => {
    const opensAt = (place < weekendFrom ? place : place + 2) * MICROS_PER_DAY;
    const at = opensAt + MICROS_PER_DAY;
    const open = closes[place - 1] ?? close;
    if (isOnQuotes) return aQuote({ at, bid: close, ask: close });
    return aBar({ open, close, opensAt, at, spec: '1-DAY-LAST-EXTERNAL' });
  });
  return arraySource('days', rows);
}

function configOf(
  { strategy, parameters, isOnQuotes = false }: Subject,
  source: Source,
  changes: Partial<BacktestConfig> = {},
): BacktestConfig {
  const given = { instrument: dayInstrument.id, ...(isOnQuotes ? {} : { bars: dayBars }) };
  const one = { id: 'one', strategy, parameters: { ...given, ...parameters }, account: 'A1' };
  const balance = money(100_000_000n, toCurrency('INR'));
  return {
    instruments: [dayInstrument],
    sources: [source],
    accounts: [marginAccount(toAccountId('A1'), balance)],
    strategies: [one],
    ...changes,
  };
}

/** What becomes of the market orders of a run, and which others are rejected, with the days. */
function play(config: BacktestConfig): readonly string[] {
  const lines: string[] = [];
  const atMarket = new Set<string>();
  runBacktest(config, {
    event: (event) => {
      if (event.kind !== 'order') return;
      const { change, order, at } = event;
      if (change.type === 'initialized' && change.request.terms.type === 'market') {
        atMarket.add(order);
      }
      const day = Math.floor((at / MICROS_PER_DAY) * 10) / 10;
      const isTold = atMarket.has(order) && told.has(change.type);
      if (isTold || change.type === 'rejected') lines.push(`${day} ${change.type}`);
    },
  });
  return lines;
}

const told: ReadonlySet<string> = new Set([
  'initialized',
  'denied',
  'rejected',
  'filled',
  'canceled',
  'expired',
]);

/** An instrument that is closed between two instants. */
const closedFor = (from: number, until: number): Source => {
  const closed = aStatus({ at: afterHours(from), state: 'closed' });
  return arraySource('status', [closed, aStatus({ at: afterHours(until), state: 'open' })]);
};

describe.each(subjects)('$name', (subject) => {
  const { rise, isOnQuotes = false, again } = subject;
  const last = rise.at(-1) ?? 0;
  const fall = rise.map((price) => price - 400);
  /** It stays up for three days, falls, and rises again. */
  const days = rowsOf(isOnQuotes, [...rise, last, last, last, ...fall, ...rise, 10_200]);
  const day = rise.length;

  test('waits for its next signal where the warm-up ends after one', () => {
    const warmUpUntil = afterHours(24 * day + 1);
    const warmed = play(configOf(subject, days, { warmUpUntil }));
    expect(warmed.slice(0, 4)).toEqual([
      `${day} initialized`,
      `${day} denied`,
      `${again} initialized`,
      `${again} filled`,
    ]);
  });

  test('waits for its next signal where the venue rejects its order', () => {
    const sources = [days, closedFor(24 * day + 24.5, 24 * day + 25.5)];
    const venue = { latency: { ...noLatency, insert } };
    const lines = play(configOf(subject, days, { sources, venue }));
    expect(lines.slice(0, 3)).toEqual([
      `${day} initialized`,
      `${day + 1} rejected`,
      `${again} initialized`,
    ]);
  });

  test('has its order filled after days without prices', () => {
    const weekend = rowsOf(isOnQuotes, [...rise, last], rise.length);
    const filledAt = isOnQuotes ? day : day + 2;
    expect(play(configOf(subject, weekend))).toEqual([`${day} initialized`, `${filledAt} filled`]);
  });

  test('leaves or cancels its order when it is stopped, as it promises', () => {
    // Between bars nothing fills; at a quote one unit does, and the rest of the order stays open.
    const venue = { fills: volumeLimitedFills({ share: 0.01, roundToLot: false }) };
    const lines = play(configOf(subject, rowsOf(isOnQuotes, rise), { venue }));
    const filled = isOnQuotes ? [`${day} filled`] : [];
    const canceled = subject.atStop === 'cancel' ? [`${day} canceled`] : [];
    expect(lines).toEqual([`${day} initialized`, ...filled, ...canceled]);
  });
});

describe.each(subjects.filter(({ atStop }) => atStop === 'cancel'))('$name', (subject) => {
  const { rise, parameters } = subject;
  const day = rise.length;

  test('keeps its order when it is stopped, where it is told to', () => {
    const keeping = { ...subject, parameters: { ...parameters, atStop: 'keep' } };
    expect(play(configOf(keeping, rowsOf(false, rise)))).toEqual([`${day} initialized`]);
  });

  test('closes what it holds where the venue rejects its stop', () => {
    // Orders take 25 hours and cancels three days: the entry fills 33 hours after the close, at a
    // point of the next bar but one, and its stop comes to the venue 25 hours later.
    const arrivesAt = 24 * day + 32 + 25;
    const calm = rowsOf(false, [...rise, ...Array.from(rise, () => rise.at(-1) ?? 0)]);
    const latency = { ...noLatency, insert, cancel: toMicros(3 * MICROS_PER_DAY) };
    const sources = [calm, closedFor(arrivesAt - 0.5, arrivesAt + 0.5)];
    const lines = play(configOf(subject, calm, { sources, venue: { latency } }));
    expect([...new Set(lines)]).toEqual([
      `${day} initialized`,
      `${day + 1.3} filled`,
      `${day + 2.3} rejected`,
      `${day + 2.3} initialized`,
      `${day + 3.6} filled`,
    ]);
  });
});

test('RsiBreakout closes its position after days without prices', () => {
  const closes = [...rsiBreakout.rise, 10_150, 10_200, 10_190, 10_150, 10_140];
  expect(play(configOf(rsiBreakout, rowsOf(false, closes, 10)))).toEqual([
    '6 initialized',
    '6 filled',
    '10 initialized',
    '12 filled',
  ]);
});
