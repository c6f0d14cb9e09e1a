/**
 * The size there is at the price of now, and how much of it orders have taken: whoever comes later,
 * in order of arrival, finds what is left. Every price begins with nothing taken.
 */
export class Depth {
  /** Of a trade or a bar there is one volume for both sides; a quote shows one for each. */
  readonly #isShared: boolean;
  #buySize = 0;
  #sellSize = 0;
  #volume = Number.NaN;
  #buyTaken = 0;
  #sellTaken = 0;

  constructor(isShared: boolean) {
    this.#isShared = isShared;
  }

  /** A new price shows what a buyer may take there, and a seller. */
  show(buySize: number, sellSize: number): void {
    this.#buySize = buySize;
    this.#sellSize = sellSize;
    this.#buyTaken = 0;
    this.#sellTaken = 0;
  }

  /** A point of a bar shows its part of the bar's volume. */
  showPart(size: number, volume: number): void {
    this.show(size, size);
    this.#volume = volume;
  }

  /** What is there for a side, taken or not. */
  sizeFor(sign: 1 | -1): number {
    return sign > 0 ? this.#buySize : this.#sellSize;
  }

  /** The volume that an order of a side is a share of: the whole bar's, or what is there. */
  volumeFor(sign: 1 | -1): number {
    return Number.isNaN(this.#volume) ? this.sizeFor(sign) : this.#volume;
  }

  /** How much of what is there for a side has been taken. */
  takenFor(sign: 1 | -1): number {
    if (this.#isShared) return this.#buyTaken + this.#sellTaken;
    return sign > 0 ? this.#buyTaken : this.#sellTaken;
  }

  /** An order takes some of it. */
  take(sign: 1 | -1, qty: number): void {
    if (sign > 0) this.#buyTaken += qty;
    else this.#sellTaken += qty;
  }
}
