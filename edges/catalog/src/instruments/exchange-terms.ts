import { assert } from 'argosy/core';

/** What holds for a whole exchange. */
export type ExchangeTerms = {
  readonly currency: string;
  /** Where what its contracts are on is listed. */
  readonly cash: string;
  /** When contracts end on their last day, in minutes of the day in UTC; null where there are none. */
  readonly ends: readonly DatedMinute[] | null;
};

type DatedMinute = { readonly from: number; readonly minute: number };

const INDIA_MINUTES = 5 * 60 + 30;
const always = Number.NEGATIVE_INFINITY;
/** 3 August 2026: futures and options on shares trade ten minutes longer (NSE circular 74/2026). */
const LONGER_FROM = 20_668;

const shares: readonly DatedMinute[] = [
  { from: always, minute: 15 * 60 + 30 - INDIA_MINUTES },
  { from: LONGER_FROM, minute: 15 * 60 + 40 - INDIA_MINUTES },
];
/** Currency contracts end at 12:30, two working days before they are settled. */
const currencies: readonly DatedMinute[] = [{ from: always, minute: 12 * 60 + 30 - INDIA_MINUTES }];
const metals: readonly DatedMinute[] = [{ from: always, minute: 23 * 60 + 30 - INDIA_MINUTES }];
const crops: readonly DatedMinute[] = [{ from: always, minute: 17 * 60 - INDIA_MINUTES }];

const rupees = 'INR';
const dollars = 'USD';
const terms: ReadonlyMap<string, ExchangeTerms> = new Map<string, ExchangeTerms>([
  ['NSE', { currency: rupees, cash: 'NSE', ends: null }],
  ['NFO', { currency: rupees, cash: 'NSE', ends: shares }],
  ['BSE', { currency: rupees, cash: 'BSE', ends: null }],
  ['BFO', { currency: rupees, cash: 'BSE', ends: shares }],
  ['CDS', { currency: rupees, cash: 'CDS', ends: currencies }],
  ['BCD', { currency: rupees, cash: 'BCD', ends: currencies }],
  ['MCX', { currency: rupees, cash: 'MCX', ends: metals }],
  ['NCDEX', { currency: rupees, cash: 'NCDEX', ends: crops }],
  ['DEMO', { currency: rupees, cash: 'DEMO', ends: [{ from: always, minute: 10 * 60 }] }],
  ['NYSE', { currency: dollars, cash: 'NYSE', ends: null }],
  ['NASDAQ', { currency: dollars, cash: 'NASDAQ', ends: null }],
]);

/** The exchanges whose terms are known; an instrument of another could not be traded. */
export const knownExchanges: readonly string[] = [...terms.keys()];

/** The terms of an exchange that is known. */
export function termsOf(exchange: string): ExchangeTerms {
  const known = terms.get(exchange);
  assert(known !== undefined, `exchange ${exchange} is not one of ${knownExchanges.join(', ')}`);
  return known;
}

/** When contracts of an exchange that end on a day do, in minutes of that day in UTC. */
export function endMinute(exchange: string, day: number): number {
  const end = termsOf(exchange).ends?.findLast(({ from }) => day >= from);
  assert(end !== undefined, `exchange ${exchange} has no contracts`);
  return end.minute;
}
