import {
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  toInstrumentId,
  toMicros,
  type InstrumentId,
  type Micros,
} from 'argosy/core';

import { matchingError } from '../errors.ts';
import type { ModelCard } from '../model-card.ts';

/** What a fall or rise of an index does within a time of its day. */
export type HaltLevel = {
  /** How far the index is from its close of the day before, in hundredths of a percent, at least. */
  readonly basisPoints: number;
  /** Until when by the exchange's clock, from midnight; behind it the next level of the same move counts. */
  readonly before: Micros;
  /** For how long nothing trades; null: for the rest of the day; 0: trading goes on. */
  readonly halt: Micros | null;
  /** How long orders are collected after that for the auction that trading begins again with. */
  readonly auction: Micros;
};

/** What stops every instrument of some exchanges at once. */
export type HaltTerms = {
  /** The index that is looked at; a run has to bring its prices. */
  readonly index: InstrumentId;
  /** Its close before the first day, where the data do not tell it. */
  readonly reference?: number;
  /** The exchanges whose instruments stop. */
  readonly exchanges: readonly string[];
  /** Each move once a day, in order of the move and within it of the time. */
  readonly levels: readonly HaltLevel[];
};

/** A halt of whole markets by an index. */
export type HaltModel = {
  /** Null where nothing stops. */
  readonly terms: HaltTerms | null;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};

/** Whatever an index does, trading goes on. */
export const noHalts: HaltModel = {
  terms: null,
  describe: () => ({ model: 'noHalts', parameters: {} }),
};

/** Stops the instruments of some exchanges by the moves of an index. */
export function marketHalts(terms: HaltTerms): HaltModel {
  const { index, levels, exchanges, reference = null } = terms;
  for (const { basisPoints, before } of levels) {
    if (Number.isSafeInteger(basisPoints) && basisPoints > 0 && before > 0) continue;
    throw matchingError('BAD_BAND', `a halt at ${basisPoints} before ${before}`);
  }
  const named = levels.map(({ basisPoints, before, halt, auction }) => {
    return [`${basisPoints}/${before}`, { model: 'halt', parameters: { halt, auction } }] as const;
  });
  return {
    terms,
    describe: () => ({
      model: 'marketHalts',
      parameters: {
        index,
        reference,
        exchanges: exchanges.join(' '),
        ...Object.fromEntries(named),
      },
    }),
  };
}

const minutes = (count: number): Micros => toMicros(count * MICROS_PER_MINUTE);
const clock = (hour: number, minute: number): Micros =>
  toMicros(hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE);
const dayLong = clock(24, 0);

/**
 * India's market-wide circuit breaker as NSE and BSE publish it: 10, 15 and 20 % of an index from its
 * close of the day before, shorter the later, with 15 minutes of collecting orders behind each halt.
 */
export const indianHaltLevels: readonly HaltLevel[] = [
  { basisPoints: 1000, before: clock(13, 0), halt: minutes(45), auction: minutes(15) },
  { basisPoints: 1000, before: clock(14, 30), halt: minutes(15), auction: minutes(15) },
  { basisPoints: 1000, before: dayLong, halt: minutes(0), auction: minutes(0) },
  { basisPoints: 1500, before: clock(13, 0), halt: minutes(105), auction: minutes(15) },
  { basisPoints: 1500, before: clock(14, 0), halt: minutes(45), auction: minutes(15) },
  { basisPoints: 1500, before: dayLong, halt: null, auction: minutes(0) },
  { basisPoints: 2000, before: dayLong, halt: null, auction: minutes(0) },
];

/**
 * India's market-wide circuit breaker by one index.
 *
 * @example
 * const halts = indianHalts('NIFTY.NSE');
 */
export function indianHalts(index: string, reference?: number): HaltModel {
  return marketHalts({
    index: toInstrumentId(index),
    exchanges: ['NSE', 'BSE', 'NFO', 'BFO'],
    levels: indianHaltLevels,
    ...(reference === undefined ? {} : { reference }),
  });
}
