/** Long where one line is above another, short where it is below, out where they meet or either has no value. */
export function crossSignals(one: Float64Array, other: Float64Array, into: Int8Array): void {
  for (let row = 0; row < into.length; row += 1) {
    const apart = (one[row] ?? NaN) - (other[row] ?? NaN);
    into[row] = apart > 0 ? 1 : apart < 0 ? -1 : 0;
  }
}

/** Where a line enters and leaves: long from below `buyBelow` until above `leaveAbove`, short likewise. */
export type SignalBand = {
  readonly buyBelow: number;
  readonly sellAbove: number;
  /** Where either side leaves; the middle of both unless told. */
  readonly leaveAt?: number;
};

/** Goes against a line that has gone too far, until it is back. */
export function bandSignals(line: Float64Array, band: SignalBand, into: Int8Array): void {
  const { buyBelow, sellAbove, leaveAt = (buyBelow + sellAbove) / 2 } = band;
  let side = 0;
  for (let row = 0; row < into.length; row += 1) {
    const value = line[row] ?? NaN;
    if (value < buyBelow) side = 1;
    else if (value > sellAbove) side = -1;
    else if (side * (value - leaveAt) >= 0) side = 0;
    into[row] = Number.isNaN(value) ? 0 : side;
  }
}

/** Long from a close above the upper line on, short from one below the lower line on. */
export function breakoutSignals(
  close: Float64Array,
  { upper, lower }: { readonly upper: Float64Array; readonly lower: Float64Array },
  into: Int8Array,
): void {
  let side = 0;
  for (let row = 0; row < into.length; row += 1) {
    const price = close[row] ?? NaN;
    if (price > (upper[row] ?? NaN)) side = 1;
    else if (price < (lower[row] ?? NaN)) side = -1;
    into[row] = side;
  }
}
