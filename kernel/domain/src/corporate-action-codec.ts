import type { ActionRatio, CorporateAction } from './corporate-action.ts';
import { unionPart, type Part, type PartsBy } from './part.ts';
import { instrumentIdPart, nullablePricePart, pricePart } from './scalar-codec.ts';
import { tags } from './tags.ts';

type ActionParts = PartsBy<'type', CorporateAction>;

const ratioPart: Part<ActionRatio> = {
  write(writer, { numerator, denominator }) {
    writer.uint(numerator);
    writer.uint(denominator);
  },
  read: (reader) => ({ numerator: reader.uint(), denominator: reader.uint() }),
};

const split: ActionParts['split'] = {
  write(writer, action) {
    ratioPart.write(writer, action);
    nullablePricePart.write(writer, action.fractionPrice);
  },
  read: (reader) => ({
    type: 'split',
    ...ratioPart.read(reader),
    fractionPrice: nullablePricePart.read(reader),
  }),
};

const dividend: ActionParts['dividend'] = {
  write(writer, action) {
    writer.bigint(action.perUnit);
    writer.uint(action.scale);
    writer.uint(action.withheldBps);
  },
  read: (reader) => ({
    type: 'dividend',
    perUnit: reader.bigint(),
    scale: reader.uint(),
    withheldBps: reader.uint(),
  }),
};

const exchange: ActionParts['exchange'] = {
  write(writer, action) {
    ratioPart.write(writer, action);
    instrumentIdPart.write(writer, action.into);
    nullablePricePart.write(writer, action.fractionPrice);
  },
  read: (reader) => ({
    type: 'exchange',
    ...ratioPart.read(reader),
    into: instrumentIdPart.read(reader),
    fractionPrice: nullablePricePart.read(reader),
  }),
};

const spinOff: ActionParts['spinOff'] = {
  write(writer, action) {
    ratioPart.write(writer, action);
    instrumentIdPart.write(writer, action.into);
    nullablePricePart.write(writer, action.fractionPrice);
    writer.uint(action.costBps);
  },
  read: (reader) => ({
    type: 'spinOff',
    ...ratioPart.read(reader),
    into: instrumentIdPart.read(reader),
    fractionPrice: nullablePricePart.read(reader),
    costBps: reader.uint(),
  }),
};

const redemption: ActionParts['redemption'] = {
  write(writer, action) {
    pricePart.write(writer, action.price);
  },
  read: (reader) => ({ type: 'redemption', price: pricePart.read(reader) }),
};

const expiry: ActionParts['expiry'] = {
  write(writer, action) {
    pricePart.write(writer, action.price);
  },
  read: (reader) => ({ type: 'expiry', price: pricePart.read(reader) }),
};

const exercise: ActionParts['exercise'] = {
  write(writer, action) {
    pricePart.write(writer, action.price);
    writer.int(action.qty);
  },
  read: (reader) => ({ type: 'exercise', price: pricePart.read(reader), qty: reader.int() }),
};

const subscription: ActionParts['subscription'] = {
  write(writer, action) {
    ratioPart.write(writer, action);
    instrumentIdPart.write(writer, action.into);
    pricePart.write(writer, action.price);
    nullablePricePart.write(writer, action.fractionPrice);
  },
  read: (reader) => ({
    type: 'subscription',
    ...ratioPart.read(reader),
    into: instrumentIdPart.read(reader),
    price: pricePart.read(reader),
    fractionPrice: nullablePricePart.read(reader),
  }),
};

/** What an issuer does to everybody who holds an instrument. */
export const corporateActionPart: Part<CorporateAction> = unionPart<
  CorporateAction['type'],
  CorporateAction
>({
  what: 'corporate action',
  tags: tags.corporateAction,
  parts: { split, dividend, exchange, spinOff, redemption, expiry, exercise, subscription },
  nameOf: (action) => action.type,
});
