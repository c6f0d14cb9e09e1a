import type { InstrumentId, Timestamp } from 'argosy/core';
import type { Future, Instrument, InstrumentTable, Option } from 'argosy/domain';

import { optionValue } from './option-value.ts';

/** How a portfolio of one underlying is scanned; all in hundredths of a percent. */
export type ScanTerms = {
  /** How far the underlying may move in a day. */
  readonly scanBps: number;
  /** Its volatility in a year, and how far that may move. */
  readonly volatilityBps: number;
  readonly volatilityShiftBps: number;
  /** What is asked besides, of what futures and written options stand for. */
  readonly exposureBps: number;
  /** The least that a written option binds which no bought one of its kind covers, of what it stands for. */
  readonly shortLeastBps: number;
  /** For futures of different ends that offset each other, of what they stand for. */
  readonly spreadBps: number;
};

/** What differs from `scanDefaults`, by underlying. */
export type ScanChanges = Readonly<Partial<Record<InstrumentId, Partial<ScanTerms>>>>;

/** What is scanned: everything else has its leverage. */
export type Scanned = Future | Option;

/** A quantity of what is scanned, at its last price, twice it; NaN where none is known. */
export type ScanLeg = {
  readonly instrument: Scanned;
  readonly qty: number;
  readonly mark2: number;
};

/** What a portfolio of one underlying binds, in whole units of its currency. */
export type ScanResult = {
  /** The largest loss of the scenarios. */
  readonly scan: number;
  readonly spread: number;
  readonly shortLeast: number;
  readonly exposure: number;
  /** What its options are worth: bought above zero, written below. */
  readonly optionValue: number;
  /** What is bound of an equity in which its options count at their value. */
  readonly bound: number;
};

/** An index moves less than a share. Figures of the kind that Indian clearing houses publish. */
export const scanDefaults: Readonly<Record<'index' | 'share', ScanTerms>> = {
  index: {
    scanBps: 930,
    volatilityBps: 1_600,
    volatilityShiftBps: 400,
    exposureBps: 200,
    shortLeastBps: 300,
    spreadBps: 175,
  },
  share: {
    scanBps: 1_420,
    volatilityBps: 3_500,
    volatilityShiftBps: 1_000,
    exposureBps: 350,
    shortLeastBps: 750,
    spreadBps: 220,
  },
};

const WHOLE = 10_000;
const MICROS_PER_YEAR = 365 * 86_400_000_000;
/** Thirds of the scan range both ways, with the volatility up and down; then twice the range. */
const scenarios: readonly {
  readonly move: number;
  readonly vol: number;
  readonly share: number;
}[] = [
  ...[0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1].flatMap((move) => [
    { move, vol: 1, share: 1 },
    { move, vol: -1, share: 1 },
  ]),
  { move: 2, vol: 0, share: 0.35 },
  { move: -2, vol: 0, share: 0.35 },
];

/**
 * The margin of futures and options by scanning a portfolio's loss over sixteen scenarios. It is an
 * estimate of our own in the manner of SPAN, not the clearing house's figure.
 */
export class ScanModel {
  readonly #instruments: InstrumentTable;
  readonly #changes: ScanChanges;

  constructor(instruments: InstrumentTable, changes: ScanChanges = {}) {
    this.#instruments = instruments;
    this.#changes = changes;
  }

