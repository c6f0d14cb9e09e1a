import type { TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import type { Fields } from './fields.ts';
import { readAll, type ReadAll } from './read-all.ts';
import { readCalendar } from './read-calendar.ts';
import { readInstrument } from './read-instrument.ts';

/** What is listed, and hours of trading beside those that everybody knows. */
export type Listed = {
  readonly instruments: readonly Instrument[];
  readonly calendars: readonly TradingCalendar[];
};

/**
 * Reads the `instruments` and `calendars` of a run file from plain data that has nothing else: what is traded where no
 * run is made. Every mistake is told at once.
 */
export function readListed(value: unknown): ReadAll<Listed> {
  return readAll(value, readBoth);
}

function readBoth(fields: Fields): Listed {
  const instruments = fields.some('instruments').map(readInstrument);
  const calendars = fields.list('calendars').map(readCalendar);
  fields.finish();
  return { instruments, calendars };
}
