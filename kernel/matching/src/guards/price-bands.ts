import type { Micros } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { matchingError } from '../errors.ts';
import type { ModelCard } from '../model-card.ts';

/** How a band gives way to a market that presses against it; the band behind it comes after. */
export type BandFlex = {
  /** By how much of the reference both ends move, in hundredths of a percent. */
  readonly basisPoints: number;
  /** How near to its end, in hundredths of a percent of the reference, a price counts as pressing. */
  readonly within: number;
  /** How many prices have to press against it. */
  readonly prices: number;
  /** How long after the first of them it gives way at the earliest. */
  readonly wait: Micros;
};

/** The band of an instrument. */
export type BandTerms = {
  /** How far from the close of the day before a price may be, in hundredths of a percent. */
  readonly basisPoints: number;
  /** Left out: the band stands for the whole day. */
  readonly flex?: BandFlex;
  /** The close before the first day, where the data do not tell it; until one is known there is no band. */
  readonly reference?: number;
};

/** What `priceBands` is made of: null where an instrument has no band. */
export type BandsByInstrument = {
  readonly all: BandTerms | null;
  readonly byInstrument?: Readonly<Record<string, BandTerms | null>>;
};

/** Who has which band. */
export type BandModel = {
  /** The band of an instrument; null where it has none. */
  bandOf(instrument: Instrument): BandTerms | null;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};

/** No instrument has a band. */
export const noBands: BandModel = {
  bandOf: () => null,
  describe: () => ({ model: 'noBands', parameters: {} }),
};

/**
 * Bands around the close of the day before, by instrument.
 *
 * @example
 * const bands = priceBands({ all: { basisPoints: 1000 }, byInstrument: { 'NIFTY.NSE': null } });
 */
export function priceBands({ all, byInstrument = {} }: BandsByInstrument): BandModel {
  const own = new Map(Object.entries(byInstrument));
  for (const terms of [all, ...own.values()]) if (terms !== null) checkTerms(terms);
  const named = [...own].map(([id, terms]) => [id, cardOf(terms)] as const);
  return {
    bandOf: ({ id }) => {
      const terms = own.get(id);
      return terms === undefined ? all : terms;
    },
    describe: () => ({
      model: 'priceBands',
      parameters: { all: cardOf(all), ...Object.fromEntries(named) },
    }),
  };
}

/** The ends of a band, on the tick and within it: `moves` tells by how often it has given way, and whither. */
export function bandAround(
  reference: number,
  { basisPoints, flex }: BandTerms,
  { tick, moves }: { readonly tick: number; readonly moves: number },
): { readonly low: number; readonly high: number } {
  const shift = moves * (flex?.basisPoints ?? 0);
  // Exact, in integers: a price times ten thousand may be beyond what a float holds.
  const at = (points: number): bigint => BigInt(reference) * BigInt(10_000 + points);
  const step = BigInt(tick) * 10_000n;
  const low = (at(shift - basisPoints) + step - 1n) / step;
  return { low: Number(low) * tick, high: Number(at(shift + basisPoints) / step) * tick };
}

function checkTerms({ basisPoints, flex, reference = 1 }: BandTerms): void {
  checkWhole('basisPoints', basisPoints);
  checkWhole('reference', reference);
  if (basisPoints >= 10_000) throw matchingError('BAD_BAND', `basisPoints is ${basisPoints}`);
  if (flex === undefined) return;
  checkWhole('flex.basisPoints', flex.basisPoints);
  checkWhole('flex.within', flex.within);
  checkWhole('flex.prices', flex.prices);
}

function checkWhole(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value > 0) return;
  throw matchingError('BAD_BAND', `${name} is ${value}`);
}

function cardOf(terms: BandTerms | null): ModelCard | null {
  if (terms === null) return null;
  const { basisPoints, reference = null, flex } = terms;
  const bend = flex === undefined ? null : { model: 'flex', parameters: { ...flex } };
  return { model: 'band', parameters: { basisPoints, reference, flex: bend } };
}
