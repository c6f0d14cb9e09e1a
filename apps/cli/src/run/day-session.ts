import type { CsvLayout } from '@argosy/catalog';
import { calendarsOf, type TextFile } from 'argosy/backtest';
import { ArgosyError, SessionClock, type TradingCalendar } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

/** What a file's rows may be of. */
type Market = {
  readonly instruments: readonly Instrument[];
  readonly calendars?: readonly TradingCalendar[];
};

/**
 * Whose sessions the days of a file are: the calendar of its instruments, where the run file does not
 * say that days go by the clock. Undefined where no row names a day alone.
 */
export function daySessionOf(
  { days, file }: Pick<TextFile, 'days' | 'file'>,
  layout: CsvLayout | undefined,
  market: Market,
): SessionClock | undefined {
  if (days === 'midnights' || layout?.kind !== 'bar' || layout.time.is !== 'day') return undefined;
  const [id, ...others] = new Set(instrumentsOf(layout, market).map(({ calendar }) => calendar));
  if (others.length > 0) {
    const detail = `the days of ${file} are sessions of ${[id, ...others].join(' and ')}`;
    throw new ArgosyError('BAD_SOURCE', `${detail}; give each a file, or say days: midnights`);
  }
  const calendar = id === undefined ? undefined : calendarsOf(market).get(id);
  return calendar === undefined ? undefined : new SessionClock(calendar);
}

function instrumentsOf({ instrument }: CsvLayout, { instruments }: Market): readonly Instrument[] {
  if (!('id' in instrument)) return instruments;
  return instruments.filter(({ id }) => id === instrument.id);
}
