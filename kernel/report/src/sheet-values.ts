/** What is not there, and why: never a zero in its place. */
export type Absent = { readonly absent: string };
/** A part of the sheet, or why there is none. */
export type Part<Value> = Value | Absent;

/** A decimal text in the currency of the sheet, unless a `currency` stands beside it. */
export type Amount = string;
/** ISO 8601, UTC. */
export type Instant = string;
/** `YYYY-MM-DD`, a day of the exchange's calendar. */
export type Day = string;
/** A figure, or null where it is undefined. */
export type Figure = number | null;

/** How many fell between each two neighbouring edges, the last edge within. */
export type SheetDistribution = {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
};
