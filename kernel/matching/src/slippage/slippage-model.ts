import type { Instrument, Side } from 'argosy/domain';

import type { ModelCard } from '../model-card.ts';

/** What takes at one price, as a slippage model sees it. */
export type SlipBasis = {
  readonly instrument: Instrument;
  readonly side: Side;
  /** What the order takes there, all its fills at that price together. */
  readonly qty: number;
  readonly price: number;
  /** Of a bar its whole volume; of a quote or trade its size. Zero where the source has none. */
  readonly volume: number;
};

/**
 * How much worse than the price an order fills that takes. One that makes never slips; a limit never
 * slips past its limit, a price above zero never to zero.
 */
export type SlippageModel = {
  /** A whole number of ticks from zero up. */
  computeTicks(basis: SlipBasis): number;
  /** What the model is, for the reproducibility card. */
  describe(): ModelCard;
};
