import {
  arraySource,
  marginAccount,
  runBacktest,
  type BacktestConfig,
  type StrategyConfig,
} from 'argosy/backtest';
import {
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  money,
  toAccountId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
} from 'argosy/core';
import type { Bar, Instrument } from 'argosy/domain';

import type { DayPrices, DayRun } from './day-run.ts';
import { anInstrument } from './instrument.ts';
import { aBar } from './market-data.ts';

type Running = Pick<StrategyConfig, 'strategy' | 'parameters'>;

/** What a session run came to: a line for each fill. */
export type SessionRun = Pick<DayRun, 'fills' | 'events' | 'result'>;

const FIVE_MINUTES = 300 * MICROS_PER_SECOND;
/** Monday the second of November 2026, 09:15 in India. */
const firstOpen = Date.UTC(2026, 10, 2, 3, 45) * 1000;

/** The share that session runs trade: by NSE's hours, at a tick of one paisa. */
const sessionInstrument = anInstrument({
  tick: toPrice(1),
  calendar: toCalendarId('NSE'),
});

/**
 * Runs one strategy over sessions of five-minute bars that begin at 09:15 in India, on a margin account of a
 * million rupees without leverage. A fill reads `day 0 09:50 buy 10 @ 10100`.
 */
export function runInSessions(
  { strategy, parameters = {} }: Running,
  sessions: readonly (readonly DayPrices[])[],
  changes: Partial<BacktestConfig> = {},
): SessionRun {
  const bars = `${sessionInstrument.id}-5-MINUTE-LAST-EXTERNAL`;
  const rows = sessions.flatMap((prices, day) => prices.map((one, row) => barOf(one, day, row)));
  const given = { instrument: sessionInstrument.id, bars, ...parameters };
  return run(
    configOf([sessionInstrument], rows, { strategy, parameters: given }, changes),
    (at) => {
      const sinceFirst = at - firstOpen;
      const day = Math.floor(sinceFirst / MICROS_PER_DAY);
      const minutes = 9 * 60 + 15 + Math.floor((sinceFirst % MICROS_PER_DAY) / 60_000_000);
      const clock = [Math.floor(minutes / 60), minutes % 60].map((part) =>
        String(part).padStart(2, '0'),
      );
      return `day ${day} ${clock.join(':')}`;
    },
  );
}

/**
 * Runs one strategy over the closes of days of several shares, each day opening where the one before it
 * closed. A fill reads `day 6 A.X buy 10 @ 10100`.
 */
export function runOnBasket(
  { strategy, parameters = {} }: Running,
  closes: Readonly<Record<string, readonly number[]>>,
  changes: Partial<BacktestConfig> = {},
): SessionRun {
  const instruments = Object.keys(closes).map((id) =>
    anInstrument({ id: toInstrumentId(id), tick: toPrice(1) }),
  );
  const rows = Object.entries(closes).flatMap(([instrument, prices]) =>
    prices.map((close, day) =>
      aBar({
        instrument,
        spec: '1-DAY-LAST-EXTERNAL',
        open: prices[day - 1] ?? close,
        close,
        opensAt: day * MICROS_PER_DAY,
        at: (day + 1) * MICROS_PER_DAY,
      }),
    ),
  );
  rows.sort((one, other) => one.availableAt - other.availableAt);
  const config = configOf(instruments, rows, { strategy, parameters }, changes);
  return run(config, (at, instrument) => `day ${Math.floor(at / MICROS_PER_DAY)} ${instrument}`);
}

function barOf(prices: DayPrices, day: number, row: number): Bar {
  const opensAt = firstOpen + day * MICROS_PER_DAY + row * FIVE_MINUTES;
  const times = { opensAt, at: opensAt + FIVE_MINUTES };
  const bar = aBar({ ...prices, ...times, spec: '5-MINUTE-LAST-EXTERNAL' });
  return { ...bar, volume: toQuantity(1000) };
}

function configOf(
  instruments: readonly Instrument[],
  rows: readonly Bar[],
  { strategy, parameters = {} }: Running,
  changes: Partial<BacktestConfig>,
): BacktestConfig {
  return {
    instruments,
    sources: [arraySource('bars', rows)],
    accounts: [marginAccount(toAccountId('A1'), money(100_000_000n, toCurrency('INR')))],
    strategies: [{ id: 'one', strategy, parameters, account: 'A1' }],
    ...changes,
  };
}

function run(
  config: BacktestConfig,
  nameOf: (at: number, instrument: string) => string,
): SessionRun {
  const fills: string[] = [];
  const events: SessionRun['events'][number][] = [];
  const result = runBacktest(config, {
    fill: ({ request, fill }) => {
      const { side, instrument } = request;
      fills.push(`${nameOf(fill.at, instrument)} ${side} ${fill.qty} @ ${fill.price}`);
    },
    event: (event) => {
      if (event.kind === 'order') events.push(event);
    },
  });
  return { fills, events, result };
}
