import { toInstrumentId, toPrice, type InstrumentId, type Price } from 'argosy/core';
import {
  ACTION_SCALE_MAX,
  BPS_OF_WHOLE,
  type ActionRatio,
  type CorporateAction,
  type Instrument,
} from 'argosy/domain';

import type { Fields } from './fields.ts';

/** Every type of action. */
const actionTypes: readonly CorporateAction['type'][] = [
  'split',
  'dividend',
  'exchange',
  'spinOff',
  'redemption',
  'expiry',
  'exercise',
  'subscription',
];

/** How an instrument that an action names is found; undefined where there is none of that name. */
export type FindInstrument = (id: InstrumentId) => Instrument | undefined;

/** Reads what an issuer, or an exchange, does to all who hold an instrument. */
export function readAction(
  fields: Fields,
  id: InstrumentId,
  find: FindInstrument,
): CorporateAction {
  const action = actionOf(fields, find(id), find);
  fields.finish('type');
  return action;
}

function actionOf(
  fields: Fields,
  instrument: Instrument | undefined,
  find: FindInstrument,
): CorporateAction {
  const type = fields.word('type', actionTypes);
  switch (type) {
    case 'split':
      return { type, ...readRatio(fields), fractionPrice: fractionPriceOf(fields, instrument) };
    case 'dividend':
      return { type, ...readPerUnit(fields), withheldBps: readBps(fields, 'withheldBps') };
    case 'redemption':
    case 'expiry':
      return { type, price: priceOf(fields, instrument) };
    case 'exercise': {
      const qty = fields.decimal('qty', instrument?.sizePrecision ?? 0);
      return { type, price: priceOf(fields, instrument), qty };
    }
    case 'exchange':
    case 'spinOff':
    case 'subscription': {
      const into = fields.made('into', toInstrumentId);
      const target = find(into);
      const ratio = readRatio(fields);
      const fractionPrice = fractionPriceOf(fields, target);
      if (type === 'exchange') return { type, ...ratio, into, fractionPrice };
      if (type === 'spinOff') {
        return { type, ...ratio, into, fractionPrice, costBps: readBps(fields, 'costBps') };
      }
      return { type, ...ratio, into, fractionPrice, price: priceOf(fields, target) };
    }
  }
}

function readRatio(fields: Fields): ActionRatio {
  return { numerator: fields.whole('numerator', 1), denominator: fields.whole('denominator', 1) };
}

/** A dividend keeps as many decimals as it is written with. */
function readPerUnit(fields: Fields): { readonly perUnit: bigint; readonly scale: number } {
  const places = fields.text('perUnit').split('.')[1]?.length ?? 0;
  const scale = Math.min(places, ACTION_SCALE_MAX);
  return { perUnit: BigInt(fields.decimal('perUnit', scale)), scale };
}

function readBps(fields: Fields, name: string): number {
  return fields.whole(name, 0, BPS_OF_WHOLE);
}

function priceOf(fields: Fields, instrument: Instrument | undefined): Price {
  return toPrice(fields.decimal('price', instrument?.pricePrecision ?? 0));
}

function fractionPriceOf(fields: Fields, instrument: Instrument | undefined): Price | null {
  if (!fields.has('fractionPrice')) return null;
  return toPrice(fields.decimal('fractionPrice', instrument?.pricePrecision ?? 0));
}
