import {
  knownCalendars,
  ledgerScales,
  SessionClock,
  type CalendarId,
  type LedgerScales,
  type TradingCalendar,
} from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import type { FedBy } from 'argosy/matching';
import type { ReturnOptions } from 'argosy/quant';
import { defaultLimits, type RiskLimits } from 'argosy/risk';

import { checkWhole } from './checks/check-config.ts';
import { configError, Mistakes } from './checks/mistakes.ts';
import type { BacktestConfig } from './config.ts';
import { resolveLimits } from './given-limits.ts';
import { RunData } from './run-data.ts';
import { withSeries } from './series/with-series.ts';
import { makeStrategies, planSeats, type PlannedSeat } from './seats.ts';
import { yearOf } from './trading-year.ts';

/** A configuration that has been looked over and resolved. */
export type Setup = {
  /** The configuration with an instrument and a source for each of its series. */
  readonly config: BacktestConfig;
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  /** The same as they were given, by id: what the card says of them. */
  readonly calendarsAsGiven: ReadonlyMap<CalendarId, TradingCalendar>;
  /** The clock that days of equity and of limits go by: that of the first instrument. */
  readonly dayClock: SessionClock | undefined;
  readonly scales: LedgerScales;
  /** The limits that hold: those given over the ones that hold for everyone. */
  readonly limits: RiskLimits;
  readonly seats: readonly PlannedSeat[];
  /** What the sources say they bring. */
  readonly data: RunData;
  /** What moves the venue's price of each instrument. */
  readonly fedBy: readonly FedBy[];
  /** How the figures of days become those of a year. */
  readonly statistics: Required<ReturnOptions>;
};

/** Looks a configuration over; throws one error that names every mistake. */
export function resolveConfig(given: BacktestConfig): Setup {
  const mistakes = new Mistakes();
  checkWhole(given, mistakes);
  if (!mistakes.areSound('')) throw configError(mistakes.list);
  const made = makeStrategies(given, mistakes);
  if (mistakes.list.length > 0) throw configError(mistakes.list);
  const config = withSeries(given);
  const seats = planSeats(config, made);
  const instruments = new InstrumentTable(config.instruments);
  const calendarsAsGiven = calendarsOf(config);
  const calendars = clocksOf(calendarsAsGiven);
  const [first] = instruments.all;
  const data = new RunData(config.sources, config.venue);
  const fedBy = instruments.all.map(({ id }) => data.fedBy(id));
  return {
    config,
    instruments,
    calendars,
    dayClock: first === undefined ? undefined : calendars.get(first.calendar),
    calendarsAsGiven,
    scales: ledgerScales(config.ledgerScales ?? {}),
    limits: limitsOf(config, fedBy),
    statistics: yearOf(config, calendarsAsGiven),
    seats,
    data,
    fedBy,
  };
}

/** The calendars that instruments may name: ours, and those of the configuration. */
export function calendarsOf({
  calendars = [],
}: Pick<BacktestConfig, 'calendars'>): ReadonlyMap<CalendarId, TradingCalendar> {
  return new Map([...knownCalendars, ...calendars].map((calendar) => [calendar.id, calendar]));
}

function clocksOf(calendars: Setup['calendarsAsGiven']): Setup['calendars'] {
  return new Map([...calendars].map(([id, calendar]) => [id, new SessionClock(calendar)]));
}

/** An order decided on a day's last bar waits for the next open; the venue decides what may wait. */
function limitsOf({ limits = {} }: BacktestConfig, fedBy: readonly FedBy[]): RiskLimits {
  const outsideSession = fedBy.includes('bars') ? 'allow' : 'refuse';
  return resolveLimits(limits, { ...defaultLimits, outsideSession });
}
