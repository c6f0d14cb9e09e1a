import type { Money } from 'argosy/core';
import { money } from 'argosy/core';
import type { InstrumentTable, Position } from 'argosy/domain';
import type { AccountValuer } from 'argosy/risk';

/** What is held as parts of the equity; zero where there is no equity to be a part of. */
export type Held = { readonly gross: number; readonly net: number };

/** What was held over all samples. */
export type ExposureTotals = {
  readonly samples: number;
  /** Samples with anything held. */
  readonly inMarket: number;
  readonly grossSum: number;
  readonly netSum: number;
  readonly grossMost: number;
};

/** Follows how much of the equity is in the market. */
export class ExposureLine {
  readonly #instruments: InstrumentTable;
  readonly #valuer: AccountValuer;
  readonly #toSheet: (amount: Money) => bigint;
  #samples = 0;
  #inMarket = 0;
  #grossSum = 0;
  #netSum = 0;
  #grossMost = 0;

  constructor(
    instruments: InstrumentTable,
    valuer: AccountValuer,
    toSheet: (amount: Money) => bigint,
  ) {
    this.#instruments = instruments;
    this.#valuer = valuer;
    this.#toSheet = toSheet;
  }

  /** Takes in what is held at a sample. */
  sample(positions: Iterable<Position>, equity: number): Held {
    let [gross, net, isHeld] = [0, 0, false];
    for (const position of positions) {
      isHeld = true;
      const instrument = this.#instruments.find(position.key.instrument);
      if (instrument === undefined) continue;
      const value = money(this.#valuer.marketValue(position), instrument.currency);
      const worth = Number(this.#toSheet(value));
      gross += Math.abs(worth);
      net += worth;
    }
    const held = equity > 0 ? { gross: gross / equity, net: net / equity } : { gross: 0, net: 0 };
    this.#samples += 1;
    this.#inMarket += isHeld ? 1 : 0;
    this.#grossSum += held.gross;
    this.#netSum += held.net;
    this.#grossMost = Math.max(this.#grossMost, held.gross);
    return held;
  }

  /** What came of all samples. */
  totals(): ExposureTotals {
    return {
      samples: this.#samples,
      inMarket: this.#inMarket,
      grossSum: this.#grossSum,
      netSum: this.#netSum,
      grossMost: this.#grossMost,
    };
  }
}
