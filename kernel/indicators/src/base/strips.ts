/** So few rows that columns in between stay at hand, and so many that a strip costs little beside them. */
const STRIP_ROWS = 1_024;

/** Rows of columns from one to below another, of which the first so many were filled with the strip before. */
export type Strip = { readonly start: number; readonly end: number; readonly lead: number };

/**
 * Cuts rows into strips that can be filled one after the other, so that columns in between are short and need
 * not be fetched from memory. Bits stay the same where all that is kept is made anew with each window of a period,
 * as in `Sum` and `PairMoments`: a strip begins where windows of all periods begin, and with it go the rows of the
 * longest one that came before. What is filled over a strip begins at `placeOf` a period.
 */
export function stripsOf(first: number, length: number, periods: readonly number[]): Strip[] {
  const windows = commonMultiple(periods, length);
  const step = windows * Math.ceil(STRIP_ROWS / windows);
  const longest = Math.max(...periods);
  const strips = [{ start: first, end: Math.min(length, first - 1 + step), lead: 0 }];
  for (let row = first - 1 + step; row < length; row += step) {
    const lead = longest - 1;
    strips.push({ start: row - lead, end: Math.min(length, row + step), lead });
  }
  return strips;
}

/** Where in a strip the rows begin that a period needs. */
export function placeOf({ lead }: Strip, period: number): number {
  return Math.max(0, lead + 1 - period);
}

/** So many columns as long as the longest of strips. */
export function columnsFor(strips: readonly Strip[], count: number): readonly Float64Array[] {
  const rows = Math.max(...strips.map(({ start, end }) => end - start));
  return Array.from({ length: count }, () => new Float64Array(Math.max(0, rows)));
}

/** Of periods; the first that is no less than `most` where there are such. */
function commonMultiple(periods: readonly number[], most: number): number {
  let multiple = 1;
  for (const period of periods) {
    multiple *= period / commonDivisor(multiple, period);
    if (multiple >= most) break;
  }
  return multiple;
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}
