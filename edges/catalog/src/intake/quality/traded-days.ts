import { hoursOf, marketOf } from './day-hours.ts';

/** Whether an instrument is traded on a day, by the rules of its exchange; null where none are known. */
export type TradedOn = (day: number) => boolean | null;

/**
 * The days on which an instrument is traded, counted from 1970.
 *
 * @example
 * const isTraded = tradedDays('SBIN.NSE');
 * isTraded(20_778); // a Sunday: false
 */
export function tradedDays(instrument: string): TradedOn {
  const hours = hoursOf(marketOf(instrument));
  return (day) => {
    const open = hours.openOn(day);
    return open === null ? null : open.length > 0;
  };
}
