import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from 'argosy/core';

import { marketCalendars } from '../../rules/calendars-file.ts';
import { isNewYorkSummer } from '../../rules/new-york-time.ts';
import { intakeError } from '../intake-errors.ts';

/** From when to when something trades, in microseconds. */
export type Open = { readonly from: number; readonly until: number };

/** When a market trades. */
export type Hours = {
  /** The day of an instant by the market's clock. */
  dayOf(at: number): number;
  /** The stretches in which orders trade as they come, by day; null where nobody knows them. */
  openOn(day: number): readonly Open[] | null;
};

const halfHours = 30 * MICROS_PER_MINUTE;
const utc: Hours = { dayOf: (at) => Math.floor(at / MICROS_PER_DAY), openOn: () => null };

/**
 * The hours of a market by its dated rules, `nse` or `nyse`, whatever the case; of one that has none every day
 * is unknown.
 */
export function hoursOf(market: string | null): Hours {
  if (market === null) return utc;
  const calendars = marketCalendars();
  const id = market.toLowerCase();
  if (!calendars.ids.includes(id)) {
    const known = calendars.ids.join(', ');
    throw intakeError('INTAKE_BAD_JOB', `calendar ${market}, expected one of ${known}`);
  }
  const zone = calendars.zoneOf(id);
  const aheadOn = (day: number): number => {
    if (zone === 'india') return 5 * MICROS_PER_HOUR + halfHours;
    if (zone === 'utc') return 0;
    return (isNewYorkSummer(day) ? -4 : -5) * MICROS_PER_HOUR;
  };
  const dayOf = (at: number): number => {
    const rough = Math.floor(at / MICROS_PER_DAY);
    return Math.floor((at + aheadOn(rough)) / MICROS_PER_DAY);
  };
  const openOn = (day: number): readonly Open[] | null => {
    const answer = calendars.on(id, day);
    if (!answer.known) return null;
    const midnight = day * MICROS_PER_DAY - aheadOn(day);
    return answer.value.windows
      .filter(({ phase }) => phase === 'open')
      .map(({ from, until }) => ({ from: midnight + clock(from), until: midnight + clock(until) }));
  };
  return { dayOf, openOn };
}

/** The market that an instrument's exchange goes by; null where no rules are known of it. */
export function marketOf(instrument: string): string | null {
  const exchange = instrument.slice(instrument.lastIndexOf('.') + 1).toLowerCase();
  return marketCalendars().ids.includes(exchange) ? exchange : null;
}

function clock(text: string): number {
  const [hours = '0', minutes = '0'] = text.split(':');
  return Number(hours) * MICROS_PER_HOUR + Number(minutes) * MICROS_PER_MINUTE;
}
