import { MICROS_PER_HOUR, formatScaled } from 'argosy/core';
import { computeTradeQuality, computeTradeStatistics } from 'argosy/quant';

import type { FoldedTrip, SheetFacts } from '../fold/sheet-facts.ts';
import type { Figure, Part, SheetExcursions, SheetTrade, SheetTrades } from '../sheet.ts';
import { distributionOf } from './distribution.ts';
import { absent, amountText, figureOf, instantText, numberOf } from './sheet-text.ts';

/** How many of the best and of the worst trades are told. */
const EXTREMES = 5;
/** How many trades a cloud of excursions shows. */
const CLOUD_MAX = 600;

/** A trip whose net is known in the currency of the sheet. */
type Counted = FoldedTrip & { readonly netInSheet: bigint };

const excursionConvention =
  'gain before charges at marks on the way, on bars at the low and high of each whole bar; in the currency of the sheet';

/** The round trips that ended. */
export function tradesOf(facts: SheetFacts): Part<SheetTrades> {
  const trips = countedOf(facts);
  const { scale, open } = facts;
  if (trips.length === 0) {
    return absent(open > 0 ? 'no position has been closed yet' : 'nothing was traded');
  }
  const unit = 10 ** scale;
  const nets = trips.map(({ netInSheet }) => Number(netInSheet) / unit);
  const hours = trips.map(({ openedAt, closedAt }) => (closedAt - openedAt) / MICROS_PER_HOUR);
  const byNet = [...trips].sort((a, b) => (a.netInSheet < b.netInSheet ? -1 : 1));
  const toTrade = (trip: Counted): SheetTrade => tradeOf(trip, facts);
  return {
    count: facts.tripCount,
    winners: nets.filter((net) => net > 0).length,
    losers: nets.filter((net) => net < 0).length,
    long: trips.filter(({ side }) => side === 'long').length,
    net: amountText(
      trips.reduce((sum, { netInSheet }) => sum + netInSheet, 0n),
      scale,
    ),
    figures: figuresOf({ ...computeTradeStatistics(nets), ...computeTradeQuality(nets) }),
    hoursHeld: heldOf(hours),
    distribution: distributionOf(nets),
    best: byNet
      .slice(-EXTREMES)
      .reverse()
      .filter(({ netInSheet }) => netInSheet > 0n)
      .map(toTrade),
    worst: byNet
      .slice(0, EXTREMES)
      .filter(({ netInSheet }) => netInSheet < 0n)
      .map(toTrade),
    open,
  };
}

/** How far trades went for and against before they ended. */
export function excursionsOf(facts: SheetFacts): Part<SheetExcursions> {
  const trips = countedOf(facts);
  if (facts.dataCount === 0)
    return absent('no prices are in the record: nobody knows how far trades went');
  if (trips.length === 0) return absent('no position has been closed');
  const rows = trips.map((trip) => {
    const unit = 10 ** facts.scaleOf(trip.instrument.currency);
    const rate = rateOf(trip, facts);
    return {
      adverse: numberOf((trip.adverse / unit) * rate),
      favourable: numberOf((trip.favourable / unit) * rate),
      gain: numberOf((Number(trip.net + trip.charges) / unit) * rate),
    };
  });
  const shown = cloudOf(rows);
  return {
    adverse: shown.map(({ adverse }) => adverse),
    favourable: shown.map(({ favourable }) => favourable),
    gain: shown.map(({ gain }) => gain),
    trades: rows.length,
    convention: excursionConvention,
  };
}

/** What one of a trip's currency was in that of the sheet as it ended. */
function rateOf({ rate, instrument }: Counted, { scale, scaleOf }: SheetFacts): number {
  return (rate ?? NaN) * 10 ** (scaleOf(instrument.currency) - scale);
}

function countedOf({ trips }: SheetFacts): readonly Counted[] {
  return trips.filter((trip): trip is Counted => trip.netInSheet !== null);
}

function tradeOf(trip: Counted, { scale, scaleOf }: SheetFacts): SheetTrade {
  const { instrument, side, openedAt, closedAt, qty, netInSheet, charges, net, cost } = trip;
  return {
    instrument: instrument.id,
    side,
    openedAt: instantText(openedAt),
    closedAt: instantText(closedAt),
    qty: formatScaled(qty, instrument.sizePrecision),
    net: amountText(netInSheet, scale),
    charges: amountText(charges, scaleOf(instrument.currency)),
    return: figureOf(cost > 0 ? Number(net) / cost : null),
  };
}

function heldOf(hours: readonly number[]): SheetTrades['hoursHeld'] {
  const sorted = [...hours].sort((a, b) => a - b);
  const mean = hours.reduce((sum, one) => sum + one, 0) / hours.length;
  const middle = (sorted.length - 1) / 2;
  const [below = 0, above = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return {
    median: numberOf((below + above) / 2),
    mean: numberOf(mean),
    longest: numberOf(sorted.at(-1) ?? 0),
  };
}

type Excursion = { readonly adverse: number; readonly favourable: number; readonly gain: number };

/** Of many, the lowest and highest of each stretch of trades by their gain. */
function cloudOf(rows: readonly Excursion[]): readonly Excursion[] {
  if (rows.length <= CLOUD_MAX) return rows;
  const sorted = [...rows].sort((a, b) => a.gain - b.gain);
  const size = (sorted.length * 2) / CLOUD_MAX;
  return Array.from({ length: CLOUD_MAX / 2 }, (_, at) => {
    const some = sorted.slice(Math.floor(at * size), Math.floor((at + 1) * size));
    const worst = some.reduce((one, other) => (other.adverse < one.adverse ? other : one));
    const best = some.reduce((one, other) => (other.favourable > one.favourable ? other : one));
    return worst === best ? [worst] : [worst, best];
  }).flat();
}

/** Figures as they stand in the document. */
export function figuresOf(
  figures: Readonly<Record<string, number | null>>,
): Readonly<Record<string, Figure>> {
  return Object.fromEntries(Object.entries(figures).map(([name, one]) => [name, figureOf(one)]));
}
