import { formatDay } from 'argosy/core';

import {
  chargeDays,
  chargesOn,
  type Brokerage,
  type ChargeItem,
  type ChargeMarket,
  type ChargeSegment,
  type ChargesOfDay,
} from './charge-rules.ts';
import { notKnown, type Answer } from './dated-rules.ts';

/** Fees as a run file writes them under `venue.fees`: plain data, resolved from the dated rules. */
export type PlainFees = Readonly<Record<string, unknown>>;

/** What becomes of fills after the last day that is known. */
export type AfterKnown = 'refuse' | 'keepLast';

/** A step, from the beginning of a day of the market. */
type Step = { readonly from: string; readonly fee: PlainFees };

/**
 * The charges of a market with a broker as fees of a simulated venue: each fill is charged by the
 * rules of its day, in the lines of a contract note, and a fill on a day that is not known ends the
 * run. Lines are rounded for each fill; a note rounds them once, and STT to the rupee.
 */
export function chargesAsFees(
  market: ChargeMarket,
  { broker, afterKnown }: { readonly broker: string; readonly afterKnown: AfterKnown },
): Answer<PlainFees> {
  const rows = market.segments
    .filter(({ exchanges }) => exchanges.length > 0)
    .flatMap((segment) => rowOf(market, segment, { broker, afterKnown }));
  if (rows.length > 0) return { known: true, value: { model: 'table', rows } };
  return notKnown(`${market.name} with ${broker}: expected ${market.brokers.join(', ')}`);
}

/** The segment that charges an instrument, whatever an order for it is for. */
export function segmentFor(
  market: ChargeMarket,
  { exchange, kind }: { readonly exchange: string; readonly kind: string },
): ChargeSegment | null {
  const fits = ({ exchanges, kinds }: ChargeSegment): boolean =>
    exchanges.includes(exchange) && kinds.includes(kind);
  return market.segments.find(fits) ?? null;
}

function rowOf(
  market: ChargeMarket,
  segment: ChargeSegment,
  { broker, afterKnown }: { readonly broker: string; readonly afterKnown: AfterKnown },
): readonly PlainFees[] {
  const { steps, until } = stepsOf(market, { segment: segment.name, broker });
  if (steps.length === 0) return [];
  const end = until === null || afterKnown === 'keepLast' ? {} : { until };
  const { exchanges, kinds, products } = segment;
  const fee = { model: 'byDate', ...end, steps };
  return [{ exchanges, kinds, ...(products === null ? {} : { products }), fee }];
}

/** The steps of the latest stretch of days that is known without a gap, and the day it ends. */
function stepsOf(
  market: ChargeMarket,
  of: { readonly segment: string; readonly broker: string },
): { readonly steps: readonly Step[]; readonly until: string | null } {
  const instantOf = (day: number): string => `${formatDay(day)}T00:00:00${market.zone}`;
  let steps: Step[] = [];
  let until: string | null = null;
  for (const day of chargeDays(market, of)) {
    const charges = chargesOn(market, of, day);
    if (charges.known) {
      if (until !== null) steps = [];
      until = null;
      steps.push({ from: instantOf(day), fee: feeOf(charges.value) });
    } else if (steps.length > 0) until ??= instantOf(day);
  }
  return { steps, until };
}

function feeOf({ brokerage, items }: ChargesOfDay): PlainFees {
  const names = ['brokerage', ...items.map(({ value }) => value.item)];
  const lines = [
    { name: 'brokerage', fee: brokerageFee(brokerage.value) },
    ...items.map(({ value }) => lineOf(value, names)),
  ];
  return { model: 'lines', lines };
}

function brokerageFee({ percent, least, most }: Brokerage): PlainFees {
  return {
    model: 'percent',
    rate: percent,
    ...(least === null ? {} : { min: least }),
    ...(most === null ? {} : { max: most }),
  };
}

function lineOf({ item, side, basis }: ChargeItem, names: readonly string[]): PlainFees {
  const paid = { name: item, ...(side === null ? {} : { side }) };
  switch (basis.type) {
    case 'items':
      return { ...paid, percent: basis.percent, of: basis.of.filter((one) => names.includes(one)) };
    case 'unit': {
      const bound = basis.most === null ? {} : { max: basis.most };
      return { ...paid, fee: { model: 'perShare', amount: basis.amount, ...bound } };
    }
    case 'value':
      return { ...paid, fee: { model: 'percent', rate: basis.percent } };
  }
}
