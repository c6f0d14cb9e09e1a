/**
 * How a day goes: lively at its open, calm at noon, lively again toward its close. Each curve has a mean
 * of 1 over the day; `of` is the part of the day gone by, from 0 to 1.
 */
export type DayCurve = { at(of: number): number };

/** A day that is the same all along. */
export const steadyCurve: DayCurve = { at: () => 1 };
/** The variance of returns. */
export const varianceCurve: DayCurve = dayCurve(2.4, 1.5);
/** How much is traded and quoted. */
export const activityCurve: DayCurve = dayCurve(1.8, 2.4);
/** How wide spreads are. */
export const spreadCurve: DayCurve = dayCurve(0.9, 0.4);

/** The eighth power is flat for most of the day and rises only near an end; its mean is a ninth. */
function dayCurve(open: number, close: number): DayCurve {
  const noon = 1 - (open + close) / 9;
  return { at: (of) => noon + open * eighth(1 - of) + close * eighth(of) };
}

function eighth(value: number): number {
  const square = value * value;
  return square * square * square * square;
}
