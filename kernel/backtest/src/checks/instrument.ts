import { PRECISION_MAX, toCalendarId, toCurrency, toInstrumentId } from 'argosy/core';
import type { DeliveryKind, Instrument, Listing } from 'argosy/domain';

import {
  amount,
  anything,
  made,
  object,
  oneOf,
  optional,
  orNull,
  text,
  variants,
  whole,
  type At,
  type Shape,
  type Shapes,
} from './shape.ts';

/** Every kind of instrument. */
export const instrumentKinds: readonly Instrument['kind'][] = [
  'equity',
  'index',
  'future',
  'option',
  'currencyPair',
  'cryptoSpot',
  'perpetual',
  'derived',
];

const places = whole('whole decimal places', { max: PRECISION_MAX });
const instant = whole('whole microseconds');
const listing: Shapes<Listing> = {
  id: made(toInstrumentId),
  exchange: text,
  currency: made(toCurrency),
  pricePrecision: places,
  sizePrecision: places,
  tick: whole('whole scaled price units', { min: 1 }),
  lot: whole('whole scaled size units', { min: 1 }),
  minQty: whole('whole scaled size units'),
  maxQty: whole('whole scaled size units', { min: 1 }),
  multiplier: amount('a multiplier', 1n),
  multiplierScale: places,
  calendar: made(toCalendarId),
  validFrom: instant,
  validTo: orNull(instant),
};
/** How a dated instrument may end. */
export const deliveryKinds: readonly DeliveryKind[] = ['cash', 'physical'];
/** When options may be exercised. */
export const exerciseStyles = ['european', 'american'] as const;

const future = {
  underlying: made(toInstrumentId),
  expiresAt: instant,
  settles: optional(oneOf(deliveryKinds)),
};
const option = {
  ...future,
  strike: whole('whole scaled price units', { min: 1 }),
  right: oneOf(['call', 'put']),
  exercise: optional(oneOf(exerciseStyles)),
};
const based = { base: made(toCurrency) };

type OwnFields = {
  readonly [Kind in Instrument['kind']]: Shapes<
    Omit<Extract<Instrument, { readonly kind: Kind }>, keyof Listing | 'kind'>
  >;
};
const ownFields: OwnFields = {
  equity: { isin: orNull(text) },
  index: {},
  future,
  option,
  currencyPair: based,
  cryptoSpot: based,
  perpetual: based,
  derived: {},
};
/** A future may be made from a share by changing its kind: what the share had is left to stand. */
const ofOtherKinds = Object.fromEntries(
  Object.values(ownFields)
    .flatMap((fields) => Object.keys(fields))
    .map((name) => [name, anything]),
);
const shape: Shape = variants(
  'kind',
  Object.fromEntries(
    Object.entries(ownFields).map(([kind, fields]) => [
      kind,
      object({ ...ofOtherKinds, ...listing, ...fields, kind: anything }),
    ]),
  ),
);

/** Looks at an instrument: every term of its kind, and how they go together. */
export function checkInstrument(one: Instrument, at: At): void {
  const { place, mistakes } = at;
  shape(one, place, mistakes);
  if (mistakes.areSound(place, 'kind', 'minQty', 'maxQty')) checkQuantities(one, at);
  if (mistakes.areSound(place, 'kind', 'validFrom', 'validTo', 'expiresAt')) checkTimes(one, at);
}

function checkQuantities({ minQty, maxQty }: Instrument, { place, mistakes }: At): void {
  if (minQty > maxQty) {
    mistakes.note(`${place}.minQty`, `expected at most maxQty, ${maxQty}, found ${minQty}`);
  }
}

function checkTimes(one: Instrument, { place, mistakes }: At): void {
  const { validFrom, validTo } = one;
  if (validTo !== null && validTo <= validFrom) {
    mistakes.note(`${place}.validTo`, `expected after validFrom, ${validFrom}, found ${validTo}`);
  }
  if ('expiresAt' in one && one.expiresAt <= validFrom) {
    const detail = `expected after validFrom, ${validFrom}, found ${one.expiresAt}`;
    mistakes.note(`${place}.expiresAt`, detail);
  }
}
