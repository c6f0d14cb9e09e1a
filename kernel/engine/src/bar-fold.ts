import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Bar, BarSpec, BarSpecText } from 'argosy/domain';

/** What one tick or one finer bar brings into a bar. */
export type BarPart = Pick<Bar, 'open' | 'high' | 'low' | 'close' | 'volume'>;
/** The instants of a finished bar, its number and its revision. */
export type BarStamp = {
  readonly opensAt: number;
  readonly closesAt: number;
  readonly availableAt: number;
  readonly sequence: number;
  readonly revision: number;
};

/** Open, high, low, close and volume as they come in; takes numbers, so that a tick costs no object. */
export class BarFold {
  readonly #isRevisable: boolean;
  #open = 0;
  #high = 0;
  #low = 0;
  #close = 0;
  #volume = 0;
  #firstAt = 0;
  #lastAt = 0;
  #isEmpty = true;

  /** What can never be revised need not know when its last price came: a tick then costs less. */
  constructor(isRevisable: boolean) {
    this.#isRevisable = isRevisable;
  }

  /** Whether nothing has come in since it was cleared. */
  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** The instant of the first price. */
  get firstAt(): number {
    return this.#firstAt;
  }

  /** The way from its lowest price to its highest. */
  get range(): number {
    return this.#high - this.#low;
  }

  /** Takes a price in, in the order of arrival. */
  add(at: number, price: number, qty: number): void {
    if (this.#isEmpty) this.#begin(at, price);
    else if (price > this.#high) this.#high = price;
    else if (price < this.#low) this.#low = price;
    this.#close = price;
    if (this.#isRevisable) this.#lastAt = at;
    this.#volume += qty;
  }

  /** Takes a finer bar in, in the order of arrival. */
  addPart(at: number, { open, high, low, close, volume }: BarPart): void {
    if (this.#isEmpty) this.#begin(at, open);
    this.#high = Math.max(this.#high, high);
    this.#low = Math.min(this.#low, low);
    this.#close = close;
    this.#lastAt = at;
    this.#volume += volume;
  }

  /** Puts in what came too late, where its instant says: behind others of that instant. */
  insertPart(at: number, { open, high, low, close, volume }: BarPart): void {
    this.#high = Math.max(this.#high, high);
    this.#low = Math.min(this.#low, low);
    if (at < this.#firstAt) {
      this.#open = open;
      this.#firstAt = at;
    }
    if (at >= this.#lastAt) {
      this.#close = close;
      this.#lastAt = at;
    }
    this.#volume += volume;
  }

  /** Forgets everything. */
  clear(): void {
    this.#isEmpty = true;
    this.#volume = 0;
  }

  /** The bar as it stands. */
  toBar(spec: BarSpecText, { instrument }: BarSpec, stamp: BarStamp): Bar {
    const closesAt = toTimestamp(stamp.closesAt);
    return {
      kind: 'bar',
      instrument,
      spec,
      eventAt: closesAt,
      nanos: 0,
      availableAt: toTimestamp(stamp.availableAt),
      sourceSequence: stamp.sequence,
      opensAt: toTimestamp(stamp.opensAt),
      closesAt,
      open: toPrice(this.#open),
      high: toPrice(this.#high),
      low: toPrice(this.#low),
      close: toPrice(this.#close),
      volume: toQuantity(this.#volume),
      bid: null,
      ask: null,
      revision: stamp.revision,
    };
  }

  #begin(at: number, price: number): void {
    this.#isEmpty = false;
    this.#firstAt = at;
    this.#open = price;
    this.#high = price;
    this.#low = price;
  }
}
