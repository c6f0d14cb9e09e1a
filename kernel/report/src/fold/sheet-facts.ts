import type { Currency, InstrumentId, Timestamp } from 'argosy/core';
import type { Instrument, Position } from 'argosy/domain';
import type { ReturnOptions } from 'argosy/quant';

import type { FillCost, KnownOrder } from './fill-costs.ts';
import type { InstrumentRow } from './instrument-sums.ts';
import type { MoneyTotals } from './money-sums.ts';
import type { ExposureTotals } from './exposure-line.ts';
import type { ClosedTrip } from './position-watch.ts';
import type { SheetScope } from './sheet-scope.ts';
import type { CurvePoint } from './thin-samples.ts';
import type { FoldedDay } from './worth-line.ts';

/** A round trip, with its net in the currency of the sheet; null where no rate was known. */
export type FoldedTrip = ClosedTrip & {
  readonly netInSheet: bigint | null;
  /** What one minor unit of its currency was in minor units of the sheet's as it ended. */
  readonly rate: number | null;
};

/** A fill, and when it was taken in. */
export type FoldedFill = FillCost & { readonly at: Timestamp };

/** A position that was there before. */
export type CarriedPosition = {
  readonly instrument: InstrumentId;
  readonly qty: number;
  readonly worth: bigint;
};

/** What a fold came to; amounts are minor units of the currency of the sheet unless said otherwise. */
export type SheetFacts = {
  readonly scope: SheetScope;
  readonly currency: Currency;
  readonly scale: number;
  readonly scaleOf: (currency: Currency) => number;
  readonly statistics: Required<ReturnOptions>;
  readonly from: Timestamp | null;
  readonly until: Timestamp | null;
  readonly opening: bigint;
  readonly closing: bigint;
  readonly transferred: bigint;
  /** Of the growth, over every sample; null where it began with nothing. */
  readonly deepestFall: number | null;
  /** What was there at first, in minor units: growth begins at 1. */
  readonly days: readonly FoldedDay[];
  readonly curve: readonly CurvePoint[];
  readonly samples: number;
  readonly benchmark: string | null;
  readonly trips: readonly FoldedTrip[];
  readonly tripCount: number;
  readonly fills: readonly FoldedFill[];
  readonly open: number;
  readonly sums: MoneyTotals;
  readonly instruments: readonly InstrumentRow[];
  readonly exposure: ExposureTotals;
  /** The orders that were decided, by when, at most as many as fills. */
  readonly orders: readonly KnownOrder[];
  /** What was held when it began, and what that was worth then, in minor units of its currency. */
  readonly carried: readonly CarriedPosition[];
  /** How many inputs of market data came, in all and of each instrument. */
  readonly dataCount: number;
  readonly dataCounts: ReadonlyMap<InstrumentId, number>;
  /** What one minor unit of a currency is in minor units of the sheet's, at the last rate; null without one. */
  readonly rateOf: (currency: Currency) => number | null;
  readonly held: readonly Position[];
  readonly instrumentOf: (instrument: InstrumentId) => Instrument | undefined;
  /** Twice the last mark of an instrument; null without one. */
  readonly mark2Of: (instrument: InstrumentId) => number | null;
};