  /** The terms of an underlying. */
  termsOf(underlying: InstrumentId): ScanTerms {
    const listed = this.#instruments.find(underlying);
    const usual = scanDefaults[listed?.kind === 'index' ? 'index' : 'share'];
    return { ...usual, ...this.#changes[underlying] };
  }

  /**
   * What the legs of one underlying bind together. `spot` is its price, in whole units of its
   * currency.
   */
  scan(
    legs: readonly ScanLeg[],
    { spot, now }: { readonly spot: number; readonly now: Timestamp },
  ): ScanResult {
    const first = legs[0];
    if (first === undefined) return nothing;
    const terms = this.termsOf(first.instrument.underlying);
    const netted = netOf(legs);
    const losses = scenarios.map(({ move, vol, share }) => {
      const moved = spot * (1 + (move * terms.scanBps) / WHOLE);
      const volatility = Math.max(0, terms.volatilityBps + vol * terms.volatilityShiftBps) / WHOLE;
      let gain = 0;
      for (const leg of netted) gain += gainOf(leg, { spot, moved, volatility, terms, now });
      return 0 - gain * share;
    });
    return resultOf(netted, { spot, terms, scan: Math.max(0, ...losses) });
  }
}

/** Whether an instrument is scanned. */
export function isScanned(instrument: Instrument): instrument is Scanned {
  return instrument.kind === 'future' || instrument.kind === 'option';
}

const nothing: ScanResult = {
  scan: 0,
  spread: 0,
  shortLeast: 0,
  exposure: 0,
  optionValue: 0,
  bound: 0,
};

/** Books and products of one instrument offset each other. */
function netOf(legs: readonly ScanLeg[]): readonly ScanLeg[] {
  const net = new Map<InstrumentId, ScanLeg>();
  for (const leg of legs) {
    const { id } = leg.instrument;
    const before = net.get(id);
    net.set(id, before === undefined ? leg : { ...before, qty: before.qty + leg.qty });
  }
  return [...net.values()].filter(({ qty }) => qty !== 0);
}

type Scenario = {
  readonly spot: number;
  readonly moved: number;
  readonly volatility: number;
  readonly terms: ScanTerms;
  readonly now: Timestamp;
};

/** A future moves as its underlying does; an option by what the model says before and after. */
function gainOf(leg: ScanLeg, { spot, moved, volatility, terms, now }: Scenario): number {
  const { instrument } = leg;
  const units = unitsOf(leg);
  if (instrument.kind === 'future') return units * (moved - spot);
  const option = {
    right: instrument.right,
    strike: priceOf(instrument, instrument.strike),
    years: (instrument.expiresAt - now) / MICROS_PER_YEAR,
  };
  const before = optionValue(option, spot, terms.volatilityBps / WHOLE);
  return units * (optionValue(option, moved, volatility) - before);
}

function resultOf(
  legs: readonly ScanLeg[],
  {
    spot,
    terms,
    scan,
  }: { readonly spot: number; readonly terms: ScanTerms; readonly scan: number },
): ScanResult {
  let [value, written, bought, sold] = [0, 0, 0, 0];
  const net = { call: 0, put: 0 };
  for (const leg of legs) {
    const units = unitsOf(leg);
    if (leg.instrument.kind === 'option') {
      value += units * worthOf(leg, spot);
      written += Math.max(0, -units);
      net[leg.instrument.right] += units;
    } else if (units > 0) bought += units;
    else sold -= units;
  }
  const spread = (Math.min(bought, sold) * spot * terms.spreadBps) / WHOLE;
  const naked = Math.max(0, -net.call) + Math.max(0, -net.put);
  const shortLeast = (naked * spot * terms.shortLeastBps) / WHOLE;
  // Of futures that offset each other a third is asked, as for a spread.
  const open = Math.abs(bought - sold) + Math.min(bought, sold) / 3 + written;
  const exposure = (open * spot * terms.exposureBps) / WHOLE;
  const bound = Math.max(value, scan + spread, shortLeast) + exposure;
  return { scan, spread, shortLeast, exposure, optionValue: value, bound };
}

/** What is held, in units of the underlying. */
function unitsOf({ instrument, qty }: ScanLeg): number {
  const { sizePrecision, multiplier, multiplierScale } = instrument;
  return (qty * Number(multiplier)) / 10 ** (sizePrecision + multiplierScale);
}

/** An option without a price is worth what it would bring now. */
function worthOf({ instrument, mark2 }: ScanLeg, spot: number): number {
  if (!Number.isNaN(mark2)) return priceOf(instrument, mark2 / 2);
  if (instrument.kind === 'future') return 0;
  const strike = priceOf(instrument, instrument.strike);
  return Math.max(0, instrument.right === 'call' ? spot - strike : strike - spot);
}

function priceOf({ pricePrecision }: Instrument, price: number): number {
  return price / 10 ** pricePrecision;
}
