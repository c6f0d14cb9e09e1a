import { exp, ln, ok, type Refusal, refuse, type Result } from 'argosy/core';

import { quantError } from '../errors.ts';
import { readExpiry, type ChainQuote, type ExpiryPoints, type LeftQuote } from './chain.ts';
import { fitSmile, type FittedSmile } from './fit-svi.ts';
import { totalVarianceOf } from './svi.ts';

/** The smile of one expiry of a surface. */
export type SurfaceSmile = FittedSmile & {
  readonly years: number;
  readonly forward: number;
  readonly discount: number;
  /** Strikes that it was fitted to. */
  readonly strikes: number;
};

/** The volatilities of a chain, at every strike and time, and what is not in them. */
export type VolatilitySurface = {
  /** By their years, the nearest first. */
  readonly smiles: readonly SurfaceSmile[];
  readonly left: readonly LeftQuote[];
  /** Expiries without a smile, and why. */
  readonly refused: readonly { readonly years: number; readonly refusal: Refusal }[];
};

const EXPIRIES_MAX = 200;

/**
 * The surface of a chain of European options from their bids and asks: of each expiry a smile that is free of
 * arbitrage by itself and against the one before it. With a rate the discount is its own, else it
 * comes of calls and puts, like the forward.
 *
 * @example
 * const surface = fitSurface(quotes, { rate: 0.065 });
 * if (surface.ok) volatilityAt(surface.value, { strike: 24_500, years: 0.1 }); // 0.131
 */
export function fitSurface(
  quotes: readonly ChainQuote[],
  { rate = null }: { readonly rate?: number | null } = {},
): Result<VolatilitySurface> {
  const expiries = expiriesOf(quotes);
  if (expiries.length > EXPIRIES_MAX) {
    return refuse('SURFACE_EXPIRIES', `${expiries.length} expiries, at most ${EXPIRIES_MAX}`);
  }
  const smiles: SurfaceSmile[] = [];
  const left: LeftQuote[] = [];
  const refused: { years: number; refusal: Refusal }[] = [];
  for (const [years, some] of expiries) {
    const read = readExpiry(some, rate === null ? null : exp(-rate * years));
    const faulty = read.ok ? read.value.left : [];
    left.push(...faulty);
    const smile = toSmile(years, read, smiles.at(-1));
    if (smile.ok) smiles.push(smile.value);
    else {
      const { refusal } = smile;
      refused.push({ years, refusal });
      const said = new Set(faulty.map(({ quote }) => quote));
      const why = `its expiry has no smile: ${refusal.reason}`;
      left.push(...some.flatMap((quote) => (said.has(quote) ? [] : [{ quote, why }])));
    }
  }
  if (smiles.length > 0) return ok({ smiles, left, refused });
  return refuse('SURFACE_EMPTY', refused[0]?.refusal.reason ?? 'no quotes');
}

/** By their years, the nearest first. */
function expiriesOf(
  quotes: readonly ChainQuote[],
): readonly (readonly [number, readonly ChainQuote[]])[] {
  const groups = new Map<number, ChainQuote[]>();
  for (const quote of quotes) {
    const group = groups.get(quote.years);
    if (group === undefined) groups.set(quote.years, [quote]);
    else group.push(quote);
  }
  return [...groups].sort(([one], [other]) => one - other);
}

function toSmile(
  years: number,
  read: Result<ExpiryPoints>,
  earlier: SurfaceSmile | undefined,
): Result<SurfaceSmile> {
  if (!read.ok) return read;
  const { forward, discount, points } = read.value;
  const fitted = fitSmile(points, earlier?.svi ?? null);
  if (!fitted.ok) return fitted;
  return ok({ ...fitted.value, years, forward, discount, strikes: points.length });
}

/**
 * The volatility at a strike and time. Between expiries total variance goes in a line with time at the same ratio of
 * strike to forward, which keeps smiles that do not cross from crossing. Before the first the volatility stays what it
 * is there. Behind the last every strike gains as much total variance as the one at the forward does by its own
 * volatility: that stays, the smile flattens around it, and neither butterflies nor calendars appear, as they would
 * where each volatility stayed.
 */
export function volatilityAt(
  surface: VolatilitySurface,
  at: { readonly strike: number; readonly years: number },
): number {
  const { strike, years } = at;
  if (!(strike > 0 && years > 0 && Number.isFinite(strike + years))) {
    throw quantError('BAD_OPTION', `strike ${strike} in ${years} years, expected above zero`);
  }
  const k = ln(strike / forwardAt(surface, years));
  const { before, after, share } = placeOf(surface, years);
  const varianceOf = ({ svi, years: whole }: SurfaceSmile): number =>
    // Far from all quotes a repaired smile may dip below zero: no variance is as little as there is.
    Math.max(0, totalVarianceOf(svi, k)) / whole;
  if (years > after.years) {
    const gained = (totalVarianceOf(after.svi, 0) / after.years) * (years - after.years);
    return Math.sqrt((varianceOf(after) * after.years + gained) / years);
  }
  if (before === after) return Math.sqrt(varianceOf(before));
  const early = varianceOf(before) * before.years;
  const late = varianceOf(after) * after.years;
  return Math.sqrt((early + share * (late - early)) / years);
}

/** The forward at a time: it grows evenly between expiries, and beyond them as between the two nearest. */
export function forwardAt(surface: VolatilitySurface, years: number): number {
  const { smiles } = surface;
  const { before, after } = placeOf(surface, years);
  const [one, other] = before === after ? nearestTwo(smiles, before) : [before, after];
  if (one === other) return one.forward;
  const share = (years - one.years) / (other.years - one.years);
  return one.forward * exp(share * ln(other.forward / one.forward));
}

type Place = {
  readonly before: SurfaceSmile;
  readonly after: SurfaceSmile;
  readonly share: number;
};

function placeOf({ smiles }: VolatilitySurface, years: number): Place {
  const last = smiles.at(-1);
  if (last === undefined) throw quantError('BAD_OPTION', 'a surface without a smile');
  const index = smiles.findIndex((smile) => smile.years >= years);
  const after = smiles[index] ?? last;
  const before = index <= 0 ? after : (smiles[index - 1] ?? after);
  const share = before === after ? 0 : (years - before.years) / (after.years - before.years);
  return { before, after, share };
}

function nearestTwo(
  smiles: readonly SurfaceSmile[],
  end: SurfaceSmile,
): readonly [SurfaceSmile, SurfaceSmile] {
  const at = smiles.indexOf(end);
  return [end, smiles[at === 0 ? 1 : at - 1] ?? end];
}
